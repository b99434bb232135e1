import { createRandom } from '../../phantoms/drawing/random.ts';
import { thresholdCounts } from '../metrics/scored-cases.ts';
import { wholeOption } from '../statistics/checked.ts';
import { percentileInterval, type Interval } from '../statistics/interval.ts';
import { sameRow } from './decisions.ts';

/** What is known of the images. */
export interface KnownTruth {
  /** Images whose truth is known. */
  readonly rows: readonly number[];
  /** `[images, classes]`, 1 for what is there; rows of other images are not read. */
  readonly mask: Uint8Array;
  readonly classes: number;
}

export interface ResamplingOptions {
  /** Default 1,000; 0 makes no intervals. */
  readonly resamples?: number | undefined;
  /** Default 0. */
  readonly seed?: number | undefined;
  /** Default 0.95. */
  readonly level?: number | undefined;
}

/** A value and the range that resampled images give it. */
export interface MeasureEstimate {
  readonly value: number;
  readonly interval: Interval | undefined;
  /** `[resamples]`; those of two variants with the same seed are of the same images. NaN where a resample has no value. */
  readonly replicates: Float64Array;
}

export interface VariantMeasures {
  /** Share of images with known truth of which the variant says exactly what is true; undefined if no truth is known. */
  readonly accuracy: MeasureEstimate | undefined;
  /** Mean over the classes that have positive and negative images; undefined if none has. */
  readonly auroc: MeasureEstimate | undefined;
  /** `[classes]`, each against the rest. */
  readonly classAuroc: readonly (number | undefined)[];
  /** `[rows]` of the truth, 1 where right. */
  readonly right: Uint8Array;
}

/**
 * Accuracy and AUROC of one variant with percentile bootstrap intervals over images (not over image–class pairs, which are not
 * independent). A class without positive or negative images in a resample is left out of that resample's mean.
 * @param probability `[images, classes]`.
 * @param decided `[images, classes]`.
 * @throws Failure `option-invalid`, `value-invalid` for a probability that is not a number.
 */
export function variantMeasures(
  truth: KnownTruth,
  probability: Float64Array,
  decided: Uint8Array,
  { resamples = 1000, seed = 0, level = 0.95 }: ResamplingOptions = {},
): VariantMeasures {
  wholeOption('resamples', resamples, 0);
  const { rows, mask, classes } = truth;
  const right = Uint8Array.from(rows, image => (sameRow(decided, mask, image, classes) ? 1 : 0));
  if (rows.length === 0)
    return {
      accuracy: undefined,
      auroc: undefined,
      classAuroc: Array.from({ length: classes }, () => undefined),
      right,
    };
  const columns = Array.from({ length: classes }, (_, column) => scoredColumn(truth, probability, column));
  const once = new Uint32Array(rows.length).fill(1);
  const classAuroc = columns.map(column => weightedAuroc(column, once));
  const [accuracies, aurocs] = [new Float64Array(resamples), new Float64Array(resamples)];
  forEachResample(rows.length, resamples, seed, (weights, resample) => {
    let hits = 0;
    for (let row = 0; row < weights.length; row++) hits += weights[row]! * right[row]!;
    accuracies[resample] = hits / rows.length;
    aurocs[resample] = meanOf(columns.map(column => weightedAuroc(column, weights))) ?? NaN;
  });
  const share = right.reduce((sum, value) => sum + value, 0) / rows.length;
  return {
    accuracy: estimateOf(share, accuracies, level),
    auroc: estimateOf(meanOf(classAuroc), aurocs, level),
    classAuroc,
    right,
  };
}

/** left − right with the interval of the differences on the same resampled images; undefined if either has no value. */
export function pairedDifference(
  left: MeasureEstimate | undefined,
  right: MeasureEstimate | undefined,
  level = 0.95,
): MeasureEstimate | undefined {
  if (left === undefined || right === undefined) return undefined;
  const differences = left.replicates.map((value, resample) => value - right.replicates[resample]!);
  return estimateOf(left.value - right.value, differences, level);
}

function estimateOf(
  value: number | undefined,
  replicates: Float64Array,
  level: number,
): MeasureEstimate | undefined {
  if (value === undefined) return undefined;
  return {
    value,
    interval: percentileInterval(
      replicates.filter(each => !Number.isNaN(each)),
      level,
    ),
    replicates,
  };
}

/** How often each of `count` cases was drawn, the same for every call with these numbers. The array is used again. */
function forEachResample(
  count: number,
  resamples: number,
  seed: number,
  take: (weights: Uint32Array, resample: number) => void,
): void {
  const random = createRandom(seed).fork('bootstrap of prompt variants');
  const weights = new Uint32Array(count);
  for (let resample = 0; resample < resamples; resample++) {
    weights.fill(0);
    for (let draw = 0; draw < count; draw++) weights[Math.floor(random.uniform() * count)]!++;
    take(weights, resample);
  }
}

/** Cases of one class sorted once, highest score first. */
interface ScoredColumn {
  readonly order: Uint32Array;
  /** In that order, 1 for cases of the class. */
  readonly positive: Uint8Array;
  /** In that order, 1 for the last of each score. */
  readonly last: Uint8Array;
}

function scoredColumn(
  { rows, mask, classes }: KnownTruth,
  probability: Float64Array,
  column: number,
): ScoredColumn {
  const at = (image: number): number => image * classes + column;
  const { row, labels } = thresholdCounts(
    rows.map(image => mask[at(image)]!),
    rows.map(image => probability[at(image)]!),
  );
  const order = Uint32Array.from(row, (_, index) => index).sort((one, other) => row[one]! - row[other]!);
  return {
    order,
    positive: Uint8Array.from(order, index => labels[index]!),
    last: Uint8Array.from(order, (index, place) => (row[index] === row[order[place + 1]!] ? 0 : 1)),
  };
}

/** Area under the ROC curve of weighted cases, ties counted half; undefined without positive or negative weight. */
function weightedAuroc({ order, positive, last }: ScoredColumn, weights: Uint32Array): number | undefined {
  let [hits, alarms, doubled] = [0, 0, 0];
  let [tiedHits, tiedAlarms] = [0, 0];
  for (let place = 0; place < order.length; place++) {
    const weight = weights[order[place]!]!;
    if (positive[place] === 1) tiedHits += weight;
    else tiedAlarms += weight;
    if (last[place] === 0) continue;
    doubled += tiedAlarms * (2 * hits + tiedHits);
    hits += tiedHits;
    alarms += tiedAlarms;
    tiedHits = tiedAlarms = 0;
  }
  return hits === 0 || alarms === 0 ? undefined : doubled / 2 / hits / alarms;
}

function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter(value => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}
