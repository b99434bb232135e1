import { thresholdCounts, type BinaryLabels } from './scored-cases.ts';

/** Precision against recall, from the highest threshold down. */
export interface PrecisionRecallCurve {
  /** `[points]`, descending; a case is positive if its score is at least this. */
  readonly threshold: Float64Array;
  readonly precision: Float64Array;
  /** `[points]`, ascending. */
  readonly recall: Float64Array;
}

/**
 * Average precision Σ (Rₙ − Rₙ₋₁) Pₙ in [0, 1], the area under the precision-recall curve without interpolation; undefined if no case
 * is positive. As scikit-learn's average_precision_score.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`.
 */
export function averagePrecision(labels: BinaryLabels, scores: ArrayLike<number>): number | undefined {
  const curve = precisionRecallCurve(labels, scores);
  return curve?.recall.reduce(
    (sum, recall, point) => sum + (recall - (curve.recall[point - 1] ?? 0)) * curve.precision[point]!,
    0,
  );
}

/**
 * Precision and recall at every distinct score; undefined if no case is positive.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`.
 */
export function precisionRecallCurve(
  labels: BinaryLabels,
  scores: ArrayLike<number>,
): PrecisionRecallCurve | undefined {
  const { threshold, truePositives, falsePositives, positives } = thresholdCounts(labels, scores);
  if (positives === 0) return undefined;
  return {
    threshold,
    precision: truePositives.map((hits, row) => hits / (hits + falsePositives[row]!)),
    recall: truePositives.map(hits => hits / positives),
  };
}
