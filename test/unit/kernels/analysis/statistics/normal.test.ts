import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { percentileInterval } from '../../../../../kernels/analysis/statistics/interval.ts';
import { momentsOf } from '../../../../../kernels/analysis/statistics/moments.ts';
import {
  chiSquareTail,
  normalQuantile,
  normalTail,
} from '../../../../../kernels/analysis/statistics/normal.ts';
import { quantileOf } from '../../../../../kernels/analysis/statistics/quantile.ts';

const expected = JSON.parse(
  readFileSync(new URL('../../../../golden/analysis/distributions/expected.json', import.meta.url), 'utf8'),
) as Record<'normalTail' | 'normalQuantile' | 'chiSquareTail', [number, number][]> & {
  quantile: { values: number[]; expected: [number, number][] };
};

it.each([
  ['normalTail', normalTail],
  ['chiSquareTail', chiSquareTail],
] as const)('%s equals SciPy to twelve digits', (name, tail) => {
  for (const [x, value] of expected[name]) expect(tail(x) / value).toBeCloseTo(1, 11);
});

it('inverts the tail', () => {
  for (const [share, value] of expected.normalQuantile) expect(normalQuantile(share)).toBeCloseTo(value, 10);
});

it('has the quantiles of NumPy', () => {
  const sorted = Float64Array.from(expected.quantile.values).sort();
  for (const [share, value] of expected.quantile.expected)
    expect(quantileOf(sorted, share)).toBeCloseTo(value, 12);
});

it('has no interval of no replicates, and a point for one', () => {
  expect(percentileInterval([], 0.9)).toBeUndefined();
  expect(percentileInterval([2], 0.9)).toEqual({ low: 2, high: 2, level: 0.9 });
});

it('has moments of no value, one and more', () => {
  expect(momentsOf([])).toEqual({ count: 0, mean: 0, deviation: 0 });
  expect(momentsOf([3])).toEqual({ count: 1, mean: 3, deviation: 0 });
  expect(momentsOf([1, 3])).toEqual({ count: 2, mean: 2, deviation: Math.SQRT2 });
});
