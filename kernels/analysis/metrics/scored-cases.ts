import { binaryLabels, finiteValues, sameLength } from '../statistics/checked.ts';

/** True or 1 for cases that have the finding, false or 0 for those that do not. */
export type BinaryLabels = ArrayLike<number | boolean>;

/** Cases counted at every distinct score, from the highest down: a case is called positive if its score is at least the threshold. */
export interface ThresholdCounts {
  /** `[distinct]`, descending. */
  readonly threshold: Float64Array;
  /** `[distinct]`, positives with a score of at least the threshold. */
  readonly truePositives: Float64Array;
  readonly falsePositives: Float64Array;
  readonly positives: number;
  readonly negatives: number;
  /** `[cases]`, for each case the row of its score. */
  readonly row: Uint32Array;
  /** `[cases]`, 1 or 0. */
  readonly labels: Uint8Array;
}

/**
 * Checks and counts `[cases]` labels and scores.
 * @throws Failure `values-empty`, `values-unequal`, or `value-invalid` for a score that is not finite or a label that is not binary.
 */
export function thresholdCounts(labels: BinaryLabels, scores: ArrayLike<number>): ThresholdCounts {
  sameLength('labels', labels, 'scores', scores);
  const truth = binaryLabels(labels, 'labels');
  const values = finiteValues(scores, 'scores');
  const order = Uint32Array.from(values, (_, index) => index).sort(
    (one, other) => values[other]! - values[one]!,
  );
  const threshold: number[] = [];
  const truePositives: number[] = [];
  const falsePositives: number[] = [];
  const row = new Uint32Array(values.length);
  let [positives, negatives] = [0, 0];
  for (const index of order) {
    const score = values[index]!;
    if (threshold.length === 0 || threshold.at(-1) !== score) threshold.push(score);
    if (truth[index] === 1) positives++;
    else negatives++;
    const last = threshold.length - 1;
    truePositives[last] = positives;
    falsePositives[last] = negatives;
    row[index] = last;
  }
  return {
    threshold: Float64Array.from(threshold),
    truePositives: Float64Array.from(truePositives),
    falsePositives: Float64Array.from(falsePositives),
    positives,
    negatives,
    row,
    labels: truth,
  };
}
