import { readFile } from 'node:fs/promises';
import { failure } from '../../../protocol/failures/index.ts';
import { findJsonFault } from './json-fault.ts';
import { isObject, type JsonObject, type Notebook, type NotebookCell } from './notebook.ts';

/**
 * Reads a notebook of nbformat 4, any minor version.
 * @throws Failure `notebook-unreadable`, `notebook-not-json` or `notebook-foreign`.
 */
export async function readNotebook(path: string): Promise<Notebook> {
  const bytes = await readFile(path).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    const problem = { ENOENT: 'there is no such file', EISDIR: 'it is a folder' }[code ?? ''] ?? String(code);
    throw failure('notebook-unreadable', { path, problem }, error);
  });
  return parseNotebook(decode(bytes, path), path);
}

/** The notebook that `text` holds; `path` is for the sentences. */
export function parseNotebook(text: string, path: string): Notebook {
  const value = parse(text, path);
  const foreign = (problem: string, remedy = 'Give a notebook that VS Code or Jupyter saved.') =>
    failure('notebook-foreign', { path, problem, remedy });
  if (!isObject(value) || typeof value['nbformat'] !== 'number') throw foreign('it has no nbformat');
  const { nbformat } = value;
  if (nbformat < 4)
    throw foreign(
      `it is of nbformat ${nbformat}`,
      'Open it in VS Code or Jupyter and save it, which brings it to nbformat 4.',
    );
  if (nbformat >= 5) throw foreign(`it is of nbformat ${nbformat}`, 'Save it as nbformat 4.');
  if (!Array.isArray(value['cells'])) throw foreign('it has no list of cells');
  return {
    ...value,
    nbformat,
    nbformat_minor: typeof value['nbformat_minor'] === 'number' ? value['nbformat_minor'] : 0,
    metadata: objectOr(value['metadata']),
    cells: value['cells'].map((cell: unknown, index) => {
      const problem = faultOf(cell);
      if (problem) throw foreign(`cell ${index + 1} ${problem}`);
      return { ...(cell as NotebookCell), metadata: objectOr((cell as NotebookCell).metadata) };
    }),
  };
}

function decode(bytes: Uint8Array, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw failure('notebook-unreadable', { path, problem: 'it is not text in UTF-8' }, error);
  }
}

function parse(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const fault = findJsonFault(text) ?? { line: 1, column: 1, problem: 'it cannot be parsed' };
    throw failure('notebook-not-json', { path, ...fault }, error);
  }
}

function faultOf(cell: unknown): string | undefined {
  if (!isObject(cell)) return 'is not an object';
  const { cell_type: type, source } = cell;
  if (type !== 'code' && type !== 'markdown' && type !== 'raw')
    return `is of the unknown type ${JSON.stringify(type)}`;
  const isText =
    typeof source === 'string' || (Array.isArray(source) && source.every(line => typeof line === 'string'));
  return isText ? undefined : 'has no source text';
}

function objectOr(value: unknown): JsonObject {
  return isObject(value) ? value : {};
}
