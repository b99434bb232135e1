import { failure } from '../../protocol/failures/index.ts';
import { finiteValues, wholeOption } from '../statistics/checked.ts';
import { classIndices } from './class-scores.ts';

/** The temperature that logits are to be divided by. */
export interface FittedTemperature {
  readonly temperature: number;
  /** Mean negative log-likelihood in nats before, that is at temperature 1. */
  readonly before: number;
  /** And after. */
  readonly after: number;
  /**
   * True if the likelihood has no maximum, as when every case is right (ever colder is better) or none better than chance (ever
   * warmer), or logits do not tell classes apart: the temperature is then the nearest tried, or 1.
   */
  readonly unbounded: boolean;
}

/** Logits are scaled by between 1e-4 and 1e4 over their largest spread. */
const widest = 1e4;

/**
 * Temperature scaling (Guo et al. 2017): the one number that, dividing all logits, makes the softmax likeliest on labelled cases.
 * Newton's method on its inverse, in which the loss is convex, kept within a shrinking bracket. For one finding with a sigmoid give
 * two classes with logits `[0, z]`.
 * @param logits `[cases, classes]`.
 * @param truth `[cases]` class indices.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `option-invalid`.
 */
export function fitTemperature(
  logits: ArrayLike<number>,
  truth: ArrayLike<number>,
  classes: number,
): FittedTemperature {
  wholeOption('classes', classes, 1);
  if (logits.length !== truth.length * classes)
    throw failure('values-unequal', {
      left: `${truth.length} cases of ${classes} classes`,
      leftCount: truth.length * classes,
      right: 'logits',
      rightCount: logits.length,
    });
  const values = finiteValues(logits, 'logits');
  const indices = classIndices(truth, classes, 'true classes');
  const spread = largestSpread(values, classes);
  const before = likelihood(values, indices, classes, 1).loss;
  if (spread === 0) return { temperature: 1, before, after: before, unbounded: true };

  let [low, high] = [1 / widest / spread, widest / spread];
  const ends = [low, high].map(scale => likelihood(values, indices, classes, scale).slope) as [
    number,
    number,
  ];
  const unbounded = ends[0] >= 0 || ends[1] <= 0;
  let scale = Math.max(low, Math.min(high, 1));
  if (unbounded) scale = ends[0] >= 0 ? low : high;
  for (let round = 0; !unbounded && round < 200; round++) {
    const { slope, curvature } = likelihood(values, indices, classes, scale);
    if (slope > 0) high = scale;
    else low = scale;
    const newton = scale - slope / curvature;
    const next = newton > low && newton < high ? newton : Math.sqrt(low * high);
    const settled = Math.abs(next - scale) <= 1e-14 * scale;
    scale = next;
    if (settled) break;
  }
  return {
    temperature: 1 / scale,
    before,
    after: likelihood(values, indices, classes, scale).loss,
    unbounded,
  };
}

/** Mean loss of softmax(scale · logits) and its first two derivatives by the scale. */
function likelihood(
  logits: Float64Array,
  truth: Uint32Array,
  classes: number,
  scale: number,
): { loss: number; slope: number; curvature: number } {
  let [loss, slope, curvature] = [0, 0, 0];
  truth.forEach((index, row) => {
    const start = row * classes;
    let largest = -Infinity;
    for (let at = start; at < start + classes; at++) largest = Math.max(largest, logits[at]!);
    let [total, first, second] = [0, 0, 0];
    for (let at = start; at < start + classes; at++) {
      const distance = logits[at]! - largest;
      const power = Math.exp(scale * distance);
      total += power;
      first += power * distance;
      second += power * distance * distance;
    }
    const own = logits[start + index]! - largest;
    loss += Math.log(total) - scale * own;
    slope += first / total - own;
    curvature += second / total - (first / total) ** 2;
  });
  return { loss: loss / truth.length, slope: slope / truth.length, curvature: curvature / truth.length };
}

function largestSpread(logits: Float64Array, classes: number): number {
  let spread = 0;
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes);
    const largest = row.reduce((left, right) => Math.max(left, right));
    const smallest = row.reduce((left, right) => Math.min(left, right));
    spread = Math.max(spread, largest - smallest);
  }
  return spread;
}
