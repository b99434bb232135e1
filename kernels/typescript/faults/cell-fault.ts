import { types } from 'node:util';
import type { CellFault, CellPlace } from '../../protocol/kernel/faults.ts';
import { CellSyntaxError } from '../compile/syntax-error.ts';
import type { TextPlace } from '../compile/lines.ts';
import { framesOf, framesOfSites, unreadableFile, type StackFrame } from './stack-frames.ts';
import { readThrown, type ThrownValue } from './thrown-values.ts';

/** Where the frames of a stack come from. */
export interface CellSources {
  /** The cell run whose script has this name. */
  cellOf(file: string): SourceCell | undefined;
  /** Where a place of a compiled .ts module comes from. */
  moduleOf?(file: string, place: TextPlace): (TextPlace & { readonly file: string }) | undefined;
  /** Whether a file belongs to the kernel itself. */
  isKernel(file: string): boolean;
}

/** One run of a cell. `CompiledCell` has `position` and `locate`. */
export interface SourceCell {
  readonly cell: string;
  readonly position: number;
  readonly locate: (place: TextPlace) => TextPlace | undefined;
}

/** Texts are cut at this many characters. */
export const longestText = 100 * 1024;

/**
 * What is told of a thrown value: places in cells as `Cell 3:2:5`, in .ts files as they were written, frames of the kernel and
 * of Node left out, causes and gathered errors below. Never throws, whatever the value does when it is read. A syntax error
 * of the cell itself needs `cell`, the host's name of it.
 */
export function faultOf(error: unknown, sources: CellSources, cell = ''): CellFault {
  if (!types.isProxy(error) && error instanceof CellSyntaxError) return syntaxFault(error, cell);
  const thrown = readThrown(error);
  const { frames, place } = framesFor(thrown, sources);
  const parts = [...headLines(thrown), ...frames, ...below(thrown, sources, new Set([error]), '')];
  return {
    kind: 'error',
    name: cut(thrown.name, 200),
    message: cut(thrown.message),
    stack: cut(parts.join('\n')),
    ...(place ? { place } : {}),
    ...(thrown.name === 'Failure' && thrown.code !== undefined ? { code: thrown.code } : {}),
  };
}

function syntaxFault(error: CellSyntaxError, cell: string): CellFault {
  const [{ line, column }] = error.diagnostics;
  return {
    kind: 'syntax',
    name: error.name,
    message: cut(error.message),
    stack: cut(`${error.name}: ${error.frames}`),
    place: { cell, position: error.position, line, column },
  };
}

function headLines({ isError, name, message }: ThrownValue): string[] {
  if (!isError) return [message];
  return [cut(message === '' ? name : `${name}: ${message}`)];
}

const deepest = 10;
const widest = 20;

function below(
  thrown: ThrownValue,
  sources: CellSources,
  seen: ReadonlySet<unknown>,
  indent: string,
): string[] {
  if (seen.size > deepest) return [`${indent}… and causes further down`];
  const told = (title: string, one: unknown): string[] => {
    if (seen.has(one)) return [`${indent}${title}: an error that is told of above`];
    const inner = readThrown(one);
    const { frames } = framesFor(inner, sources);
    const [head = '', ...rest] = headLines(inner);
    return [
      `${indent}${title}: ${head}`,
      ...rest,
      ...frames.map(line => indent + line),
      ...below(inner, sources, new Set([...seen, one]), `${indent}  `),
    ];
  };
  const gathered = thrown.errors.slice(0, widest).flatMap((one, k) => told(`  [${k + 1}]`, one));
  const rest = thrown.errors.length - widest;
  return [
    ...(thrown.hasCause ? told('Caused by', thrown.cause) : []),
    ...gathered,
    ...(rest > 0 ? [`${indent}  and ${rest} more errors`] : []),
  ];
}

function framesFor(
  { stack, isError, name }: ThrownValue,
  sources: CellSources,
): { frames: string[]; place?: CellPlace } {
  if (!isError || stack === undefined) return { frames: [] };
  const found = typeof stack === 'string' ? framesOf(stack) : framesOfSites(stack);
  const unreadable = name === 'SyntaxError' && typeof stack === 'string' ? unreadableFile(stack) : undefined;
  const frames: string[] = unreadable === undefined ? [] : [`    at ${unreadable}`];
  let place: CellPlace | undefined;
  for (const frame of found) {
    if (frame.file.startsWith('node:') || sources.isKernel(frame.file)) continue;
    const { words, at } = told(frame, sources);
    if (words === undefined) continue;
    place ??= at;
    frames.push(`    at ${words}`);
  }
  return place ? { frames, place } : { frames };
}

function told(frame: StackFrame, sources: CellSources): { words?: string; at?: CellPlace } {
  const cell = sources.cellOf(frame.file);
  if (cell) {
    const found = cell.locate(frame);
    if (!found) return {};
    const at = { cell: cell.cell, position: cell.position, line: found.line, column: found.column };
    return { words: worded(frame.caller, `Cell ${at.position}:${at.line}:${at.column}`), at };
  }
  const { file, line, column } = sources.moduleOf?.(frame.file, frame) ?? frame;
  return { words: worded(frame.caller, `${file}:${line}:${column}`) };
}

function worded(caller: string, place: string): string {
  if (caller === '') return place;
  return caller === 'async' ? `async ${place}` : `${caller} (${place})`;
}

function cut(text: string, most = longestText): string {
  if (text.length <= most) return text;
  return `${text.slice(0, most)}\n… cut: ${text.length - most} of ${text.length} characters are not shown`;
}
