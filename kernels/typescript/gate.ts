/** Words of the memory that the main thread shares with the interrupt worker. */
export const sharedWords = { gate: 0, acknowledged: 1, terminationPosted: 2, count: 3 } as const;

/** Values of the gate. */
export const gateStates = { free: 0, held: 1, terminating: 2 } as const;

/** Keeps a termination out of the kernel's own work: what runs inside is never cut off half-way. */
export type Gate = <Result>(work: () => Result) => Result;

/**
 * A gate over `words`. Inside, no code of a cell may run: it could not be stopped there. Calls may nest.
 * If a termination is under way already, it lands before `work` begins.
 */
export function createGate(words: Int32Array): Gate {
  const { free, held, terminating } = gateStates;
  let depth = 0;
  return work => {
    if (depth === 0) {
      // The loop's end is where V8 looks whether to terminate.
      while (Atomics.compareExchange(words, sharedWords.gate, free, held) === terminating);
    }
    depth++;
    try {
      return work();
    } finally {
      depth--;
      if (depth === 0) {
        Atomics.store(words, sharedWords.gate, free);
        Atomics.notify(words, sharedWords.gate);
      }
    }
  };
}
