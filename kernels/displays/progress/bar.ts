import type { ProgressData } from '../../../webviews/protocol/progress.ts';
import { currentCell, type CellHost } from '../../protocol/cell-host.ts';
import { progressBundle, progressLine } from './bundle.ts';

export interface BarOptions {
  readonly label?: string | undefined;
  readonly unit?: string | undefined;
  readonly total?: number | undefined;
  /** Milliseconds that the work may take without being shown; 0 unless given. */
  readonly after?: number | undefined;
}

/** A bar that is drawn anew in its place, at most every 100 ms. */
export interface Bar {
  update(done: number, total?: number): void;
  /** Nothing changes after this. */
  end(state: 'done' | 'stopped'): void;
}

/** Milliseconds between two drawings. */
const interval = 100;

/** Starts a bar below the running cell; in a terminal on one line of stderr; elsewhere nothing is shown. */
export function startBar({ label = '', unit = '', total, after = 0 }: BarOptions): Bar {
  const show = outlet(currentCell());
  const start = performance.now();
  let data: Omit<ProgressData, 'milliseconds'> = { label, unit, done: 0, total, state: 'running' };
  let last = -Infinity;
  let timer: NodeJS.Timeout | undefined;

  const draw = (): void => {
    clearTimeout(timer);
    timer = undefined;
    last = performance.now();
    show({ ...data, milliseconds: Math.round(last - start) });
  };
  const drawSoon = (): void => {
    const now = performance.now();
    const due = Math.max(start + after, last + interval);
    if (now >= due) draw();
    // The last of a burst would else be drawn when the next burst comes.
    else timer ??= setTimeout(draw, due - now).unref();
  };
  drawSoon();
  const end: Bar['end'] = state => {
    if (data.state !== 'running') return;
    clearTimeout(timer);
    timer = undefined;
    data = { ...data, state, done: state === 'done' ? (data.total ?? data.done) : data.done };
    if (last > -Infinity) draw();
  };
  // What an interrupted cell was doing may never come back here.
  currentCell()?.signal.addEventListener('abort', () => end('stopped'), { once: true });
  return {
    update: (done, newTotal) => {
      if (data.state !== 'running') return;
      data = { ...data, done, total: newTotal ?? data.total };
      drawSoon();
    },
    end,
  };
}

function outlet(cell: CellHost | undefined): (data: ProgressData) => void {
  if (cell === undefined) return writeLine;
  let id: string | undefined;
  return data => {
    try {
      id = cell.display(progressBundle(data), id);
    } catch {
      // An interrupted cell shows nothing more; the work itself tells its author why it ended.
    }
  };
}

function writeLine(data: ProgressData): void {
  if (!process.stderr.isTTY) return;
  process.stderr.write(`\r\x1b[2K${progressLine(data)}${data.state === 'running' ? '' : '\n'}`);
}
