import { expect, it } from 'vitest';
import { until, type Editor } from '../driver/editor.ts';
import { closeAll, openNotebook, runCell, saveNotebook, writeNotebook } from '../driver/notebooks.ts';

const opening = `import { diagnoseFindings, explainDiagnoses, loadClip, phantoms } from 'clip-notebook';
const clip = await loadClip('builtin');
const images = await phantoms({ modality: 'chest-xray', count: 8, seed: 0 });
const truth = images.map(({ labels }) => labels);
images.length`;

const explaining = [
  opening,
  `const why = await explainDiagnoses(clip, images, {
  'Pleural Effusion': ['a blunted costophrenic angle', 'fluid within a fissure'],
  Cardiomegaly: ['an enlarged cardiac silhouette', 'a heart wider than half of the chest'],
}, { truth });
why`,
  `why.latest().descriptors['Pleural Effusion']![0] + ' ' + (why.latest().joint[0] !== why.joint[0])`,
];

// In a notebook of its own: the editor draws only outputs near the window.
const calling = [
  opening,
  `const found = await diagnoseFindings(clip, images, ['pleural effusion', 'cardiomegaly'], { truth });
found`,
  `found.latest().templates.positive.join(' ; ') + ' ' + found.latest().scoring`,
];

/** Diagnoses explained and findings called in sheets, edited there, and read by the next cell. */
export function findingsSpecs(editor: () => Editor): void {
  let path: string;

  it('draws the descriptors of every image', async () => {
    await closeAll(editor());
    path = await writeNotebook(editor(), 'explained.ipynb', explaining);
    await openNotebook(editor(), path);
    expect(await runCell(editor(), path, 0, 120_000)).toMatchObject({ success: true });
    const drawn = await runCell(editor(), path, 1, 120_000);
    expect(drawn).toMatchObject({ success: true });
    expect(drawn.outputs.flat().map(({ mime }) => mime)).toContain(
      'application/vnd.clip-notebook.sheet+json',
    );
    await field('Pleural Effusion').waitFor({ timeout: 60_000 });
    expect(await words()).toContain('an enlarged cardiac silhouette');
    await editor().screenshot('explained-diagnoses');
  });

  it('encodes an edited descriptor in the kernel, draws the new numbers, and the next cell reads it', async () => {
    const before = await words();
    await field('Pleural Effusion').fill('a clear lung');
    await field('Pleural Effusion').press('Enter');
    await until('the numbers change', async () => {
      const now = await words();
      return now !== before && now.includes('edited') ? true : undefined;
    });
    const read = await runCell(editor(), path, 2, 60_000);
    expect(JSON.stringify(read.outputs)).toContain('a clear lung true');
  });

  it('calls findings by templates that can be edited', async () => {
    await closeAll(editor());
    path = await writeNotebook(editor(), 'findings.ipynb', calling);
    await openNotebook(editor(), path);
    expect(await runCell(editor(), path, 0, 120_000)).toMatchObject({ success: true });
    expect(await runCell(editor(), path, 1, 120_000)).toMatchObject({ success: true });
    const template = field('there | not there');
    await template.waitFor({ timeout: 60_000 });
    await editor().screenshot('findings');
    await template.fill('signs of {}');
    await template.press('Enter');
    await until('the kernel says what is wrong', async () =>
      (await words()).includes('is not a pair') ? true : undefined,
    );
    await template.fill('signs of {} | no signs of {}');
    await template.press('Enter');
    const read = await until('the next cell reads it', async () => {
      const { outputs } = await runCell(editor(), path, 2, 60_000);
      const text = JSON.stringify(outputs);
      return text.includes('signs of {} plain') ? text : undefined;
    });
    expect(read).toContain('signs of {} plain');
  });

  it('is drawn again from the saved file', async () => {
    await saveNotebook(editor(), path);
    await closeAll(editor());
    await openNotebook(editor(), path);
    await until('the sheet is drawn', async () =>
      (await words()).includes('What is called in each image') ? true : undefined,
    );
    await closeAll(editor());
  });

  const find = (selector: string): ReturnType<ReturnType<Editor['frame']>['locator']> =>
    editor().frame().locator(`.clip-notebook-sheet ${selector}`.trim());
  const field = (group: string): ReturnType<ReturnType<Editor['frame']>['locator']> =>
    find(`.text-group[aria-label="${group}"] input`).first();
  // The sheet lies in a shadow tree, which the text of its host leaves out.
  const words = async (): Promise<string> => (await find('*').allTextContents()).join('\n');
}
