import { Worker } from 'node:worker_threads';
import { bundleUrl } from '../bundle-url.ts';
import { prepareForTermination } from './termination.ts';
import { createGate, sharedWords, type Gate } from './gate.ts';

/** `count` interrupts have come so far; the last one is about requests up to `lastRequest`. */
export interface Interrupt {
  readonly count: number;
  readonly lastRequest: number;
}

/** Where interrupts of the host arrive. */
export interface Interrupts {
  readonly gate: Gate;
  /** Calls `stop` for each interrupt, inside the gate. */
  readonly listen: (stop: (interrupt: Interrupt) => void) => void;
}

/** Starts the thread that reads interrupts: it works also while a cell keeps the main thread. */
export function watchInterrupts(): Interrupts {
  const words = new Int32Array(new SharedArrayBuffer(sharedWords.count * Int32Array.BYTES_PER_ELEMENT));
  const gate = createGate(words);
  prepareForTermination(words);
  return { gate, listen };

  function listen(stop: (interrupt: Interrupt) => void): void {
    const worker = new Worker(bundleUrl('interrupt.worker.mjs'), { workerData: words, stdin: false });
    worker.unref();
    worker.on('message', (interrupt: Interrupt) => {
      gate(() => {
        stop(interrupt);
        Atomics.store(words, sharedWords.acknowledged, interrupt.count);
      });
    });
  }
}
