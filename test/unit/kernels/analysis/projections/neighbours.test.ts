import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nearestNeighbours } from '../../../../../kernels/analysis/projections/neighbours.ts';
import { pointsOf } from '../../../../../kernels/analysis/projections/points.ts';
import { clipLike } from '../../../../golden/projections/clip-like.ts';

interface Rows {
  readonly data: Float32Array;
  readonly count: number;
  readonly dim: number;
}

function bruteForce({ data, count, dim }: Rows, k: number): number[] {
  const distance = (left: number, right: number): number => {
    let sum = 0;
    for (let at = 0; at < dim; at++) sum += (data[left * dim + at]! - data[right * dim + at]!) ** 2;
    return sum;
  };
  return Array.from({ length: count }, (_, row) =>
    Array.from({ length: count }, (_, other) => other)
      .filter(other => other !== row)
      .sort((left, right) => distance(row, left) - distance(row, right) || left - right)
      .slice(0, k),
  ).flat();
}

it('finds exactly the neighbours that a search of all pairs finds', async () => {
  const points = pointsOf(clipLike(250), 'cosine');
  expect([...(await nearestNeighbours(points, 15)).indices]).toEqual(bruteForce(points, 15));
});

it('settles ties by index, on whole numbers where distances are exact', async () => {
  const rows = fc.integer({ min: 5, max: 9 }).chain(count =>
    fc.record({
      count: fc.constant(count),
      dim: fc.constant(3),
      data: fc
        .array(fc.integer({ min: -2, max: 2 }), { minLength: 3 * count, maxLength: 3 * count })
        .map(values => Float32Array.from(values)),
    }),
  );
  await fc.assert(
    fc.asyncProperty(rows, async each => {
      const k = Math.min(4, each.count - 1);
      expect([...(await nearestNeighbours(each, k)).indices]).toEqual(bruteForce(each, k));
    }),
    { seed: 5, numRuns: 40 },
  );
});

it('tells nearly equal rows apart by double precision', async () => {
  const { data, dim } = clipLike(40);
  const twin = data.slice(0, dim).map((value, at) => (at === 0 ? value + 1e-6 : value));
  const rows = { data: Float32Array.from([...data, ...twin]), count: 41, dim };
  const { indices, squaredDistances } = await nearestNeighbours(rows, 3);
  expect(indices[0]).toBe(40);
  expect(Math.sqrt(squaredDistances[0]!)).toBeCloseTo(1e-6, 7);
});
