import { currentCell } from '../../protocol/cell-host.ts';
import { failure } from '../../protocol/failures/index.ts';
import { startBar, type Bar } from './bar.ts';

export interface ProgressOptions {
  readonly label?: string | undefined;
  /** What is counted: `images`. */
  readonly unit?: string | undefined;
  /** How many there will be; known by itself for lists, sets, maps and counts. */
  readonly total?: number | undefined;
}

/** A bar that is moved by hand. */
export interface ProgressHandle {
  /** `count` more are done, 1 unless given. @throws Failure `cancelled` if the cell was interrupted. */
  advance(count?: number): void;
  /** `done` are done in all. @throws Failure `cancelled` if the cell was interrupted. */
  update(done: number): void;
  done(): void;
}

/**
 * Shows how far a loop is: `for (const file of progress(files)) …`, `for await (const row of progress(rows)) …`, or, for work
 * that is no loop, `const bar = progress(100)` with `bar.advance()` and `bar.done()`. The bar is drawn at most every 100 ms.
 * An interrupted cell leaves the loop with Failure `cancelled`.
 */
export function progress(count: number, options?: ProgressOptions): ProgressHandle;
export function progress<Item>(items: Iterable<Item>, options?: ProgressOptions): Iterable<Item>;
export function progress<Item>(items: AsyncIterable<Item>, options?: ProgressOptions): AsyncIterable<Item>;
export function progress<Item>(
  work: number | Iterable<Item> | AsyncIterable<Item>,
  options: ProgressOptions = {},
): ProgressHandle | Iterable<Item> | AsyncIterable<Item> {
  if (typeof work === 'number') return handleOf(work, options);
  return Symbol.asyncIterator in work
    ? { [Symbol.asyncIterator]: () => overAsync(work, options) }
    : { [Symbol.iterator]: () => over(work, options) };
}

function handleOf(total: number, options: ProgressOptions): ProgressHandle {
  const bar = startBar({ ...options, total });
  const check = stopper(bar, options);
  let done = 0;
  const update = (now: number): void => {
    check();
    done = now;
    bar.update(done);
  };
  return { advance: (count = 1) => update(done + count), update, done: () => bar.end('done') };
}

function* over<Item>(items: Iterable<Item>, options: ProgressOptions): Generator<Item, void, undefined> {
  const bar = startBar({ ...options, total: options.total ?? sizeOf(items) });
  const check = stopper(bar, options);
  let done = 0;
  let whole = false;
  try {
    for (const item of items) {
      check();
      yield item;
      bar.update(++done);
    }
    check();
    whole = true;
  } finally {
    bar.end(whole ? 'done' : 'stopped');
  }
}

async function* overAsync<Item>(
  items: AsyncIterable<Item>,
  options: ProgressOptions,
): AsyncGenerator<Item, void, undefined> {
  const bar = startBar(options);
  const check = stopper(bar, options);
  let done = 0;
  let whole = false;
  try {
    for await (const item of items) {
      check();
      yield item;
      bar.update(++done);
    }
    check();
    whole = true;
  } finally {
    bar.end(whole ? 'done' : 'stopped');
  }
}

/** Throws once the cell that started the bar is interrupted. */
function stopper(bar: Bar, { label = 'The loop' }: ProgressOptions): () => void {
  const signal = currentCell()?.signal;
  return () => {
    if (!signal?.aborted) return;
    bar.end('stopped');
    throw failure('cancelled', { what: label }, signal.reason);
  };
}

function sizeOf(items: Iterable<unknown>): number | undefined {
  const { length, size } = items as { length?: unknown; size?: unknown };
  return typeof length === 'number' ? length : typeof size === 'number' ? size : undefined;
}
