import { expect, it } from 'vitest';
import { until, type Editor } from '../driver/editor.ts';
import { closeAll, openNotebook, runCell, saveNotebook, writeNotebook } from '../driver/notebooks.ts';

const zeroShotCells = [
  `import { loadClip, phantoms, zeroShot } from 'clip-notebook';
const clip = await loadClip('builtin');
const images = [
  ...(await phantoms({ modality: 'chest-xray', seed: 1 })),
  ...(await phantoms({ modality: 'mammogram', seed: 2 })),
];
images.length`,
  `await zeroShot(clip, images, ['a chest X-ray', 'a mammogram', 'a blood smear'])`,
];

/** Pictures that the notebook's output frame draws, and what the reader does in them. */
export function viewSpecs(editor: () => Editor): void {
  let path: string;

  it('draws zero-shot results in the output frame', async () => {
    await closeAll(editor());
    path = await writeNotebook(editor(), 'view.ipynb', zeroShotCells);
    await openNotebook(editor(), path);
    expect(await runCell(editor(), path, 0, 120_000)).toMatchObject({ success: true });
    const drawn = await runCell(editor(), path, 1, 120_000);
    expect(drawn).toMatchObject({ success: true });
    const mimes = drawn.outputs.flat().map(({ mime }) => mime);
    expect(mimes).toContain('application/vnd.clip-notebook.zero-shot+json');
    expect(mimes).toContain('text/plain');
    expect(mimes.some(mime => ['text/html', 'image/png'].includes(mime))).toBe(true);
    await cards().first().waitFor({ timeout: 60_000 });
    expect(await cards().count()).toBe(2);
    expect(await cards().first().locator('img').first().getAttribute('src')).toMatch(/^data:image\//);
    await editor().screenshot('zero-shot');
  });

  it('scores an edited text in the kernel and draws the new numbers', async () => {
    const before = await numbers();
    const field = editor().frame().locator('.editor input').nth(2);
    await field.waitFor({ timeout: 60_000 });
    await field.fill('a mammogram of the breast');
    await field.press('Enter');
    await until('the numbers change', async () => {
      const shown = await cards().first().textContent();
      return shown?.includes('a mammogram of the breast') && (await numbers()) !== before ? true : undefined;
    });
  });

  it('draws a saved view again without a kernel, and says that it has none', async () => {
    const saved = await saveNotebook(editor(), path);
    const kept = (saved.cells[1]?.outputs ?? []).flatMap(({ data = {} }) => Object.keys(data));
    expect(kept).toContain('application/vnd.clip-notebook.zero-shot+json');
    await closeAll(editor());
    await openNotebook(editor(), path);
    await cards().first().waitFor({ timeout: 60_000 });
    // The editor may have kept the notebook, and so its kernel, for a while.
    await editor().call(async vscode => {
      await vscode.commands.executeCommand('clip-notebook.restart');
    });
    const field = editor().frame().locator('.editor input').first();
    await field.fill('a knee X-ray');
    await field.press('Enter');
    await editor()
      .frame()
      .locator('.editor .status', { hasText: /kernel|run/i })
      .waitFor({ timeout: 30_000 });
    expect(await cards().count()).toBe(2);
  });

  const cards = (): ReturnType<ReturnType<Editor['frame']>['locator']> =>
    editor().frame().locator('.cards > li');
  const numbers = async (): Promise<string> =>
    (await editor().frame().locator('.cards .value').allTextContents()).join(' ');
}
