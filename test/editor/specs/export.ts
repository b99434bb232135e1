import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { until, type Editor } from '../driver/editor.ts';
import { closeAll, openNotebook, runCell, writeNotebook } from '../driver/notebooks.ts';

const cells = [
  `[{ file: 'a.png', score: 1 / 3 }, { file: '=1+1', score: 2 }]`,
  `import { loadClip, phantoms, zeroShot } from 'clip-notebook';
const clip = await loadClip('builtin');
await zeroShot(clip, await phantoms({ modality: 'chest-xray', count: 2, seed: 1 }), ['a chest X-ray', 'a mammogram'])`,
];

/** Outputs saved as files: the editor asks where to, and writes them. */
export function exportSpecs(editor: () => Editor): void {
  let path: string;

  it('saves a table as CSV into the workspace, by keyboard', async () => {
    await closeAll(editor());
    path = await writeNotebook(editor(), 'export.ipynb', cells);
    await openNotebook(editor(), path);
    expect(await runCell(editor(), path, 0, 60_000)).toMatchObject({ success: true });
    const opener = place('table').getByRole('button', { name: 'Save as' });
    await opener.waitFor({ timeout: 60_000 });
    await opener.focus();
    await opener.press('ArrowUp');
    await place('table').getByRole('menuitem', { name: 'CSV table' }).press('Enter');
    const bytes = await savedFile('table', 'csv');
    expect(bytes.toString()).toBe(`file,score\r\na.png,${1 / 3}\r\n'=1+1,2\r\n`);
  });

  it('saves zero-shot results as PNG and SVG', async () => {
    expect(await runCell(editor(), path, 1, 120_000)).toMatchObject({ success: true });
    await place('zero-shot').locator('.card').first().waitFor({ timeout: 60_000 });
    await editor().screenshot('save-as');
    await save('zero-shot', 'SVG drawing');
    const svg = (await savedFile('zero-shot', 'svg')).toString();
    expect(svg).toMatch(/^<svg [^]*<metadata>[^]*builtin[^]*<\/svg>$/);
    await save('zero-shot', 'PNG picture');
    const png = await savedFile('zero-shot', 'png');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    const width = Number(/width="(\d+)"/.exec(svg)![1]);
    expect(png.readUInt32BE(16)).toBe(2 * width);
    await closeAll(editor());
  });

  const place = (view: string): ReturnType<ReturnType<Editor['frame']>['locator']> =>
    editor().frame().locator(`.clip-notebook-${view}`);

  const save = async (view: string, format: string): Promise<void> => {
    await place(view).getByRole('button', { name: 'Save as' }).click();
    await place(view).getByRole('menuitem', { name: format }).click();
  };

  /** Takes the place that the editor offers, which is beside the notebook, and waits for the file. */
  const savedFile = async (view: string, extension: string): Promise<Buffer> => {
    const field = editor().page.locator('.quick-input-widget input[type="text"]').first();
    await field.waitFor({ timeout: 30_000 });
    const offered = await until('the dialog offers a name', async () => {
      const value = await field.inputValue();
      return value.endsWith(`.${extension}`) ? value : undefined;
    });
    expect(offered).toMatch(new RegExp(`/${view}-\\d{4}-\\d\\d-\\d\\d\\.${extension}$`));
    await editor().page.keyboard.press('Enter');
    const bytes = await until('the file is there', () => readFile(offered).catch(() => undefined));
    // The editor opens what it saved, in front of the notebook.
    await openNotebook(editor(), path);
    return bytes;
  };
}
