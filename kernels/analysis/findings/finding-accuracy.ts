import { binaryScores, type BinaryScores } from '../metrics/binary-scores.ts';
import { bootstrapCounts } from '../metrics/bootstrap-counts.ts';
import type { BootstrapEstimate, BootstrapOptions } from '../metrics/bootstrap.ts';
import { calibration } from '../metrics/calibration.ts';
import { aurocEstimate, type AurocEstimate } from '../metrics/delong.ts';
import { auroc } from '../metrics/roc.ts';

/** How well one finding is told; what the labels do not let measure is undefined. */
export interface FindingAccuracy {
  readonly positives: number;
  readonly negatives: number;
  /** In [0, 1]; undefined without both positive and negative images. */
  readonly auroc: number | undefined;
  /** DeLong's interval; undefined unless there are two images of either kind. */
  readonly aurocEstimate: AurocEstimate | undefined;
  /** Of the calls; undefined if no truth is known. */
  readonly called: BinaryScores | undefined;
  readonly sensitivity: BootstrapEstimate | undefined;
  readonly specificity: BootstrapEstimate | undefined;
  readonly f1: BootstrapEstimate | undefined;
  readonly matthews: BootstrapEstimate | undefined;
  /** Expected calibration error in 10 bins, in [0, 1]; undefined if no truth is known. */
  readonly calibrationError: number | undefined;
}

/**
 * AUROC with DeLong's interval, and what the calls reach with intervals from 1,000 bootstrap resamples, positive and negative images
 * apart: fast enough to follow an edit over 10,000 images.
 * @param labels `[images]`, undefined where nobody knows; those images are left out.
 * @param probability `[images]`, in [0, 1].
 * @param calls `[images]`, 1 where the finding is called.
 * @throws Failure `value-invalid` for a probability that is none, `option-invalid`.
 */
export function findingAccuracy(
  labels: readonly (boolean | undefined)[],
  probability: ArrayLike<number>,
  calls: ArrayLike<number>,
  options: BootstrapOptions = {},
): FindingAccuracy {
  const rows = labels.flatMap((label, row) => (label === undefined ? [] : [row]));
  const truth = Uint8Array.from(rows, row => Number(labels[row]));
  const scores = Float64Array.from(rows, row => probability[row]!);
  const positives = truth.reduce((sum, label) => sum + label, 0);
  if (rows.length === 0) return unknown;
  const called = binaryScores(
    truth,
    Uint8Array.from(rows, row => calls[row]!),
  );
  const resampled = (statistic: (found: BinaryScores) => number | undefined): BootstrapEstimate | undefined =>
    bootstrapCounts(called, statistic, options);
  const estimate = aurocEstimate(truth, scores, options);
  return {
    positives,
    negatives: rows.length - positives,
    auroc: estimate?.auroc ?? auroc(truth, scores),
    aurocEstimate: estimate,
    called,
    sensitivity: resampled(({ sensitivity }) => sensitivity),
    specificity: resampled(({ specificity }) => specificity),
    f1: resampled(({ f1 }) => f1),
    matthews: resampled(({ matthews }) => matthews),
    calibrationError: calibration(truth, scores, { bins: 10 }).expectedError,
  };
}

const unknown: FindingAccuracy = {
  positives: 0,
  negatives: 0,
  auroc: undefined,
  aurocEstimate: undefined,
  called: undefined,
  sensitivity: undefined,
  specificity: undefined,
  f1: undefined,
  matthews: undefined,
  calibrationError: undefined,
};
