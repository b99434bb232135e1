import { binaryLabels, probabilities, sameLength, wholeOption } from '../statistics/checked.ts';
import type { BinaryLabels } from './scored-cases.ts';

/** Cases whose probability lies in one bin. */
export interface ReliabilityBin {
  /** The bin is (low, high]; the first also holds 0. */
  readonly low: number;
  readonly high: number;
  readonly count: number;
  /** Mean probability; undefined in an empty bin. */
  readonly confidence: number | undefined;
  /** Share of the cases that are positive; undefined in an empty bin. */
  readonly observed: number | undefined;
}

export interface Calibration {
  readonly bins: readonly ReliabilityBin[];
  /** Expected calibration error Σ count / cases · |observed − confidence|, in [0, 1]. */
  readonly expectedError: number;
  /** Largest |observed − confidence| of a bin, in [0, 1]. */
  readonly maximumError: number;
}

/**
 * Reliability curve and expected calibration error in bins of equal width (Guo et al. 2017). For several classes give whether the
 * likeliest class is right, and its probability.
 * @param labels `[cases]`.
 * @param predicted `[cases]`, in [0, 1].
 * @param bins default 15.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `option-invalid`.
 */
export function calibration(
  labels: BinaryLabels,
  predicted: ArrayLike<number>,
  { bins = 15 }: { readonly bins?: number } = {},
): Calibration {
  const [truth, values] = checked(labels, predicted);
  wholeOption('bins', bins, 1);
  const sums = Array.from({ length: bins }, () => ({ count: 0, confidence: 0, observed: 0 }));
  values.forEach((value, index) => {
    const bin = sums[binOf(value, bins)]!;
    bin.count++;
    bin.confidence += value;
    bin.observed += truth[index]!;
  });
  const gaps = sums.map(({ count, confidence, observed }) =>
    count === 0 ? 0 : Math.abs(observed - confidence) / count,
  );
  return {
    bins: sums.map(({ count, confidence, observed }, bin) => ({
      low: bin / bins,
      high: (bin + 1) / bins,
      count,
      confidence: count === 0 ? undefined : confidence / count,
      observed: count === 0 ? undefined : observed / count,
    })),
    expectedError: gaps.reduce((sum, gap, bin) => sum + (gap * sums[bin]!.count) / values.length, 0),
    maximumError: gaps.reduce((left, right) => Math.max(left, right), 0),
  };
}

/**
 * Brier score: mean squared distance of probability and label, in [0, 1]. As scikit-learn's brier_score_loss.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`.
 */
export function brierScore(labels: BinaryLabels, predicted: ArrayLike<number>): number {
  const [truth, values] = checked(labels, predicted);
  return values.reduce((sum, value, index) => sum + (value - truth[index]!) ** 2, 0) / values.length;
}

/**
 * Mean negative log-likelihood in nats, probabilities kept 2.2e-16 away from 0 and 1, so never infinite. As scikit-learn's log_loss.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`.
 */
export function logLoss(labels: BinaryLabels, predicted: ArrayLike<number>): number {
  const [truth, values] = checked(labels, predicted);
  const sum = values.reduce((total, value, index) => {
    const kept = Math.max(Number.EPSILON, Math.min(1 - Number.EPSILON, value));
    return total - Math.log(truth[index] === 1 ? kept : 1 - kept);
  }, 0);
  return sum / values.length;
}

function checked(labels: BinaryLabels, predicted: ArrayLike<number>): [Uint8Array, Float64Array] {
  sameLength('labels', labels, 'probabilities', predicted);
  return [binaryLabels(labels, 'labels'), probabilities(predicted, 'probabilities')];
}

/** Index of the bin (low, high] that holds `value`, by comparison with its borders rather than by rounding. */
function binOf(value: number, bins: number): number {
  let bin = Math.min(bins - 1, Math.max(0, Math.ceil(value * bins) - 1));
  if (value <= bin / bins && bin > 0) bin--;
  if (value > (bin + 1) / bins && bin < bins - 1) bin++;
  return bin;
}
