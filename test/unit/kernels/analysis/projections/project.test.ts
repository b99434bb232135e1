import { expect, it } from 'vitest';
import { project } from '../../../../../kernels/analysis/projections/project.ts';
import type { ProjectionFrame } from '../../../../../kernels/analysis/projections/project.ts';
import { clipLike } from '../../../../golden/projections/clip-like.ts';

const methods = ['tsne', 'umap', 'pca'] as const;

it.each(methods)('gives the same bits twice with %s, whatever the threads', async method => {
  const rows = clipLike(1500);
  const options = { method, seed: 3, iterations: 300 };
  const [once, again, alone] = await Promise.all([
    project(rows, options),
    project(rows, options),
    project(rows, { ...options, threads: 1 }),
  ]);
  expect(again).toEqual(once);
  expect(alone).toEqual(once);
});

it.each(['tsne', 'umap'] as const)('gives another layout with another seed: %s', async method => {
  const rows = clipLike(60);
  const [one, other] = await Promise.all(
    [1, 2].map(seed => project(rows, { method, seed, iterations: 400 })),
  );
  expect(one!.coordinates).not.toEqual(other!.coordinates);
});

it.each(methods)('puts each row in the same place wherever it stands: %s', async method => {
  const { data, count, dim } = clipLike(120);
  const order = Array.from({ length: count }, (_, row) => (row * 7 + 3) % count);
  const shuffled = Float32Array.from(order.flatMap(row => [...data.subarray(row * dim, (row + 1) * dim)]));
  const straight = await project({ data, count, dim }, { method, iterations: 300 });
  const mixed = await project({ data: shuffled, count, dim }, { method, iterations: 300 });
  const expected = order.flatMap(row => [...straight.coordinates.subarray(2 * row, 2 * row + 2)]);
  expect([...mixed.coordinates]).toEqual(expected);
});

it('streams layouts on their way, each a copy of its own, and ends with the result', async () => {
  const frames: ProjectionFrame[] = [];
  const result = await project(clipLike(200), {
    method: 'tsne',
    iterations: 500,
    onFrame: frame => frames.push(frame),
  });
  expect(frames.map(({ step }) => step)).toEqual(Array.from({ length: 21 }, (_, at) => 25 * at));
  expect(frames.at(-1)!.coordinates).toEqual(result.coordinates);
  expect(frames.at(-1)!.klDivergence).toBe(result.klDivergence);
  expect(new Set(frames.map(({ coordinates }) => coordinates.buffer)).size).toBe(21);
  expect(frames.at(-1)!.klDivergence).toBeLessThan(frames[1]!.klDivergence! / 2);
});

it.each(['tsne', 'umap'] as const)('ends within 100 ms of being cancelled: %s', async method => {
  const stop = new AbortController();
  let asked = 0;
  const running = project(clipLike(3000), {
    method,
    iterations: 100_000,
    signal: stop.signal,
    onFrame: ({ step }) => {
      if (step !== 25) return;
      asked = performance.now();
      stop.abort();
    },
  });
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  expect(asked).toBeGreaterThan(0);
  expect(performance.now() - asked).toBeLessThan(100);
});

it('does not begin what was cancelled before', async () => {
  const running = project(clipLike(20), { method: 'pca', signal: AbortSignal.abort() });
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
});

it('passes on what a caller’s onFrame throws', async () => {
  const running = project(clipLike(20), {
    method: 'umap',
    onFrame: () => {
      throw new Error('the page is gone');
    },
  });
  await expect(running).rejects.toThrow('the page is gone');
});
