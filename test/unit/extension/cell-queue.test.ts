import { expect, it } from 'vitest';
import { cellQueue } from '../../../extension/notebook/cell-queue.ts';

const tick = (): Promise<void> => new Promise(settle => setImmediate(settle));

it('runs cells one after the other in the order asked for, across runs', async () => {
  const log: string[] = [];
  const queue = cellQueue<number>(
    async job => {
      log.push(`start ${job}`);
      await tick();
      log.push(`end ${job}`);
      return true;
    },
    job => log.push(`drop ${job}`),
  );
  await Promise.all([queue.add([1, 2]), queue.add([3])]);
  expect(log).toEqual(['start 1', 'end 1', 'start 2', 'end 2', 'start 3', 'end 3']);
});

it.each([
  ['says so', () => Promise.resolve(false)],
  ['throws', () => Promise.reject(new Error('broken'))],
])('drops what waits behind a cell that %s, settles all, and works on', async (_how, failing) => {
  const ran: number[] = [];
  const dropped: number[] = [];
  const queue = cellQueue<number>(
    async job => {
      ran.push(job);
      await tick();
      return job === 2 ? failing() : true;
    },
    job => dropped.push(job),
  );
  await Promise.all([queue.add([1, 2, 3]), queue.add([4])]);
  await queue.add([5]);
  expect({ ran, dropped }).toEqual({ ran: [1, 2, 5], dropped: [3, 4] });
});

it('drops what waits when asked, but lets the running cell end', async () => {
  const ended: number[] = [];
  const dropped: number[] = [];
  const queue = cellQueue<number>(
    async job => {
      await tick();
      ended.push(job);
      return true;
    },
    job => dropped.push(job),
  );
  const all = queue.add([1, 2, 3]);
  queue.drop();
  await all;
  expect({ ended, dropped }).toEqual({ ended: [1], dropped: [2, 3] });
});
