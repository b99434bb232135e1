/** Cells of one notebook, run one after the other in the order in which they were asked for. */
export interface CellQueue<Job> {
  /** Settles when all of `jobs` have run or were dropped. */
  add(jobs: readonly Job[]): Promise<void>;
  /** Drops the jobs that wait; the one that runs is left alone. */
  drop(): void;
}

/**
 * @param run Runs one job; false if it failed, which drops all that wait: they may need what it would have made.
 * @param dropped Told of each job that will not run.
 */
export function cellQueue<Job>(
  run: (job: Job) => Promise<boolean>,
  dropped: (job: Job) => void,
): CellQueue<Job> {
  interface Waiting {
    readonly job: Job;
    readonly settle: () => void;
  }
  let waiting: Waiting[] = [];
  let working = false;

  const drop = (): void => {
    const left = waiting;
    waiting = [];
    for (const { job, settle } of left) {
      dropped(job);
      settle();
    }
  };
  const work = async (): Promise<void> => {
    if (working) return;
    working = true;
    try {
      for (let next = waiting.shift(); next; next = waiting.shift()) {
        const succeeded = await run(next.job).catch(() => false);
        next.settle();
        if (!succeeded) drop();
      }
    } finally {
      working = false;
    }
  };

  return {
    add: async jobs => {
      const settled = jobs.map(job => new Promise<void>(settle => waiting.push({ job, settle })));
      void work();
      await Promise.all(settled);
    },
    drop,
  };
}
