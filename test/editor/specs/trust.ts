import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { until, type Editor } from '../driver/editor.ts';
import { cellsOf, openNotebook, startCell, writeNotebook } from '../driver/notebooks.ts';

/** A folder that the reader has not said to trust. */
export function trustSpecs(editor: () => Editor): void {
  it('runs no cell there and says why', async () => {
    expect(await editor().call(vscode => vscode.workspace.isTrusted)).toBe(false);
    const path = await writeNotebook(editor(), 'stranger.ipynb', [
      "import { writeFileSync } from 'node:fs';\nwriteFileSync('ran.txt', 'ran');",
    ]);
    await openNotebook(editor(), path);
    await startCell(editor(), path, 0);
    await until('the editor or the cell speaks of trust', async () => {
      const [cell] = await cellsOf(editor(), path);
      const dialog = editor().page.locator('.monaco-dialog-box');
      const words = (await dialog.count()) > 0 ? await dialog.textContent() : '';
      const said = `${words} ${cell?.outputs
        .flat()
        .map(({ text }) => text)
        .join(' ')}`;
      return /trust/i.test(said) ? true : undefined;
    });
    await editor().screenshot('untrusted');
    const dialog = editor().page.locator('.monaco-dialog-box');
    if ((await dialog.count()) > 0) await editor().page.keyboard.press('Escape');
    await until('the dialog is gone', async () => ((await dialog.count()) === 0 ? true : undefined));
    expect((await cellsOf(editor(), path))[0]?.success).not.toBe(true);
    expect(existsSync(join(editor().folder, 'ran.txt'))).toBe(false);
  });
}
