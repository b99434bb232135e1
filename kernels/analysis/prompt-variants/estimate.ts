import { percentileInterval, type Interval } from '../statistics/interval.ts';

/** A value and the range that resampled images give it. */
export interface MeasureEstimate {
  readonly value: number;
  /** Percentiles of the replicates; undefined without resamples. */
  readonly interval: Interval | undefined;
  /** `[resamples]`; those of two variants with the same seed are of the same images. NaN where a resample has no value. */
  readonly replicates: Float64Array;
}

/** left − right with the interval of the differences on the same resampled images; undefined if either has no value. */
export function pairedDifference(
  left: MeasureEstimate | undefined,
  right: MeasureEstimate | undefined,
  level = 0.95,
): MeasureEstimate | undefined {
  if (left === undefined || right === undefined) return undefined;
  const differences = left.replicates.map((value, resample) => value - right.replicates[resample]!);
  return estimated(left.value - right.value, differences, level);
}

/** A value with the percentiles of its replicates, those that have a value. */
export function estimated(
  value: number | undefined,
  replicates: Float64Array,
  level: number,
): MeasureEstimate | undefined {
  if (value === undefined) return undefined;
  const known = replicates.filter(each => !Number.isNaN(each));
  return { value, interval: percentileInterval(known, level), replicates };
}
