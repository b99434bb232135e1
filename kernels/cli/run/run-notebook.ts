import { basename, resolve } from 'node:path';
import type { KernelConnection } from '../../channel/kernel-connection.ts';
import { startKernel } from '../../channel/start-kernel.ts';
import type { ModelChoices } from '../../protocol/kernel/methods.ts';
import { failure } from '../../protocol/failures/index.ts';
import { checkWritable } from '../output.ts';
import { writeJson } from '../report.ts';
import { executeCells, type CellRun, type CellToRun } from './execute.ts';
import { checkLanguage } from './notebook/language.ts';
import { isObject, textOf, type Notebook } from './notebook/notebook.ts';
import { collectOutputs, errorOutput, type Outputs } from './notebook/outputs.ts';
import { readNotebook } from './notebook/read.ts';
import { formatNotebook, writeWhole } from './notebook/write.ts';
import { formatPage } from './page/page.ts';
import { injectParameters, parseParameter } from './parameters.ts';
import { printRun, standardError } from './terminal.ts';

/** Options of `run`. */
export interface RunCommand {
  /** The executed notebook. */
  readonly output?: string;
  /** One page that needs nothing else. */
  readonly html?: string;
  /** `NAME=JSON` each. */
  readonly set?: readonly string[];
  /** Seconds for each cell. */
  readonly timeout?: number;
}

/** What `run` says on stdout. */
interface Summary {
  readonly notebook: string;
  readonly output?: string;
  readonly html?: string;
  readonly cells: { readonly total: number; readonly code: number; readonly run: number };
  readonly milliseconds: number;
  readonly failed: null | {
    readonly position: number;
    readonly kind: string;
    readonly name: string;
    readonly message: string;
    readonly line?: number;
    readonly column?: number;
  };
}

/**
 * Runs the code cells of a notebook in a kernel of their own, up to the first that fails; writes what there is, also then.
 * @throws Failure of reading the notebook or its parameters; `cell-failed`, `cell-timeout` or `cancelled` after the summary is written.
 */
export async function runNotebook(path: string, options: RunCommand, signal: AbortSignal): Promise<Summary> {
  const { output, html, timeout } = options;
  const read = await readNotebook(path);
  checkLanguage(read, path);
  const parameters = (options.set ?? []).map(parseParameter);
  const notebook = await injectParameters(read, parameters, path);
  for (const file of [output, html]) if (file !== undefined) await checkWritable(file);

  const start = performance.now();
  const cells = cellsToRun(notebook);
  const outputs = collectOutputs();
  const kernel = await startKernel({ notebook: resolve(path) });
  const timeoutMilliseconds = timeout === undefined ? undefined : timeout * 1000;
  const running = { timeoutMilliseconds, choices: choicesOf(notebook) };
  const runs = await executeAndClose(kernel, cells, outputs, running, signal);
  const milliseconds = Math.round(performance.now() - start);

  const executed = executedNotebook(notebook, cells, runs, outputs);
  if (output !== undefined) await writeWhole(output, formatNotebook(executed));
  if (html !== undefined) {
    const page = await formatPage(executed, { notebook: path, name: basename(path), milliseconds });
    await writeWhole(html, page);
  }
  const failed = runs.find(({ fault }) => fault);
  const summary: Summary = {
    notebook: path,
    ...(output !== undefined && { output }),
    ...(html !== undefined && { html }),
    cells: { total: notebook.cells.length, code: cells.length, run: runs.length },
    milliseconds,
    failed: failed ? described(failed) : null,
  };
  if (!failed && !signal.aborted) return summary;
  writeJson(summary);
  throw reason(failed, path, timeout, signal);
}

/** Code cells with code. */
function cellsToRun(notebook: Notebook): CellToRun[] {
  return notebook.cells.flatMap((cell, index) => {
    const source = textOf(cell.source);
    if (cell.cell_type !== 'code' || source.trim() === '') return [];
    return [{ name: nameOf(index), position: index + 1, source }];
  });
}

function nameOf(index: number): string {
  return `cell-${index + 1}`;
}

function choicesOf({ metadata }: Notebook): ModelChoices {
  const chosen = metadata['clip-notebook'];
  const text = (field: 'model' | 'device'): ModelChoices => {
    const value = isObject(chosen) ? chosen[field] : undefined;
    return typeof value === 'string' ? { [field]: value } : {};
  };
  return { ...text('model'), ...text('device') };
}

async function executeAndClose(
  kernel: KernelConnection,
  cells: readonly CellToRun[],
  outputs: Outputs,
  running: { readonly timeoutMilliseconds: number | undefined; readonly choices: ModelChoices },
  signal: AbortSignal,
): Promise<CellRun[]> {
  const counts = new Map(cells.map((cell, index) => [cell.name, index + 1]));
  const printer = printRun(standardError());
  const listener: typeof printer = {
    ...printer,
    changed(cell, change) {
      outputs.apply(cell.name, counts.get(cell.name)!, change);
      printer.changed(cell, change);
    },
  };
  try {
    return await executeCells(kernel, cells, { ...running, listener }, signal);
  } finally {
    await kernel.close();
    printer.close();
  }
}

/** Old outputs of all code cells go, also of those that were not run. */
function executedNotebook(
  notebook: Notebook,
  ran: readonly CellToRun[],
  runs: readonly CellRun[],
  outputs: Outputs,
): Notebook {
  const cells = notebook.cells.map((cell, index) => {
    if (cell.cell_type !== 'code') return cell;
    const at = ran.findIndex(({ name }) => name === nameOf(index));
    const run = runs[at];
    if (at < 0 || !run) return { ...cell, execution_count: null, outputs: [] };
    const shown = outputs.of(nameOf(index));
    return {
      ...cell,
      execution_count: at + 1,
      outputs: run.fault ? [...shown, errorOutput(run.fault)] : shown,
    };
  });
  return { ...notebook, cells };
}

function described({ cell, fault }: CellRun): Summary['failed'] {
  const { kind, name, message, place } = fault!;
  return {
    position: cell.position,
    kind,
    name,
    message,
    ...(place && { line: place.line, column: place.column }),
  };
}

function reason(
  failed: CellRun | undefined,
  path: string,
  seconds: number | undefined,
  signal: AbortSignal,
): Error {
  if (signal.aborted) return failure('cancelled', { what: `Running ${path}` }, signal.reason);
  const { position } = failed!.cell;
  if (failed!.timedOut) return failure('cell-timeout', { path, position, seconds: seconds ?? 0 });
  const { name, message } = failed!.fault!;
  const problem = `${name}: ${message}`.replace(/[.\s]+$/, '');
  return failure('cell-failed', { path, position, problem }, failed!.fault);
}
