/** Words of the control block that the threads of one run share. */
const words = { arrived: 0, generation: 1, broken: 2, first: 3 } as const;

/** Looks at the generation so often before it goes to sleep: a step of a small run is shorter than waking up. */
const spins = 2000;

/** A meeting point of `threads` threads, with counters that hand out chunks of work. */
export interface Barrier {
  /** Returns once every thread is here. `counter` is set to 0 while all of them wait. */
  meet(counter: number): void;
  /** Lets every thread that meets from now on throw: one of them cannot come. */
  break(): void;
  /** Takes the next number from `counter` (0, 1 or 2). */
  next(counter: number): number;
}

/** The control block of a run; it travels to the other threads. */
export function controlBlock(): SharedArrayBuffer {
  return new SharedArrayBuffer(4 * 8);
}

/** One thread's side of the barrier over `control`. */
export function barrierOver(control: SharedArrayBuffer, threads: number): Barrier {
  const cells = new Int32Array(control);
  return {
    meet(counter) {
      const generation = Atomics.load(cells, words.generation);
      if (Atomics.add(cells, words.arrived, 1) === threads - 1) {
        Atomics.store(cells, words.arrived, 0);
        Atomics.store(cells, words.first + counter, 0);
        Atomics.add(cells, words.generation, 1);
        Atomics.notify(cells, words.generation);
        return;
      }
      for (let spin = 0; spin < spins; spin++)
        if (Atomics.load(cells, words.generation) !== generation) return;
      while (Atomics.load(cells, words.generation) === generation) {
        if (Atomics.load(cells, words.broken) !== 0) throw new Error('a thread of the layout was lost');
        Atomics.wait(cells, words.generation, generation, 500);
      }
    },
    break() {
      Atomics.store(cells, words.broken, 1);
      Atomics.notify(cells, words.generation);
    },
    next: counter => Atomics.add(cells, words.first + counter, 1),
  };
}
