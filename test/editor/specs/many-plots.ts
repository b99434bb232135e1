import { expect, it } from 'vitest';
import { until, type Editor } from '../driver/editor.ts';
import { closeAll, errorOf, openNotebook, runCell, writeNotebook } from '../driver/notebooks.ts';
import { revealCell, revealDrawn, seenViews } from '../driver/views.ts';

const setup = `import { comparePrompts, display, embeddingMap, loadClip, phantoms, similarityDistributions } from 'clip-notebook';
const clip = await loadClip('builtin');
const images = await phantoms({ modality: 'chest-xray', count: 2 });
const words = await clip.encodeText(['liver', 'lung', 'liver cyst', 'lung cyst']);
/** 2,100 points around 7 places: enough for the graphics card. */
const cloud = (seed: number) => ({
  ...words,
  count: 2100,
  dim: 4,
  ids: Array.from({ length: 2100 }, (_, point) => 'point ' + point),
  data: Float32Array.from({ length: 8400 }, (_, at) => Math.sin(seed + (at % 28)) + 0.1 * Math.sin(at * at + seed)),
});
const groups = { liver: ['liver', 'liver cyst', 'liver tumor'], lung: ['lung', 'lung cyst', 'lung tumor'] };
words.count`;
const three = (
  seed: number,
): string => `await display(await similarityDistributions(clip, groups, { resamples: 0, randomGroups: 0, seed: ${seed} }));
await display(await embeddingMap(cloud(${seed}), { method: 'pca', groups: Array.from({ length: 2100 }, (_, point) => 'group ' + (point % 7)) }));
await comparePrompts(clip, images, { bare: '{}', sentence: 'a chest X-ray with {}' }, { classes: ['edema', 'pneumonia'], resamples: 0 })`;
const rounds = Array.from({ length: 10 }, (_, seed) => seed + 1);

/** Thirty plots of three kinds in one notebook: browsers give a page 16 WebGL contexts and take the eldest away. */
export function manyPlotSpecs(editor: () => Editor): void {
  let path: string;

  it('draws thirty plots in one notebook, scrolled down and up again', async () => {
    await closeAll(editor());
    path = await writeNotebook(editor(), 'many-plots.ipynb', [setup, ...rounds.map(three)]);
    await openNotebook(editor(), path);
    for (const cell of [0, ...rounds]) {
      const ran = await runCell(editor(), path, cell, 120_000);
      expect({ ...ran, fault: errorOf(ran) }).toMatchObject({ success: true });
    }
    for (const cell of [...rounds, ...rounds.toReversed()]) await revealDrawn(editor(), cell);
    const seen = (await seenViews(editor())).filter(({ view }) => view !== 'progress');
    expect(seen.map(({ view }) => view).sort()).toEqual(
      ['embedding-map', 'prompt-comparison', 'similarity-distribution'].flatMap(view =>
        rounds.map(() => view),
      ),
    );
    expect(seen.filter(({ problem }) => problem)).toEqual([]);
    expect(await painters()).toEqual(rounds.map(() => 'webgl2'));
    expect(await inFrame('webglContexts.length')).toBe(1);
    await editor().screenshot('many-plots');
  });

  it('draws maps without the graphics card while it is taken away, and with it when it is back', async () => {
    await revealCell(editor(), rounds.at(-1)!);
    await inFrame(
      'void (globalThis.taken = webglContexts[0].getExtension("WEBGL_lose_context")).loseContext()',
    );
    await redrawnWith('canvas2d');
    await inFrame('void taken.restoreContext()');
    await redrawnWith('webgl2');
    await closeAll(editor());
  });

  const frame = (): ReturnType<Editor['frame']> => editor().frame();
  const inFrame = (expression: string): Promise<unknown> => frame().locator('body').evaluate(expression);
  const painters = async (): Promise<(string | null)[]> =>
    Promise.all((await frame().locator('.pane').all()).map(pane => pane.getAttribute('data-painter')));
  const redrawnWith = (painter: string): Promise<true> =>
    until(`the map is drawn with ${painter}`, async () => {
      const map = frame().locator('.clip-notebook-embedding-map').last();
      await map.getByRole('button', { name: 'Show all of the map' }).click();
      const now = await map.locator('.pane').getAttribute('data-painter');
      const drawn = (await seenViews(editor())).filter(({ inSight }) => inSight);
      return now === painter && drawn.every(({ problem }) => problem === undefined) ? true : undefined;
    });
}
