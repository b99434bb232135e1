import type { Interval } from '../statistics/interval.ts';
import { shareOption } from '../statistics/checked.ts';
import { normalQuantile, normalTail } from '../statistics/normal.ts';
import { areaOf } from './roc.ts';
import { thresholdCounts, type BinaryLabels } from './scored-cases.ts';

/** An AUROC and how sure it is. */
export interface AurocEstimate {
  readonly auroc: number;
  readonly standardError: number;
  /** auroc ± z · standard error, cut to [0, 1]. */
  readonly interval: Interval;
}

/** Two scores of the same cases compared. */
export interface AurocComparison {
  readonly left: number;
  readonly right: number;
  /** left − right. */
  readonly difference: number;
  readonly standardError: number;
  readonly interval: Interval;
  /** Two-sided p that both areas are equal; 1 if they are equal in the sample, 0 if they differ without any variance. */
  readonly pValue: number;
}

/**
 * AUROC with the variance of DeLong, DeLong and Clarke-Pearson 1988, from midranks (Sun and Xu 2014). Undefined unless there are two
 * cases of either class.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `option-invalid`.
 */
export function aurocEstimate(
  labels: BinaryLabels,
  scores: ArrayLike<number>,
  { level = 0.95 }: { readonly level?: number } = {},
): AurocEstimate | undefined {
  shareOption('level', level);
  const parts = placements(labels, scores);
  if (parts === undefined) return undefined;
  const standardError = Math.sqrt(covariance(parts, parts));
  const { low, high } = around(parts.auroc, standardError, level);
  return {
    auroc: parts.auroc,
    standardError,
    interval: { low: Math.max(0, low), high: Math.min(1, high), level },
  };
}

/**
 * DeLong's test of two scores of the same cases, such as two prompts. Undefined unless there are two cases of either class.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `option-invalid`.
 */
export function compareAurocs(
  labels: BinaryLabels,
  leftScores: ArrayLike<number>,
  rightScores: ArrayLike<number>,
  { level = 0.95 }: { readonly level?: number } = {},
): AurocComparison | undefined {
  shareOption('level', level);
  const left = placements(labels, leftScores);
  const right = placements(labels, rightScores);
  if (left === undefined || right === undefined) return undefined;
  const difference = left.auroc - right.auroc;
  const variance = covariance(left, left) + covariance(right, right) - 2 * covariance(left, right);
  const standardError = Math.sqrt(Math.max(0, variance));
  const equal = Math.abs(difference) < 1e-15;
  const sure = standardError < 1e-12;
  return {
    left: left.auroc,
    right: right.auroc,
    difference,
    standardError,
    interval: { ...around(difference, standardError, level), level },
    pValue: equal ? 1 : sure ? 0 : 2 * normalTail(Math.abs(difference) / standardError),
  };
}

/** Where each case stands among those of the other class. */
export interface Placements {
  readonly auroc: number;
  /** `[positives]`, share of the negatives that each positive exceeds, ties half. */
  readonly positive: Float64Array;
  /** `[negatives]`, share of the positives that exceed each negative, ties half. */
  readonly negative: Float64Array;
}

/**
 * Placements in the order of the cases; undefined unless there are two cases of either class.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`.
 */
export function placements(labels: BinaryLabels, scores: ArrayLike<number>): Placements | undefined {
  const counts = thresholdCounts(labels, scores);
  const { truePositives, falsePositives, positives, negatives, row } = counts;
  const area = areaOf(counts);
  if (area === undefined || positives < 2 || negatives < 2) return undefined;
  const [positive, negative] = [new Float64Array(positives), new Float64Array(negatives)];
  let [hit, alarm] = [0, 0];
  for (let index = 0; index < row.length; index++) {
    const at = row[index]!;
    if (counts.labels[index] === 1)
      positive[hit++] = 1 - (falsePositives[at]! + (falsePositives[at - 1] ?? 0)) / 2 / negatives;
    else negative[alarm++] = (truePositives[at]! + (truePositives[at - 1] ?? 0)) / 2 / positives;
  }
  return { auroc: area, positive, negative };
}

function covariance(left: Placements, right: Placements): number {
  const of = (side: 'positive' | 'negative'): number => {
    const count = left[side].length;
    const sum = left[side].reduce(
      (total, value, index) => total + (value - left.auroc) * (right[side][index]! - right.auroc),
      0,
    );
    return sum / (count - 1) / count;
  };
  return of('positive') + of('negative');
}

function around(value: number, standardError: number, level: number): { low: number; high: number } {
  const reach = normalQuantile((1 + level) / 2) * standardError;
  return { low: value - reach, high: value + reach };
}
