import { expect, it } from 'vitest';
import { until, type Editor } from '../driver/editor.ts';
import { closeAll, openNotebook, runCell, writeNotebook } from '../driver/notebooks.ts';

const cells = [
  `import { loadClip, phantoms, promptLaboratory } from 'clip-notebook';
const clip = await loadClip('builtin');
const images = [
  ...(await phantoms({ modality: 'chest-xray', finding: 'consolidation', count: 8, seed: 500 })),
  ...(await phantoms({ modality: 'chest-xray', finding: 'pleural effusion', count: 8, seed: 600 })),
];
images.length`,
  `const laboratory = await promptLaboratory(clip, images,
  { templates: ['{}', 'a chest X-ray with {}'], wordings: { lay: ['a shadow on the lung', 'water on the lung'] } },
  { truth: images.map(({ labels }) => (labels['consolidation'] ? 'consolidation' : 'pleural effusion')), resamples: 200 });
laboratory`,
  `laboratory.latest().grid.axes.templates['a knee without {}'] + ' ' + laboratory.latest().variants.length`,
];

/** A laboratory in the output frame: another measure, another template, and the next cell. */
export function promptLaboratorySpecs(editor: () => Editor): void {
  let path: string;

  it('draws variants, effects, differences and reliability', async () => {
    await closeAll(editor());
    path = await writeNotebook(editor(), 'laboratory.ipynb', cells);
    await openNotebook(editor(), path);
    expect(await runCell(editor(), path, 0, 120_000)).toMatchObject({ success: true });
    const drawn = await runCell(editor(), path, 1, 120_000);
    expect(drawn).toMatchObject({ success: true });
    await find('table').first().waitFor({ timeout: 60_000 });
    expect(await titles()).toContain('Variants by accuracy');
    expect(await titles()).toContain('What each choice does to accuracy');
    await editor().screenshot('prompt-laboratory');
  });

  it('orders by another measure', async () => {
    const option = find('input[type="radio"][value="AUROC"]');
    await option.waitFor({ timeout: 60_000 });
    await option.check();
    await until('the table is by AUROC', async () =>
      (await titles()).includes('Variants by AUROC') ? true : undefined,
    );
  });

  it('encodes an edited template in the kernel, and the next cell reads it', async () => {
    const before = await find('.summary').first().textContent();
    const field = find('.kind-texts input').first();
    await field.fill('a knee without {}');
    await field.press('Enter');
    await until('the numbers change', async () =>
      (await find('.summary').first().textContent()) === before ? undefined : true,
    );
    const read = await runCell(editor(), path, 2, 60_000);
    expect(JSON.stringify(read.outputs)).toContain('a knee without {} 6');
    await closeAll(editor());
  });

  const find = (selector: string): ReturnType<ReturnType<Editor['frame']>['locator']> =>
    editor().frame().locator(`.clip-notebook-sheet ${selector}`);
  const titles = async (): Promise<string> => (await find('h4').allTextContents()).join('\n');
}
