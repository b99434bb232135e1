import { binaryLabels, finiteValues, sameLength } from '../statistics/checked.ts';
import { descendingOrder } from './descending.ts';

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
  const order = descendingOrder(values);
  const threshold = new Float64Array(values.length);
  const truePositives = new Float64Array(values.length);
  const falsePositives = new Float64Array(values.length);
  const row = new Uint32Array(values.length);
  let [positives, negatives, distinct] = [0, 0, 0];
  for (let place = 0; place < order.length; place++) {
    const index = order[place]!;
    const score = values[index]!;
    if (distinct === 0 || threshold[distinct - 1] !== score) threshold[distinct++] = score;
    if (truth[index] === 1) positives++;
    else negatives++;
    truePositives[distinct - 1] = positives;
    falsePositives[distinct - 1] = negatives;
    row[index] = distinct - 1;
  }
  return {
    threshold: threshold.slice(0, distinct),
    truePositives: truePositives.slice(0, distinct),
    falsePositives: falsePositives.slice(0, distinct),
    positives,
    negatives,
    row,
    labels: truth,
  };
}
