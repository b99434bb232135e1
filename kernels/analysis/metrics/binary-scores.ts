import { binaryLabels, sameLength } from '../statistics/checked.ts';
import { thresholdCounts, type BinaryLabels } from './scored-cases.ts';

export interface BinaryCounts {
  readonly truePositives: number;
  readonly falsePositives: number;
  readonly trueNegatives: number;
  readonly falseNegatives: number;
}

/** What a yes-or-no decision reaches. Shares of nothing are undefined. */
export interface BinaryScores extends BinaryCounts {
  readonly accuracy: number;
  /** Share of the positive cases called positive, recall; undefined without positive cases. */
  readonly sensitivity: number | undefined;
  /** Share of the negative cases called negative; undefined without negative cases. */
  readonly specificity: number | undefined;
  /** Mean of sensitivity and specificity, of the one there is if a class is missing, as scikit-learn's balanced_accuracy_score. */
  readonly balancedAccuracy: number;
  /** Share of true among those called positive; undefined if none is. */
  readonly precision: number | undefined;
  /** 2 TP / (2 TP + FP + FN) in [0, 1]; undefined if no case is positive or called so, where scikit-learn gives 0. */
  readonly f1: number | undefined;
  /** Matthews correlation in [-1, 1]; 0 where a row or column of the counts is empty, as scikit-learn's matthews_corrcoef. */
  readonly matthews: number;
}

/** A threshold chosen on labelled cases: a case is positive if its score is at least this. */
export interface ChosenThreshold extends BinaryScores {
  readonly threshold: number;
}

/**
 * Scores of decisions.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`.
 */
export function binaryScores(labels: BinaryLabels, called: BinaryLabels): BinaryScores {
  sameLength('labels', labels, 'decisions', called);
  const [truth, decided] = [binaryLabels(labels, 'labels'), binaryLabels(called, 'decisions')];
  let [truePositives, falsePositives, positives] = [0, 0, 0];
  for (let index = 0; index < truth.length; index++) {
    positives += truth[index]!;
    if (decided[index] === 0) continue;
    truePositives += truth[index]!;
    falsePositives += 1 - truth[index]!;
  }
  return scoresOfCounts({
    truePositives,
    falsePositives,
    trueNegatives: truth.length - positives - falsePositives,
    falseNegatives: positives - truePositives,
  });
}

/** Share of the positive cases called positive; undefined without positive cases. */
export function sensitivityOf({ truePositives, falseNegatives }: BinaryCounts): number | undefined {
  return shareOf(truePositives, falseNegatives);
}

/** Share of the negative cases called negative; undefined without negative cases. */
export function specificityOf({ trueNegatives, falsePositives }: BinaryCounts): number | undefined {
  return shareOf(trueNegatives, falsePositives);
}

/** 2 TP / (2 TP + FP + FN); undefined if no case is positive or called so. */
export function f1Of({ truePositives, falsePositives, falseNegatives }: BinaryCounts): number | undefined {
  return shareOf(2 * truePositives, falsePositives + falseNegatives);
}

/** Scores of the four counts; at least one case. */
export function scoresOfCounts(counts: BinaryCounts): BinaryScores {
  const { truePositives, falsePositives, trueNegatives, falseNegatives } = counts;
  const [sensitivity, specificity] = [sensitivityOf(counts), specificityOf(counts)];
  return {
    ...counts,
    accuracy:
      (truePositives + trueNegatives) / (truePositives + trueNegatives + falsePositives + falseNegatives),
    sensitivity,
    specificity,
    balancedAccuracy:
      sensitivity === undefined || specificity === undefined
        ? (sensitivity ?? specificity ?? NaN)
        : (sensitivity + specificity) / 2,
    precision: shareOf(truePositives, falsePositives),
    f1: f1Of(counts),
    matthews: matthewsOf(counts),
  };
}

/**
 * The threshold of the largest Youden index J = sensitivity + specificity − 1 among the distinct scores, the highest of equals;
 * undefined unless there are both positive and negative cases.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`.
 */
export function youdenThreshold(
  labels: BinaryLabels,
  scores: ArrayLike<number>,
): ChosenThreshold | undefined {
  return bestThreshold(labels, scores, ({ sensitivity = 0, specificity = 0 }) => sensitivity + specificity);
}

/**
 * The threshold of the largest Matthews correlation among the distinct scores, the highest of equals; undefined unless there are
 * both positive and negative cases. CheXzero searches a fixed grid of probabilities instead.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`.
 */
export function matthewsThreshold(
  labels: BinaryLabels,
  scores: ArrayLike<number>,
): ChosenThreshold | undefined {
  return bestThreshold(labels, scores, ({ matthews }) => matthews);
}

function bestThreshold(
  labels: BinaryLabels,
  scores: ArrayLike<number>,
  merit: (scores: BinaryScores) => number,
): ChosenThreshold | undefined {
  const { threshold, truePositives, falsePositives, positives, negatives } = thresholdCounts(labels, scores);
  if (positives === 0 || negatives === 0) return undefined;
  let best: ChosenThreshold | undefined;
  threshold.forEach((value, row) => {
    const found = scoresOfCounts({
      truePositives: truePositives[row]!,
      falsePositives: falsePositives[row]!,
      trueNegatives: negatives - falsePositives[row]!,
      falseNegatives: positives - truePositives[row]!,
    });
    // Equal merits differ in their last digits.
    if (best === undefined || merit(found) > merit(best) + 1e-12) best = { threshold: value, ...found };
  });
  return best;
}

/** Matthews correlation in [-1, 1]; 0 where a row or column of the counts is empty. */
export function matthewsOf({
  truePositives,
  falsePositives,
  trueNegatives,
  falseNegatives,
}: BinaryCounts): number {
  const product =
    (truePositives + falsePositives) *
    (truePositives + falseNegatives) *
    (trueNegatives + falsePositives) *
    (trueNegatives + falseNegatives);
  if (product === 0) return 0;
  return (truePositives * trueNegatives - falsePositives * falseNegatives) / Math.sqrt(product);
}

function shareOf(part: number, rest: number): number | undefined {
  return part + rest === 0 ? undefined : part / (part + rest);
}
