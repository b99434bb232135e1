import { expect, it } from 'vitest';
import { until, type Editor } from '../driver/editor.ts';
import { closeAll, openNotebook, runCell, writeNotebook } from '../driver/notebooks.ts';

const cells = [
  `import { crossModalRetrieval, fewShotCurves, loadClip, phantoms } from 'clip-notebook';
const clip = await loadClip('builtin');
const images = await phantoms({ modality: 'chest-xray', count: 8, seed: 300 });
images.length`,
  `const found = await crossModalRetrieval(clip, images, images.map(({ report }) => report.join(' ')));
found`,
  `found.latest()[0]!.query + ': ' + found.latest()[0]!.hits.length`,
  `const kinds = (await Promise.all(['chest-xray', 'fundus'].map(modality => phantoms({ modality: modality as never, count: 6, seed: 40 })))).flat();
const curves = await fewShotCurves(clip, kinds, kinds.map(({ modality }) => modality), { shots: [1, 2], methods: ['linear probe', 'Tip-Adapter'] });
curves`,
  `curves.points.length + ' points, zero-shot ' + curves.zeroShot.accuracy`,
];

/** Retrieval and few labels as sheets: drawn, asked, and read by the next cell. */
export function retrievalSpecs(editor: () => Editor): void {
  let path: string;

  it('draws measures, galleries and what a query found', async () => {
    await closeAll(editor());
    path = await writeNotebook(editor(), 'retrieval.ipynb', cells);
    await openNotebook(editor(), path);
    expect(await runCell(editor(), path, 0, 120_000)).toMatchObject({ success: true });
    const drawn = await runCell(editor(), path, 1, 120_000);
    expect(drawn).toMatchObject({ success: true });
    const mimes = drawn.outputs.flat().map(({ mime }) => mime);
    expect(mimes).toContain('application/vnd.clip-notebook.sheet+json');
    expect(mimes).toContain('text/plain');
    await find('.card-groups img').first().waitFor({ timeout: 60_000 });
    await editor().screenshot('retrieval');
  });

  it('finds other images for a query that is typed, and the next cell reads them', async () => {
    const field = find('.text-group input').first();
    await field.waitFor({ timeout: 60_000 });
    await field.fill('an enlarged heart');
    await field.press('Enter');
    await until('the gallery is of the query', async () =>
      (await find('.card-head h5').first().textContent()) === 'an enlarged heart' ? true : undefined,
    );
    const read = await runCell(editor(), path, 2, 60_000);
    expect(JSON.stringify(read.outputs)).toContain('an enlarged heart: 5');
  });

  it('draws curves over the number of labels, and the next cell reads the numbers', async () => {
    const drawn = await runCell(editor(), path, 3, 180_000);
    expect(drawn).toMatchObject({ success: true });
    await find('.chart-of-curves .legend li').nth(2).waitFor({ timeout: 60_000 });
    const read = await runCell(editor(), path, 4, 60_000);
    expect(JSON.stringify(read.outputs)).toContain('4 points, zero-shot');
    await editor().screenshot('few-labels');
    await closeAll(editor());
  });

  const find = (selector: string): ReturnType<ReturnType<Editor['frame']>['locator']> =>
    editor().frame().locator(`.clip-notebook-sheet ${selector}`);
}
