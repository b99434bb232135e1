import { thresholdCounts, type BinaryLabels, type ThresholdCounts } from './scored-cases.ts';

/** Points of the receiver operating characteristic, from (0, 0) at threshold ∞ to (1, 1). */
export interface RocCurve {
  /** `[points]`, descending; a case is positive if its score is at least this. */
  readonly threshold: Float64Array;
  /** `[points]`, 1 − specificity. */
  readonly falsePositiveRate: Float64Array;
  /** `[points]`, sensitivity. */
  readonly truePositiveRate: Float64Array;
}

/**
 * Area under the ROC curve in [0, 1], ties counted half; undefined unless there are both positive and negative cases. As
 * scikit-learn's roc_auc_score.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`.
 */
export function auroc(labels: BinaryLabels, scores: ArrayLike<number>): number | undefined {
  return areaOf(thresholdCounts(labels, scores));
}

/** The area that the counts enclose, by the trapezoidal rule in whole numbers. */
export function areaOf({
  truePositives,
  falsePositives,
  positives,
  negatives,
}: Pick<ThresholdCounts, 'truePositives' | 'falsePositives' | 'positives' | 'negatives'>):
  number | undefined {
  if (positives === 0 || negatives === 0) return undefined;
  let doubled = 0;
  for (let row = 0; row < truePositives.length; row++) {
    const [hits, alarms] = row === 0 ? [0, 0] : [truePositives[row - 1]!, falsePositives[row - 1]!];
    doubled += (falsePositives[row]! - alarms) * (truePositives[row]! + hits);
  }
  return doubled / 2 / positives / negatives;
}

/**
 * The ROC curve with a point for every distinct score; undefined unless there are both positive and negative cases. As
 * scikit-learn's roc_curve without dropped points.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`.
 */
export function rocCurve(labels: BinaryLabels, scores: ArrayLike<number>): RocCurve | undefined {
  const { threshold, truePositives, falsePositives, positives, negatives } = thresholdCounts(labels, scores);
  if (positives === 0 || negatives === 0) return undefined;
  return {
    threshold: after(Infinity, threshold),
    falsePositiveRate: after(
      0,
      falsePositives.map(count => count / negatives),
    ),
    truePositiveRate: after(
      0,
      truePositives.map(count => count / positives),
    ),
  };
}

function after(first: number, rest: Float64Array): Float64Array {
  const values = new Float64Array(rest.length + 1);
  values[0] = first;
  values.set(rest, 1);
  return values;
}
