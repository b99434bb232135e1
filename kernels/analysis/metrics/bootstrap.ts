import { createRandom } from '../../phantoms/drawing/random.ts';
import { wholeOption } from '../statistics/checked.ts';
import { percentileInterval, type Interval } from '../statistics/interval.ts';
import { momentsOf } from '../statistics/moments.ts';
import { areaOf } from './roc.ts';
import { thresholdCounts, type BinaryLabels } from './scored-cases.ts';

export interface BootstrapOptions {
  /** Default 1,000. */
  readonly resamples?: number;
  /** Default 0.95. */
  readonly level?: number;
  /** Default 0. */
  readonly seed?: number;
}

/** A value and the range that resampled cases give it. */
export interface BootstrapEstimate {
  readonly value: number;
  readonly interval: Interval;
  /** Standard deviation of the replicates. */
  readonly standardError: number;
  /** Replicates that had a value. */
  readonly replicates: number;
}

/**
 * Bootstrap of AUROC, resampling positive and negative cases apart so that both stay as many. Scores are sorted once; a resample
 * only counts how often each was drawn. Undefined unless there are both positive and negative cases.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `option-invalid`.
 */
export function bootstrapAuroc(
  labels: BinaryLabels,
  scores: ArrayLike<number>,
  options: BootstrapOptions = {},
): BootstrapEstimate | undefined {
  const { resamples, level, seed } = checkedOptions(options);
  const { row, labels: truth, threshold, ...counts } = thresholdCounts(labels, scores);
  const value = areaOf(counts);
  if (value === undefined) return undefined;
  const sides = [row.filter((_, index) => truth[index] === 1), row.filter((_, index) => truth[index] === 0)];
  const random = createRandom(seed).fork('bootstrap of AUROC');
  const replicates = Float64Array.from({ length: resamples }, () => {
    const [positive, negative] = sides.map(rows => {
      const drawn = new Float64Array(threshold.length);
      for (let draw = 0; draw < rows.length; draw++) {
        const at = rows[Math.floor(random.uniform() * rows.length)]!;
        drawn[at] = drawn[at]! + 1;
      }
      return drawn;
    });
    let [hits, doubled] = [0, 0];
    for (let at = 0; at < threshold.length; at++) {
      doubled += negative![at]! * (2 * hits + positive![at]!);
      hits += positive![at]!;
    }
    return doubled / 2 / counts.positives / counts.negatives;
  });
  return estimate(value, replicates, level);
}

/**
 * Bootstrap of any statistic of cases. Two prompts are compared by a statistic that is their difference on the same cases.
 * @param count number of cases.
 * @param statistic of case indices, which may repeat; undefined or not finite where it has no value, and that resample is left out.
 * @param strata `[count]`, optional: cases are resampled within equal strata, such as classes.
 * @returns undefined if the statistic has no value on the cases themselves or in any resample.
 * @throws Failure `values-empty` without cases, `option-invalid`.
 */
export function bootstrapCases(
  count: number,
  statistic: (cases: Uint32Array) => number | undefined,
  options: BootstrapOptions & { readonly strata?: ArrayLike<number> } = {},
): BootstrapEstimate | undefined {
  wholeOption('count', count, 1);
  const { resamples, level, seed } = checkedOptions(options);
  const all = Uint32Array.from({ length: count }, (_, index) => index);
  const value = statistic(all);
  if (value === undefined || !Number.isFinite(value)) return undefined;
  const groups = new Map<number, number[]>();
  for (const index of all) {
    const stratum = options.strata?.[index] ?? 0;
    const group = groups.get(stratum);
    if (group) group.push(index);
    else groups.set(stratum, [index]);
  }
  const members = [...groups.values()];
  const random = createRandom(seed).fork('bootstrap of cases');
  const replicates: number[] = [];
  for (let resample = 0; resample < resamples; resample++) {
    const drawn = members.flatMap(group =>
      group.map(() => group[Math.floor(random.uniform() * group.length)]!),
    );
    const replicate = statistic(Uint32Array.from(drawn));
    if (replicate !== undefined && Number.isFinite(replicate)) replicates.push(replicate);
  }
  return estimate(value, Float64Array.from(replicates), level);
}

function checkedOptions({
  resamples = 1000,
  level = 0.95,
  seed = 0,
}: BootstrapOptions): Required<BootstrapOptions> {
  wholeOption('resamples', resamples, 1);
  return { resamples, level, seed };
}

function estimate(value: number, replicates: Float64Array, level: number): BootstrapEstimate | undefined {
  const interval = percentileInterval(replicates, level);
  return (
    interval && {
      value,
      interval,
      standardError: momentsOf(replicates).deviation,
      replicates: replicates.length,
    }
  );
}
