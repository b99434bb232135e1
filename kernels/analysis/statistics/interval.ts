import { shareOption } from './checked.ts';
import { quantileOf } from './quantile.ts';

/** A range that holds the true value with probability `level`. */
export interface Interval {
  readonly low: number;
  readonly high: number;
  readonly level: number;
}

/**
 * Percentile interval of bootstrap replicates (Efron 1981): quantiles (1 − level)/2 and (1 + level)/2, undefined if there are
 * no replicates.
 * @throws Failure `option-invalid` if `level` is not between 0 and 1.
 */
export function percentileInterval(replicates: ArrayLike<number>, level: number): Interval | undefined {
  shareOption('level', level);
  if (replicates.length === 0) return undefined;
  const sorted = Float64Array.from(replicates).sort();
  return { low: quantileOf(sorted, (1 - level) / 2), high: quantileOf(sorted, (1 + level) / 2), level };
}
