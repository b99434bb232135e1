import { failure } from '../../../protocol/failures/index.ts';
import { isObject, textOf, type JsonObject, type Notebook, type NotebookCell } from './notebook.ts';

/** What the kernel runs: JavaScript is TypeScript without types. */
const understood = new Set(['typescript', 'javascript']);

/**
 * Makes sure that every code cell is TypeScript, as VS Code tells: `metadata.vscode.languageId` of the cell, else
 * `language_info` or `kernelspec` of the notebook, else Python.
 * @throws Failure `notebook-language` for the first that is not.
 */
export function checkLanguage(notebook: Notebook, path: string): void {
  const common = languageOf(notebook.metadata);
  for (const [index, cell] of notebook.cells.entries()) {
    if (cell.cell_type !== 'code' || textOf(cell.source).trim() === '') continue;
    const language = ownLanguage(cell) ?? common ?? 'of no stated language (Python, by Jupyter’s custom)';
    if (!understood.has(language.toLowerCase())) {
      throw failure('notebook-language', { path, position: index + 1, language });
    }
  }
}

function languageOf(metadata: JsonObject): string | undefined {
  return text(metadata['language_info'], 'name') ?? text(metadata['kernelspec'], 'language');
}

function ownLanguage(cell: NotebookCell): string | undefined {
  return text(cell.metadata['vscode'], 'languageId');
}

function text(holder: unknown, field: string): string | undefined {
  const value = isObject(holder) ? holder[field] : undefined;
  return typeof value === 'string' && value !== '' ? value : undefined;
}
