import { realpath, rename, rm, writeFile } from 'node:fs/promises';
import { failure } from '../../../protocol/failures/index.ts';
import { isObject, type Notebook } from './notebook.ts';

/**
 * The notebook as Jupyter and VS Code write it: names sorted, one space a level, a line end at the end
 * (nbformat's `v4/nbjson.py`). In pieces of a cell, because a string cannot be longer than 512 MB.
 */
export function* formatNotebook(notebook: Notebook): Generator<string> {
  const fields = Object.keys(notebook).sort(byCodePoint);
  for (const [index, field] of fields.entries()) {
    yield `${index === 0 ? '{' : ','}\n ${JSON.stringify(field)}: `;
    if (field === 'cells') yield* formatCells(notebook.cells);
    else yield format(notebook[field], 1);
  }
  yield '\n}\n';
}

/**
 * Writes a file as a whole or not at all.
 * @throws Failure `output-unwritable`.
 */
export async function writeWhole(path: string, pieces: Iterable<string>): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const part = `${target}.${process.pid}.part`;
  try {
    await writeFile(part, pieces);
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    const problem = error instanceof Error ? error.message : String(error);
    throw failure('output-unwritable', { path, problem }, error);
  }
}

function* formatCells(cells: readonly unknown[]): Generator<string> {
  if (cells.length === 0) yield '[]';
  for (const [index, cell] of cells.entries()) yield `${index === 0 ? '[' : ','}\n  ${format(cell, 2)}`;
  if (cells.length > 0) yield '\n ]';
}

function format(value: unknown, level: number): string {
  return JSON.stringify(sorted(value), null, 1).replaceAll('\n', `\n${' '.repeat(level)}`);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort(byCodePoint);
  return Object.fromEntries(names.map(name => [name, sorted(value[name])]));
}

function byCodePoint(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
