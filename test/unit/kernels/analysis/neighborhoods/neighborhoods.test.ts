import { expect, it } from 'vitest';
import { cosineNeighbors } from '../../../../../kernels/analysis/neighborhoods/cosine-neighbors.ts';
import { groupPurity } from '../../../../../kernels/analysis/neighborhoods/group-purity.ts';
import { oneHotRows } from '../../../../../kernels/analysis/neighborhoods/one-hot.ts';

const angles = [0, 10, 25, 180, 185, 200];
const data = Float32Array.from(
  angles.flatMap((angle, at) => [Math.cos, Math.sin].map(f => (at + 1) * f((angle * Math.PI) / 180))),
);

it('finds neighbours by the cosine, whatever the lengths of rows', async () => {
  const { indices, cosines, k } = await cosineNeighbors({ data, count: 6, dim: 2 }, 2);
  expect(k).toBe(2);
  expect([...indices]).toEqual([1, 2, 0, 2, 1, 0, 4, 5, 3, 5, 4, 3]);
  expect(cosines[0]).toBeCloseTo(Math.cos((10 * Math.PI) / 180), 6);
  expect(cosines[11]).toBeCloseTo(Math.cos((20 * Math.PI) / 180), 6);
});

it('finds all others where more are wanted, and says 0 of a row of zeros', async () => {
  const { k, cosines } = await cosineNeighbors(
    { data: Float32Array.of(0, 0, 1, 0, 0, 1), count: 3, dim: 2 },
    9,
  );
  expect(k).toBe(2);
  expect([...cosines].every(cosine => Math.abs(cosine) < 1e-7)).toBe(true);
});

it('measures how much groups keep to themselves', async () => {
  const near = await cosineNeighbors({ data, count: 6, dim: 2 }, 2);
  expect(groupPurity(near, Uint32Array.of(0, 0, 0, 1, 1, 1), 2)).toEqual([
    { size: 3, share: 1, chance: 0.4 },
    { size: 3, share: 1, chance: 0.4 },
  ]);
  expect(groupPurity(near, Uint32Array.of(0, 1, 0, 1, 0, 1), 3)).toEqual([
    { size: 3, share: 1 / 3, chance: 0.4 },
    { size: 3, share: 1 / 3, chance: 0.4 },
    { size: 0, share: 0, chance: 0 },
  ]);
});

it('asks of a small group no more members than it has', async () => {
  const near = await cosineNeighbors({ data, count: 6, dim: 2 }, 4);
  expect(groupPurity(near, Uint32Array.of(0, 0, 1, 2, 2, 2), 3).map(({ share }) => share)).toEqual([1, 0, 1]);
});

it('makes labels that are all equally far, but for those that are the same', () => {
  expect(oneHotRows(['a', 'b', 'a'])).toEqual({ data: Float32Array.of(1, 0, 0, 1, 1, 0), count: 3, dim: 2 });
});
