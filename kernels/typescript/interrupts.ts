import { Worker } from 'node:worker_threads';
import { bundleUrl } from '../bundle-url.ts';
import { createGate, sharedWords, type Gate } from './gate.ts';

/** Where interrupts of the host arrive. */
export interface Interrupts {
  readonly gate: Gate;
  /** Calls `stop` for each interrupt, inside the gate; `count` interrupts have come so far. */
  readonly listen: (stop: (count: number) => void) => void;
}

/** Starts the thread that reads interrupts: it works also while a cell keeps the main thread. */
export function watchInterrupts(): Interrupts {
  const words = new Int32Array(new SharedArrayBuffer(sharedWords.count * Int32Array.BYTES_PER_ELEMENT));
  const gate = createGate(words);
  return { gate, listen };

  function listen(stop: (count: number) => void): void {
    const worker = new Worker(bundleUrl('interrupt.worker.mjs'), { workerData: words, stdin: false });
    worker.unref();
    worker.on('message', (count: number) => {
      gate(() => {
        stop(count);
        Atomics.store(words, sharedWords.acknowledged, count);
      });
    });
  }
}
