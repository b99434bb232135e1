import type { Frame } from 'playwright-core';
import { expect, it } from 'vitest';
import { until, type Editor } from '../driver/editor.ts';
import { cellsOf, closeAll, errorOf, openNotebook, runCell, writeNotebook } from '../driver/notebooks.ts';

/** The prompt workbench beside a notebook: type, see numbers, write a cell, run it. */
export function workbenchSpecs(editor: () => Editor): void {
  const firstCell = `const kinds = ['edema', 'fracture', 'pneumothorax'];`;
  let path: string;
  let panel: Frame;

  it('says what it needs where no CLIP notebook is open', async () => {
    await closeAll(editor());
    await editor().call(async vscode => {
      await vscode.commands.executeCommand('clip-notebook.openWorkbench');
    });
    panel = await panelOf(editor());
    await panel.locator('.none', { hasText: 'No CLIP notebook is open' }).waitFor({ timeout: 30_000 });
  });

  it('shows numbers for a prompt as it is typed, with a kernel that it started', async () => {
    path = await writeNotebook(editor(), 'workbench.ipynb', [firstCell, `kinds.length`]);
    await openNotebook(editor(), path);
    await panel.locator('.notebook', { hasText: 'workbench.ipynb' }).waitFor({ timeout: 30_000 });
    await promptField(1).fill('a chest X-ray');
    await promptField(1).press('Enter');
    await promptField(2).fill('a blood smear');
    await panel.locator('.card .text', { hasText: 'a blood smear' }).first().waitFor({ timeout: 90_000 });
    expect(await panel.locator('.card').count()).toBe(6);
    const before = await numbers();
    await promptField(2).fill('a mammogram');
    await until('the numbers change', async () => ((await numbers()) === before ? undefined : true));
    await editor().screenshot('workbench');
  });

  it('writes what it shows as a cell after the active one, and the cell runs', async () => {
    await panel.getByRole('button', { name: 'Insert as cell' }).click();
    const cells = await until('the cell is there', async () => {
      const now = await cellsOf(editor(), path);
      return now.length === 3 ? now : undefined;
    });
    expect(cells[1]?.source).toContain(`['a chest X-ray', 'a mammogram']`);
    const ran = await runCell(editor(), path, 1, 120_000);
    expect({ ...ran, fault: errorOf(ran) }).toMatchObject({ success: true, language: 'typescript' });
    const mimes = ran.outputs.flat().map(({ mime }) => mime);
    expect(mimes).toContain('application/vnd.clip-notebook.zero-shot+json');
  });

  it('offers a variable once its cell has run, and holds prompts against it', async () => {
    expect(await runCell(editor(), path, 0)).toMatchObject({ success: true });
    const against = panel.getByRole('combobox', { name: 'Held against' });
    await until('the variable is offered', async () => {
      await against.click();
      const option = panel.getByRole('option', { name: 'kinds: 3 labels' });
      if ((await option.count()) === 0) {
        await against.press('Escape');
        return undefined;
      }
      await option.click();
      return true;
    });
    await panel.locator('.results td, .results [role="cell"]', { hasText: 'fracture' }).first().waitFor();
  });

  it('keeps its prompts while it is hidden, and for each notebook', async () => {
    await editor().call(async vscode => {
      await vscode.commands.executeCommand('workbench.view.explorer');
    });
    await editor().call(async vscode => {
      await vscode.commands.executeCommand('clip-notebook.openWorkbench');
    });
    panel = await panelOf(editor());
    expect(await promptField(2).inputValue()).toBe('a mammogram');
    const other = await writeNotebook(editor(), 'workbench-other.ipynb', [`1`]);
    await openNotebook(editor(), other);
    await panel.locator('.notebook', { hasText: 'workbench-other.ipynb' }).waitFor({ timeout: 30_000 });
    expect(await promptField(1).inputValue()).toBe('');
    await openNotebook(editor(), path);
    await panel.locator('.notebook', { hasText: 'workbench.ipynb' }).waitFor({ timeout: 30_000 });
    expect(await promptField(1).inputValue()).toBe('a chest X-ray');
    await editor().call(async vscode => {
      await vscode.commands.executeCommand('workbench.view.explorer');
    });
    await closeAll(editor());
  });

  const promptField = (place: number): ReturnType<Frame['locator']> =>
    panel.getByRole('textbox', { name: `Prompt ${place}`, exact: true });
  const numbers = async (): Promise<string> =>
    (await panel.locator('.cards .value').allTextContents()).join(' ');
}

/** In a folder that is not trusted the workbench opens, and starts no kernel. */
export function untrustedWorkbenchSpecs(editor: () => Editor): void {
  it('starts no kernel for the workbench and says why', async () => {
    const path = await writeNotebook(editor(), 'untrusted-workbench.ipynb', [`1`]);
    await openNotebook(editor(), path);
    await editor().call(async vscode => {
      await vscode.commands.executeCommand('clip-notebook.openWorkbench');
    });
    const panel = await panelOf(editor());
    await panel.locator('.status.bad', { hasText: /trust/ }).waitFor({ timeout: 30_000 });
    await panel.getByRole('textbox', { name: 'Prompt 1', exact: true }).fill('a chest X-ray');
    await panel.locator('.status.bad', { hasText: /trust/ }).waitFor({ timeout: 30_000 });
    expect(await panel.locator('.card').count()).toBe(0);
  });
}

/** The page inside the panel; the editor puts it into a frame of a frame. */
function panelOf(editor: Editor): Promise<Frame> {
  return until('the workbench is drawn', async () => {
    for (const frame of editor.page.frames()) {
      const drawn = frame.locator('.clip-notebook-workbench');
      if ((await drawn.count().catch(() => 0)) > 0 && (await drawn.isVisible())) return frame;
    }
    return undefined;
  });
}
