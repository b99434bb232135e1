import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Editor } from '../driver/editor.ts';
import {
  cellsOf,
  closeAll,
  errorOf,
  openNotebook,
  runCell,
  saveNotebook,
  startCell,
  writeNotebook,
} from '../driver/notebooks.ts';

const python = {
  kernelspec: { name: 'python3', display_name: 'Python 3', language: 'python' },
  language_info: { name: 'python', file_extension: '.py' },
};

/** Notebooks as files: ours, other people's, broken ones, and one in two windows. */
export function fileSpecs(editor: () => Editor): void {
  it('saves a valid notebook that opens again with its outputs', async () => {
    await closeAll(editor());
    const path = await writeNotebook(editor(), 'saved.ipynb', [
      { source: '# Title', kind: 'markdown' },
      "console.log('printed');\n[1, 2, 3].map(value => value * 2)",
    ]);
    await openNotebook(editor(), path);
    expect((await runCell(editor(), path, 1)).success).toBe(true);
    const saved = await saveNotebook(editor(), path);
    expect(saved.nbformat).toBe(4);
    expect(saved.metadata['kernelspec']).toEqual({
      name: 'clip-notebook',
      display_name: 'CLIP Notebook (TypeScript)',
      language: 'typescript',
    });
    expect(saved.metadata['language_info']).toMatchObject({ name: 'typescript', file_extension: '.ts' });
    expect(saved.cells[1]?.outputs?.map(({ output_type }) => output_type)).toContain('stream');
    expect(saved.cells[1]?.execution_count).toBeGreaterThan(0);
    await closeAll(editor());
    await openNotebook(editor(), path);
    const again = await cellsOf(editor(), path);
    expect(again[1]?.outputs.length).toBe(saved.cells[1]?.outputs?.length);
    expect(again[1]?.language).toBe('typescript');
  });

  it('writes kernelspec and language into a notebook that had none', async () => {
    await closeAll(editor());
    const path = await editor().call(async vscode => {
      await vscode.commands.executeCommand('clip-notebook.newNotebook');
      return vscode.window.activeNotebookEditor?.notebook.uri.toString() ?? '';
    });
    expect(path).not.toBe('');
    const made = await editor().call(vscode => {
      const notebook = vscode.window.activeNotebookEditor?.notebook;
      return {
        metadata: notebook?.metadata,
        languages: notebook?.getCells().map(cell => cell.document.languageId),
      };
    });
    expect(JSON.stringify(made.metadata)).toContain('"clip-notebook"');
    expect(made.languages).toContain('typescript');
  });

  it('leaves a Python notebook to other kernels, and takes its own beside them', async () => {
    await closeAll(editor());
    await editor().call(vscode => {
      const other = vscode.notebooks.createNotebookController(
        'stand-in',
        'jupyter-notebook',
        'Another kernel',
      );
      other.supportedLanguages = ['python'];
      Object.assign(globalThis, { otherKernel: other });
    });
    try {
      const theirs = await writeNotebook(editor(), 'theirs.ipynb', ['print(1)'], python);
      await openNotebook(editor(), theirs);
      await startCell(editor(), theirs, 0);
      // Two kernels and none preferred: the reader is asked.
      await editor()
        .page.locator('.quick-input-widget')
        .filter({ visible: true })
        .waitFor({ timeout: 60_000 });
      await editor().page.keyboard.press('Escape');
      const [untouched] = await cellsOf(editor(), theirs);
      expect([untouched?.success, untouched?.outputs]).toEqual([undefined, []]);
      const ours = await writeNotebook(editor(), 'ours.ipynb', ['6 * 7']);
      await openNotebook(editor(), ours);
      expect((await runCell(editor(), ours, 0)).success).toBe(true);
    } finally {
      await editor().call(() =>
        (globalThis as unknown as { otherKernel: { dispose(): void } }).otherKernel.dispose(),
      );
    }
  });

  it('changes nothing in a Python notebook, even as the only kernel that is installed', async () => {
    await closeAll(editor());
    const path = await writeNotebook(editor(), 'python.ipynb', ['print(1)'], python);
    await openNotebook(editor(), path);
    const refused = await runCell(editor(), path, 0);
    expect(refused).toMatchObject({ success: false, language: 'python' });
    expect(errorOf(refused)?.message).toMatch(/python/i);
    expect((await saveNotebook(editor(), path)).metadata).toMatchObject(python);
  });

  it('runs no cell of another language and says so in the cell', async () => {
    await closeAll(editor());
    const path = await writeNotebook(editor(), 'mixed.ipynb', [
      { source: 'print("never")', language: 'python' },
      '"typescript"',
    ]);
    await openNotebook(editor(), path);
    const refused = await runCell(editor(), path, 0);
    expect(refused.success).toBe(false);
    expect(errorOf(refused)?.message).toMatch(/python/i);
    expect((await runCell(editor(), path, 1)).success).toBe(true);
  });

  it('shows what is wrong with a notebook that is not JSON and leaves the file as it is', async () => {
    await closeAll(editor());
    const path = join(editor().folder, 'broken.ipynb');
    const text = '{"cells": [ this is not JSON';
    await writeFile(path, text);
    const failure = await editor().call(async (vscode, file) => {
      try {
        await vscode.workspace.openNotebookDocument(vscode.Uri.file(file));
        return 'opened';
      } catch (error) {
        return String(error);
      }
    }, path);
    expect(failure).toMatch(/JSON|read/i);
    expect(await readFile(path, 'utf8')).toBe(text);
    const before = await writeNotebook(editor(), 'whole.ipynb', ['"fine"']);
    await openNotebook(editor(), before);
    expect((await runCell(editor(), before, 0)).success).toBe(true);
  });

  it('gives each of two notebooks a kernel of its own', async () => {
    await closeAll(editor());
    const one = await writeNotebook(editor(), 'one.ipynb', ['let mine = process.pid;\nmine']);
    const two = await writeNotebook(editor(), 'two.ipynb', ['typeof mine', 'process.pid']);
    await openNotebook(editor(), one);
    const first = (await runCell(editor(), one, 0)).outputs.flat()[0]?.text;
    await openNotebook(editor(), two);
    expect((await runCell(editor(), two, 0)).outputs.flat()[0]?.text).toContain('undefined');
    expect((await runCell(editor(), two, 1)).outputs.flat()[0]?.text).not.toBe(first);
  });

  it('runs one notebook in two windows, each with its own kernel', async () => {
    await closeAll(editor());
    const path = await writeNotebook(editor(), 'shared-file.ipynb', ['let here = 1;\nhere', 'typeof here']);
    await openNotebook(editor(), path);
    expect((await runCell(editor(), path, 0)).success).toBe(true);
    const second = await editor().another();
    try {
      await openNotebook(second, path);
      const [, other] = [await runCell(second, path, 0), await runCell(second, path, 1)];
      expect(other.success).toBe(true);
      await saveNotebook(second, path);
      expect((await runCell(editor(), path, 1)).outputs.flat()[0]?.text).toContain('number');
    } catch (error) {
      await second.keepTraces('second-window');
      throw error;
    } finally {
      await closeAll(second);
      await second.page.close();
    }
  });
}
