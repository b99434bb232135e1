import { binaryLabels, sameLength } from '../statistics/checked.ts';
import { chiSquareTail } from '../statistics/normal.ts';
import type { BinaryLabels } from './scored-cases.ts';

/** Two classifiers compared on the same cases. */
export interface McNemarTest {
  /** Cases that only the left one gets right. */
  readonly onlyLeft: number;
  /** Cases that only the right one gets right. */
  readonly onlyRight: number;
  /** Two-sided binomial p that both are equally often right where they differ; 1 if they never differ. */
  readonly pValue: number;
  /** (|onlyLeft − onlyRight| − 1)² / (onlyLeft + onlyRight), with Edwards' correction, not below 0; 0 if they never differ. */
  readonly chiSquare: number;
  /** p of `chiSquare` with one degree of freedom, fit for 25 differing cases or more. */
  readonly chiSquarePValue: number;
}

/**
 * McNemar's test (1947) of whether two classifiers, such as two prompts, are right equally often.
 * @param left `[cases]`, whether the left one is right.
 * @param right `[cases]`.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`.
 */
export function mcNemar(left: BinaryLabels, right: BinaryLabels): McNemarTest {
  sameLength('results of the left classifier', left, 'results of the right classifier', right);
  const rightResults = binaryLabels(right, 'results of the right classifier');
  let [onlyLeft, onlyRight] = [0, 0];
  binaryLabels(left, 'results of the left classifier').forEach((result, index) => {
    if (result > rightResults[index]!) onlyLeft++;
    if (result < rightResults[index]!) onlyRight++;
  });
  const differing = onlyLeft + onlyRight;
  const chiSquare = differing === 0 ? 0 : Math.max(0, Math.abs(onlyLeft - onlyRight) - 1) ** 2 / differing;
  return {
    onlyLeft,
    onlyRight,
    pValue: Math.min(1, 2 * binomialHead(Math.min(onlyLeft, onlyRight), differing)),
    chiSquare,
    chiSquarePValue: chiSquareTail(chiSquare),
  };
}

/** Probability of at most `successes` in `trials` throws of a fair coin. */
function binomialHead(successes: number, trials: number): number {
  let logTerm = -trials * Math.LN2;
  let sum = Math.exp(logTerm);
  for (let count = 1; count <= successes; count++) {
    logTerm += Math.log((trials - count + 1) / count);
    sum += Math.exp(logTerm);
  }
  return sum;
}
