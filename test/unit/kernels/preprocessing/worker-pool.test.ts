import { afterEach, describe, expect, it } from 'vitest';
import { createWorkerPool, WorkerLost } from '../../../../kernels/clip/preprocessing/worker-pool.ts';

/** Answers numbers with their double, and dies of anything else in the way it is told. */
const script = new URL(
  `data:text/javascript,${encodeURIComponent(`
    import { parentPort } from 'node:worker_threads';
    let running = 0;
    parentPort.on('message', request => {
      if (request === 'exit') process.exit(7);
      if (request === 'throw') throw new Error('escaped');
      if (request === 'never') return;
      if (++running > 1) throw new Error('two requests at once');
      setTimeout(() => { running--; parentPort.postMessage(request * 2); }, 2);
    });
  `)}`,
);
const cancelled = (): Error => new Error('cancelled');

let close: () => Promise<void> = () => Promise.resolve();
afterEach(() => close());

function pool(workers: number): (request: unknown, signal?: AbortSignal) => Promise<unknown> {
  const made = createWorkerPool<unknown, unknown>(script, workers);
  close = () => made.close();
  return (request, signal) => made.run(request, signal ? { signal, cancelled } : { cancelled });
}

describe('a worker pool', () => {
  it('answers each request with its own response, one at a time a thread', async () => {
    const run = pool(3);
    const requests = Array.from({ length: 50 }, (_, i) => i);
    expect(await Promise.all(requests.map(request => run(request)))).toEqual(requests.map(i => i * 2));
  });

  it.each(['exit', 'throw'])(
    'rejects the request a thread is lost on (%s), and serves the rest by another',
    async way => {
      const run = pool(1);
      const before = run(1);
      const lost = run(way);
      const after = [run(2), run(3)];
      await expect(lost).rejects.toBeInstanceOf(WorkerLost);
      expect(await before).toBe(2);
      expect(await Promise.all(after)).toEqual([4, 6]);
    },
  );

  it('survives threads that die again and again', async () => {
    const run = pool(2);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 12 }, (_, i) => run(i % 2 === 0 ? 'exit' : i)),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled').length).toBe(6);
  });

  it('rejects what cannot be sent and keeps its thread', async () => {
    const run = pool(1);
    await expect(run(() => undefined)).rejects.toThrow('could not be cloned');
    expect(await run(4)).toBe(8);
  });

  it('frees the caller on abort though the thread never answers', async () => {
    const run = pool(2);
    const controller = new AbortController();
    const stuck = run('never', controller.signal);
    controller.abort();
    await expect(stuck).rejects.toThrow('cancelled');
    expect(await run(5)).toBe(10);
  });

  it('rejects everything when closed', async () => {
    const run = pool(1);
    const requests = [run('never'), run(1), run(2)].map(request =>
      expect(request).rejects.toThrow('cancelled'),
    );
    await close();
    await Promise.all(requests);
    await expect(run(3)).rejects.toThrow('cancelled');
  });
});
