import type { KernelConnection } from '../../channel/kernel-connection.ts';
import type { CellFault } from '../../protocol/kernel/faults.ts';
import type { ExecuteResult, ModelChoices } from '../../protocol/kernel/methods.ts';
import type { OutputChange } from '../../protocol/kernel/outputs.ts';
import { Failure } from '../../protocol/failures/index.ts';

/** A code cell that is to run. `position` counts all cells of the notebook from 1. */
export interface CellToRun {
  readonly name: string;
  readonly position: number;
  readonly source: string;
}

/** What became of one cell. */
export interface CellRun {
  readonly cell: CellToRun;
  readonly milliseconds: number;
  readonly fault?: CellFault | undefined;
  /** It was stopped because its time was over. */
  readonly timedOut: boolean;
}

/** Hears what happens, as it happens. */
export interface RunListener {
  started(cell: CellToRun, index: number, count: number): void;
  changed(cell: CellToRun, change: OutputChange): void;
  ended(run: CellRun): void;
}

export interface ExecuteOptions {
  /** For each cell; undefined: as long as it takes. */
  readonly timeoutMilliseconds?: number | undefined;
  /** Between an interrupt and the end of a kernel that does not heed it; 3000 unless given. */
  readonly graceMilliseconds?: number;
  readonly choices: ModelChoices;
  readonly listener: RunListener;
}

/**
 * Runs `cells` one after the other up to the first that fails, times out, or is interrupted through `signal`. A cell that heeds no
 * interrupt takes its kernel with it.
 */
export async function executeCells(
  kernel: KernelConnection,
  cells: readonly CellToRun[],
  options: ExecuteOptions,
  signal: AbortSignal,
): Promise<CellRun[]> {
  const { listener } = options;
  const byName = new Map(cells.map(cell => [cell.name, cell]));
  kernel.on('output', ({ cell, changes }) => {
    const known = byName.get(cell);
    if (known) for (const change of changes) listener.changed(known, change);
  });
  const runs: CellRun[] = [];
  for (const [index, cell] of cells.entries()) {
    if (signal.aborted) break;
    listener.started(cell, index, cells.length);
    const run = await executeCell(kernel, cell, options, signal);
    listener.ended(run);
    runs.push(run);
    if (run.fault) break;
  }
  return runs;
}

async function executeCell(
  kernel: KernelConnection,
  cell: CellToRun,
  { timeoutMilliseconds, graceMilliseconds = 3000, choices }: ExecuteOptions,
  signal: AbortSignal,
): Promise<CellRun> {
  const start = performance.now();
  const { name, position, source } = cell;
  const result = kernel.request('execute', { cell: name, position, source, choices }).catch(lost(start));
  const stopped = await waitFor(result, timeoutMilliseconds, signal);
  if (stopped) await stop(kernel, result, graceMilliseconds);
  const { milliseconds, ...outcome } = await result;
  const timedOut = stopped === 'time' && !outcome.ok;
  return { cell, milliseconds, timedOut, ...(!outcome.ok && { fault: outcome.fault }) };
}

/** Why `result` should be stopped, or undefined once it is there. */
async function waitFor(
  result: Promise<unknown>,
  timeout: number | undefined,
  signal: AbortSignal,
): Promise<'time' | 'signal' | undefined> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort: (() => void) | undefined;
  const stop = new Promise<'time' | 'signal'>(resolve => {
    if (timeout !== undefined) timer = setTimeout(() => resolve('time'), timeout);
    onAbort = () => resolve('signal');
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
  const reason = await Promise.race([result.then(() => undefined), stop]);
  clearTimeout(timer);
  if (onAbort) signal.removeEventListener('abort', onAbort);
  return reason;
}

async function stop(
  kernel: KernelConnection,
  result: Promise<unknown>,
  graceMilliseconds: number,
): Promise<void> {
  const grace = pause(graceMilliseconds);
  const interrupted = kernel.interrupt().catch(() => undefined);
  await Promise.race([Promise.all([interrupted, result]), grace.over]);
  if (grace.passed()) await kernel.close(0);
  grace.cancel();
}

function pause(milliseconds: number): { over: Promise<void>; passed: () => boolean; cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  let passed = false;
  const over = new Promise<void>(resolve => {
    timer = setTimeout(() => {
      passed = true;
      resolve();
    }, milliseconds);
  });
  return { over, passed: () => passed, cancel: () => clearTimeout(timer) };
}

/** A kernel that ended under its cell, as the fault of that cell. */
function lost(start: number): (error: unknown) => ExecuteResult {
  return error => {
    if (!(error instanceof Failure)) throw error;
    const { code, message } = error;
    const fault = { kind: 'kernel-lost', name: 'KernelLost', message, stack: message, code } as const;
    return { ok: false, milliseconds: performance.now() - start, fault };
  };
}
