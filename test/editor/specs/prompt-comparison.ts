import { expect, it } from 'vitest';
import { until, type Editor } from '../driver/editor.ts';
import { closeAll, openNotebook, runCell, saveNotebook, writeNotebook } from '../driver/notebooks.ts';

const cells = [
  `import { comparePrompts, loadClip, phantoms } from 'clip-notebook';
const clip = await loadClip('builtin');
const images = [
  ...(await phantoms({ modality: 'chest-xray', finding: 'consolidation', count: 4, seed: 500 })),
  ...(await phantoms({ modality: 'chest-xray', finding: 'pleural effusion', count: 4, seed: 600 })),
];
images.length`,
  `const compared = await comparePrompts(clip, images,
  { name: '{}', sentence: 'a chest X-ray with {}' },
  { truth: images.map(({ labels }) => (labels['consolidation'] ? 'consolidation' : 'pleural effusion')) });
compared`,
  `compared.latest().variants[0]!.prompts[0]!.text + ' ' + compared.latest().measures('name').right.length`,
];

/** Prompts compared in the output frame, edited there, and read by the next cell. */
export function promptComparisonSpecs(editor: () => Editor): void {
  let path: string;

  it('draws variants and every image', async () => {
    await closeAll(editor());
    path = await writeNotebook(editor(), 'prompts.ipynb', cells);
    await openNotebook(editor(), path);
    expect(await runCell(editor(), path, 0, 120_000)).toMatchObject({ success: true });
    const drawn = await runCell(editor(), path, 1, 120_000);
    expect(drawn).toMatchObject({ success: true });
    const mimes = drawn.outputs.flat().map(({ mime }) => mime);
    expect(mimes).toContain('application/vnd.clip-notebook.prompt-comparison+json');
    expect(mimes).toContain('text/plain');
    await find('.image').first().waitFor({ timeout: 60_000 });
    expect(await find('.image').count()).toBe(8);
    expect(await find('.variant').count()).toBe(2);
    await editor().screenshot('prompt-comparison');
  });

  it('encodes an edited prompt in the kernel, draws the new numbers, and the next cell reads it', async () => {
    const field = find('.prompts input').first();
    await field.waitFor({ timeout: 60_000 });
    const before = await numbers();
    await field.fill('a normal knee without {}');
    await field.press('Enter');
    await until('the numbers change', async () => ((await numbers()) !== before ? true : undefined));
    expect(await find('.summary').first().textContent()).toContain('edited');
    const read = await runCell(editor(), path, 2, 60_000);
    expect(JSON.stringify(read.outputs)).toContain('a normal knee without {} 8');
  });

  it('goes back to the variants of the cell, and is drawn again from the saved file', async () => {
    await find('.tools .control').last().click();
    await until('the picture is as it was', async () =>
      (await find('.summary').first().textContent())?.includes('edited') ? undefined : true,
    );
    await saveNotebook(editor(), path);
    await closeAll(editor());
    await openNotebook(editor(), path);
    await find('.image').first().waitFor({ timeout: 60_000 });
    expect(await find('.image').count()).toBe(8);
    await closeAll(editor());
  });

  const find = (selector: string): ReturnType<ReturnType<Editor['frame']>['locator']> =>
    editor().frame().locator(`.clip-notebook-prompt-comparison ${selector}`);
  const numbers = async (): Promise<string> =>
    (
      await find('.image').evaluateAll(rows =>
        rows.map(row => (row as unknown as { ariaLabel: string | null }).ariaLabel ?? ''),
      )
    ).join();
}
