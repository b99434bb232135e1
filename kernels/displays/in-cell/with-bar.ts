import { currentCell } from '../../protocol/cell-host.ts';
import { startBar, type Bar, type BarOptions } from '../progress/bar.ts';

/** Milliseconds of a delay that keeps a reader's thought in flow (Nielsen 1993, §5.5): shorter work is not worth a bar. */
const patience = 1_000;

/** Runs library work with a bar below the running cell if it takes long; without a cell, without one. */
export async function withBar<Result>(
  options: BarOptions,
  work: (bar: Bar | undefined) => Promise<Result>,
): Promise<Result> {
  const bar = currentCell() && startBar({ after: patience, ...options });
  try {
    const result = await work(bar);
    bar?.end('done');
    return result;
  } catch (error) {
    bar?.end('stopped');
    throw error;
  }
}

/** The running cell's signal together with the caller's own. */
export function cellSignal(own: AbortSignal | undefined): AbortSignal | undefined {
  const cell = currentCell()?.signal;
  if (own === undefined || cell === undefined) return own ?? cell;
  return AbortSignal.any([own, cell]);
}
