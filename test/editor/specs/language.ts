import { join } from 'node:path';
import { writeFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { until, type Editor } from '../driver/editor.ts';
import { closeAll, openNotebook, writeNotebook } from '../driver/notebooks.ts';

/** Types, documentation, completions and problems while a cell is written, by the editor's own TypeScript. */
export function languageSpecs(editor: () => Editor): void {
  let path: string;

  it('knows the library, the files beside the notebook and what earlier cells declared', async () => {
    await closeAll(editor());
    await writeFile(join(editor().folder, 'own.ts'), 'export const threshold: number = 0.5;\n');
    path = await writeNotebook(editor(), 'language.ipynb', [
      "import { loadClip } from 'clip-notebook';\nimport { threshold } from './own.ts';\nconst clip = await loadClip('builtin');",
      { source: 'Words between.', kind: 'markdown' },
      "const texts = await clip.encodeText(['edema', 'effusion']);\ntexts.count > threshold;",
      'const wrong: string = texts.count;\nnowhere;\nlater;',
      'const later = 1;\nclip.',
    ]);
    await openNotebook(editor(), path);
    const hover = await until(
      'the type of `clip` is known in the next cell',
      async () => {
        const found = await hoverAt(editor(), path, { cell: 2, line: 0, character: 21 });
        return found.includes('const clip: ') ? found : undefined;
      },
      90_000,
    );
    expect(hover).toMatch(/const clip: \w+/);
    const named = await hoverAt(editor(), path, { cell: 2, line: 0, character: 29 });
    expect(named).toContain('encodeText');
    // Its comment comes along.
    expect(named).toMatch(/dim|row|text/);
    expect(await hoverAt(editor(), path, { cell: 2, line: 1, character: 18 })).toContain('threshold: number');
  });

  it('completes what a model can do', async () => {
    const labels = await editor().call(async (vscode, file) => {
      const notebook = vscode.workspace.notebookDocuments.find(({ uri }) => uri.fsPath === file)!;
      const { document } = notebook.cellAt(4);
      const list = await vscode.commands.executeCommand<{ items: { label: string | { label: string } }[] }>(
        'vscode.executeCompletionItemProvider',
        document.uri,
        new vscode.Position(1, 5),
        '.',
      );
      return list.items.map(({ label }) => (typeof label === 'string' ? label : label.label));
    }, path);
    expect(labels).toEqual(expect.arrayContaining(['encodeImage', 'encodeText', 'model']));
    expect(labels.filter(label => label === 'encodeText')).toHaveLength(1);
  });

  it('marks what is wrong, and only that', async () => {
    const problems = (): Promise<{ cell: number; line: number; message: string }[]> =>
      editor().call((vscode, file) => {
        const notebook = vscode.workspace.notebookDocuments.find(({ uri }) => uri.fsPath === file)!;
        return notebook.getCells().flatMap(({ document, index }) =>
          vscode.languages
            .getDiagnostics(document.uri)
            .filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error)
            .map(({ range, message }) => ({ cell: index, line: range.start.line, message })),
        );
      }, path);
    const found = await until(
      'the problems of the fourth cell are shown',
      async () => {
        const all = await problems();
        return all.filter(({ cell }) => cell === 3).length >= 2 ? all : undefined;
      },
      60_000,
    );
    expect(found.filter(({ cell }) => cell < 3)).toEqual([]);
    expect(found.filter(({ cell }) => cell === 3)).toEqual([
      { cell: 3, line: 0, message: "Type 'number' is not assignable to type 'string'." },
      { cell: 3, line: 1, message: "Cannot find name 'nowhere'." },
    ]);
  });
}

function hoverAt(
  editor: Editor,
  path: string,
  place: { readonly cell: number; readonly line: number; readonly character: number },
): Promise<string> {
  return editor.call(
    async (vscode, file, { cell, line, character }) => {
      const notebook = vscode.workspace.notebookDocuments.find(({ uri }) => uri.fsPath === file)!;
      const hovers = await vscode.commands.executeCommand<{ contents: (string | { value: string })[] }[]>(
        'vscode.executeHoverProvider',
        notebook.cellAt(cell).document.uri,
        new vscode.Position(line, character),
      );
      return hovers
        .flatMap(({ contents }) => contents)
        .map(content => (typeof content === 'string' ? content : content.value))
        .join('\n');
    },
    path,
    place,
  );
}
