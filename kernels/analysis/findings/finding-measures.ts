import { failure } from '../../protocol/failures/index.ts';
import {
  binaryScores,
  f1Of,
  matthewsOf,
  matthewsThreshold,
  youdenThreshold,
  type BinaryScores,
  type ChosenThreshold,
} from '../metrics/binary-scores.ts';
import { bootstrapCounts } from '../metrics/bootstrap-counts.ts';
import { bootstrapAuroc, type BootstrapEstimate, type BootstrapOptions } from '../metrics/bootstrap.ts';
import { averagePrecision } from '../metrics/precision-recall.ts';
import type { FindingScores } from './finding-scores.ts';

/** `[images, findings]`: true or 1 if it is there, false or 0 if not, undefined if nobody knows. */
export type FindingLabels = ArrayLike<number | boolean | undefined>;

/** What one finding reaches on the images whose truth is known. */
export interface FindingMeasures {
  readonly finding: string;
  readonly positives: number;
  readonly negatives: number;
  /** Undefined without both positive and negative images. */
  readonly auroc: BootstrapEstimate | undefined;
  readonly averagePrecision: number | undefined;
  /** A finding is called if its probability is at least this. */
  readonly threshold: number;
  /** Of the calls at that threshold; undefined if no truth is known. */
  readonly called: BinaryScores | undefined;
  readonly f1: BootstrapEstimate | undefined;
  readonly matthews: BootstrapEstimate | undefined;
}

/**
 * For each finding the threshold of the largest Youden index or Matthews correlation on labelled images, undefined for one without
 * both positive and negative images. Choose it on other images than those that are measured.
 * @throws Failure `values-unequal`, `value-invalid`.
 */
export function findingThresholds(
  scores: FindingScores,
  labels: FindingLabels,
  rule: 'youden' | 'matthews' = 'youden',
): (ChosenThreshold | undefined)[] {
  const choose = rule === 'youden' ? youdenThreshold : matthewsThreshold;
  return scores.findings.map((_, finding) => {
    const known = knownCases(scores, labels, finding);
    return known.truth.length === 0 ? undefined : choose(known.truth, known.probability);
  });
}

/** `[images, findings]`, 1 where the probability is at least the finding's threshold, 0.5 where it has none. */
export function calledFindings(
  { findings, probability }: FindingScores,
  thresholds: readonly (number | undefined)[] = [],
): Uint8Array {
  const width = findings.length;
  const called = new Uint8Array(probability.length);
  for (let finding = 0; finding < width; finding++) {
    const threshold = thresholds[finding] ?? 0.5;
    for (let at = finding; at < called.length; at += width)
      called[at] = probability[at]! >= threshold ? 1 : 0;
  }
  return called;
}

/**
 * Measures of every finding with bootstrap intervals over images, positives and negatives resampled apart.
 * @param thresholds `[findings]`, 0.5 where undefined.
 * @throws Failure `values-unequal`, `value-invalid`, `option-invalid`.
 */
export function findingMeasures(
  scores: FindingScores,
  labels: FindingLabels,
  {
    thresholds = [],
    ...options
  }: BootstrapOptions & { readonly thresholds?: readonly (number | undefined)[] } = {},
): FindingMeasures[] {
  return scores.findings.map((finding, index) => {
    const { truth, probability } = knownCases(scores, labels, index);
    const threshold = thresholds[index] ?? 0.5;
    const called = probability.map(value => (value >= threshold ? 1 : 0));
    const positives = truth.reduce((sum, label) => sum + label, 0);
    const counts = truth.length === 0 ? undefined : binaryScores(truth, called);
    const resampled = counts && bootstrapCounts(counts, { f1: f1Of, matthews: matthewsOf }, options);
    return {
      finding,
      positives,
      negatives: truth.length - positives,
      auroc: truth.length === 0 ? undefined : bootstrapAuroc(truth, probability, options),
      averagePrecision: truth.length === 0 ? undefined : averagePrecision(truth, probability),
      threshold,
      called: counts,
      f1: resampled?.f1,
      matthews: resampled?.matthews,
    };
  });
}

function knownCases(
  { findings, images, probability }: FindingScores,
  labels: FindingLabels,
  finding: number,
): { truth: Uint8Array; probability: Float64Array } {
  if (labels.length !== probability.length)
    throw failure('values-unequal', {
      left: `scores of ${images} images and ${findings.length} findings`,
      leftCount: probability.length,
      right: 'labels',
      rightCount: labels.length,
    });
  const [truth, known]: [number[], number[]] = [[], []];
  for (let at = finding; at < labels.length; at += findings.length) {
    const label = labels[at];
    if (label === undefined) continue;
    if (Number(label) !== 0 && Number(label) !== 1)
      throw failure('value-invalid', {
        what: `labels of "${findings[finding]!}"`,
        position: Math.floor(at / findings.length),
        value: String(label),
        expected: 'true, false, 1, 0 or undefined',
      });
    truth.push(Number(label));
    known.push(probability[at]!);
  }
  return { truth: Uint8Array.from(truth), probability: Float64Array.from(known) };
}
