import type { OutputChange } from '../protocol/kernel/outputs.ts';
import type { Gate } from './gate.ts';
import { clearTimeout, setTimeout } from './timers.ts';

/** Collects what cells show and sends it in order, text in pieces of a readable size. */
export interface Outputs {
  readonly stream: (cell: string, name: 'stdout' | 'stderr', text: string) => void;
  readonly change: (cell: string, change: OutputChange) => void;
  /** Sends all that was collected. */
  readonly flush: () => void;
}

const flushMilliseconds = 40;
const flushCharacters = 262_144;

interface Run {
  readonly cell: string;
  readonly changes: OutputChange[];
}

/** `send` gets the changes of one cell at a time. */
export function collectOutputs(gate: Gate, send: (run: Run) => void): Outputs {
  let runs: Run[] = [];
  let text: { readonly cell: string; readonly name: 'stdout' | 'stderr'; pieces: string[] } | undefined;
  let characters = 0;
  let flushed = Number.NEGATIVE_INFINITY;
  let timer: NodeJS.Timeout | undefined;

  return {
    stream: (cell, name, piece) =>
      gate(() => {
        if (text?.cell !== cell || text.name !== name) {
          endText();
          text = { cell, name, pieces: [] };
        }
        text.pieces.push(piece);
        characters += piece.length;
        soon();
      }),
    change: (cell, change) =>
      gate(() => {
        endText();
        runOf(cell).changes.push(change);
        soon();
      }),
    flush: () =>
      gate(() => {
        flush();
        // A cell has ended: the next one may print once and never let go.
        flushed = Number.NEGATIVE_INFINITY;
      }),
  };

  /** A loop that never lets timers run streams too: the clock is read at each write. */
  function soon(): void {
    if (characters >= flushCharacters || performance.now() - flushed >= flushMilliseconds) flush();
    else timer ??= setTimeout(() => gate(flush), flushMilliseconds).unref();
  }

  function flush(): void {
    clearTimeout(timer);
    timer = undefined;
    endText();
    const sent = runs;
    runs = [];
    characters = 0;
    for (const run of sent) send(run);
    flushed = performance.now();
  }

  function endText(): void {
    if (text === undefined) return;
    const { cell, name, pieces } = text;
    text = undefined;
    runOf(cell).changes.push({ kind: 'stream', name, text: pieces.join('') });
  }

  function runOf(cell: string): Run {
    const last = runs.at(-1);
    if (last?.cell === cell) return last;
    const run = { cell, changes: [] };
    runs.push(run);
    return run;
  }
}
