import { expect, it } from 'vitest';
import { until, type Editor } from '../driver/editor.ts';
import { closeAll, openNotebook, printed, runCell, writeNotebook } from '../driver/notebooks.ts';
import { drawLasso } from '../driver/pointer.ts';
import { revealDrawn } from '../driver/views.ts';

const cells = [
  `import { embeddingMap, loadClip } from 'clip-notebook';
const clip = await loadClip('builtin');
const organs = ['liver', 'lung', 'kidney', 'colon', 'pancreas', 'brain'];
const labels = organs.flatMap(organ => [organ, organ + ' tumor', organ + ' cyst']);
const map = await embeddingMap(await clip.encodeText(labels), {
  groups: labels.map(label => label.split(' ')[0]),
  perplexity: 4,
});
map;`,
  `console.log('chosen: ' + map.selection.names.join(' | '));`,
  `const across = map.names.map((_, point) => map.coordinates[2 * point]!);
const middle = (Math.min(...across) + Math.max(...across)) / 2;
const left = map.names.filter((_, point) => across[point]! < middle);
console.log(left.length + ' lie left: ' + (left.join() === map.selection.names.join()));`,
];

/** A map in the notebook's output frame: drawn, chosen from, laid out anew. */
export function mapSpecs(editor: () => Editor): void {
  let path: string;
  const frame = (): ReturnType<Editor['frame']> => editor().frame();

  it('draws a map with its one-hot baseline', async () => {
    await closeAll(editor());
    path = await writeNotebook(editor(), 'map.ipynb', cells);
    await openNotebook(editor(), path);
    const drawn = await runCell(editor(), path, 0, 120_000);
    expect(drawn).toMatchObject({ success: true });
    const mimes = drawn.outputs.flat().map(({ mime }) => mime);
    expect(mimes.filter(mime => mime === 'application/vnd.clip-notebook.embedding-map+json')).toHaveLength(1);
    await frame().locator('.pane[data-painter]').nth(1).waitFor({ timeout: 60_000 });
    expect(await frame().locator('table tbody tr').count()).toBe(18);
    await editor().screenshot('embedding-map');
  });

  it('gives what was chosen in the map to the next cell', async () => {
    const pane = frame().locator('.pane').first();
    await pane.focus();
    await pane.press('Home');
    await pane.press(' ');
    await pane.press('PageDown');
    await pane.press(' ');
    await frame()
      .locator('.selection', { hasText: '2 points selected. The next cell' })
      .waitFor({ timeout: 20_000 });
    const next = await runCell(editor(), path, 1, 60_000);
    expect(next).toMatchObject({ success: true });
    expect(
      next.outputs
        .flat()
        .map(({ text }) => text)
        .join(''),
    ).toContain('chosen: liver | liver tumor');
  });

  it('gives a lasso drawn by the pointer to the next cell', async () => {
    await editor().page.setViewportSize({ width: 1280, height: 1300 });
    await revealDrawn(editor(), 0);
    const pane = frame().locator('.pane').first();
    await frame().getByRole('button', { name: 'Drag draws a lasso around points' }).click();
    const box = (await pane.boundingBox())!;
    await drawLasso(editor(), [
      [box.x + 3, box.y + 3],
      [box.x + box.width / 2, box.y + 3],
      [box.x + box.width / 2, box.y + box.height - 3],
      [box.x + 3, box.y + box.height - 3],
    ]);
    const selection = frame().locator('.selection', { hasText: 'The next cell' });
    await selection.filter({ hasNotText: /^2 points/ }).waitFor({ timeout: 20_000 });
    const count = Number(/^\d+/.exec((await selection.textContent()) ?? '')?.[0]);
    await editor().screenshot('embedding-map-lasso');
    await editor().page.setViewportSize({ width: 1280, height: 960 });
    expect(printed(await runCell(editor(), path, 2, 60_000))).toContain(`${count} lie left: true`);
  });

  it('lays out anew by the kernel', async () => {
    await frame().locator('vscode-text-field[aria-label=Seed] input').fill('5');
    await frame().locator('vscode-button[aria-label="Lay out anew"]').click();
    await until('the new layout is there', async () =>
      (await frame().locator('.facts').textContent())?.includes('seed 5') ? true : undefined,
    );
  });
}
