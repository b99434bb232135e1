import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { prefetch } from '../../../../kernels/clip/encoders/prefetch.ts';

it('keeps the order and never has more than the limit under way', async () => {
  let active = 0;
  let most = 0;
  const results: number[] = [];
  const prepared = prefetch(
    Array.from({ length: 30 }, (_, index) => index),
    4,
    async item => {
      most = Math.max(most, ++active);
      await sleep((item * 7) % 5);
      active--;
      return item * 2;
    },
  );
  for await (const result of prepared) results.push(result);
  expect(results).toEqual(Array.from({ length: 30 }, (_, index) => index * 2));
  expect(most).toBe(4);
});

it('waits for what is under way when one item rejects, and starts nothing more', async () => {
  let started = 0;
  let active = 0;
  const failing = async (): Promise<void> => {
    for await (const _ of prefetch([0, 1, 2, 3, 4, 5, 6, 7], 3, async item => {
      started++;
      active++;
      await sleep(5);
      active--;
      if (item === 1) throw new Error('second item');
    }));
  };
  await expect(failing()).rejects.toThrow('second item');
  expect(active).toBe(0);
  expect(started).toBeLessThanOrEqual(5);
});
