import type { Rows } from './points.ts';
import { uniform } from './random.ts';
import { rankCorrelation } from './ranks.ts';

/** Pairs that are looked at where there are more. */
const mostPairs = 200_000;

/** Spearman's correlation of the distances between rows with those in the layout `[count, 2]`: in [-1, 1], 0 if all are equal. */
export function distanceCorrelation(
  { data, count, dim }: Rows,
  layout: Float64Array,
): { spearman: number; pairs: number } {
  const all = (count * (count - 1)) / 2;
  const pairs = Math.min(all, mostPairs);
  const before = new Float64Array(pairs);
  const after = new Float64Array(pairs);
  const next = uniform(1);
  let left = 0;
  let right = 0;
  for (let pair = 0; pair < pairs; pair++) {
    if (pairs === all) {
      if (++right === count) right = ++left + 1;
    } else {
      left = Math.floor(next() * count);
      right = (left + 1 + Math.floor(next() * (count - 1))) % count;
    }
    for (let at = 0; at < dim; at++) before[pair]! += (data[left * dim + at]! - data[right * dim + at]!) ** 2;
    after[pair] =
      (layout[2 * left]! - layout[2 * right]!) ** 2 + (layout[2 * left + 1]! - layout[2 * right + 1]!) ** 2;
  }
  return { spearman: rankCorrelation(before, after), pairs };
}
