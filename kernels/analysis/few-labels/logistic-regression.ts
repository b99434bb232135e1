import { failure } from '../../protocol/failures/index.ts';
import { classIndices } from '../metrics/class-scores.ts';
import { finiteValues, wholeOption } from '../statistics/checked.ts';
import { softmaxRows } from './labelled-rows.ts';
import { minimise, type Objective } from './minimise.ts';

export interface LogisticRegressionOptions {
  /** Inverse of the strength of the ridge penalty ½‖w‖², as scikit-learn's C; default 1. */
  readonly inversePenalty?: number;
  /**
   * Largest component of the gradient of the mean loss at which fitting ends. Default 1e-6 of the penalty's own curvature,
   * 1 / (C · cases), and at most 1e-8: the coefficients are then right to about 1e-6 whatever C is.
   */
  readonly tolerance?: number;
  /** Default 10,000. */
  readonly iterations?: number;
  /** A fit of the same shape to start from, such as that of a neighbouring penalty. */
  readonly start?: LogisticRegression | undefined;
}

/** Fitted weights. Two classes have one row, whose logit is that of class 1; more have a row each. */
export interface LogisticRegression {
  readonly classes: number;
  readonly dim: number;
  /** `[rows, dim]`. */
  readonly coefficients: Float64Array;
  /** `[rows]`; not penalised. */
  readonly intercepts: Float64Array;
  readonly iterations: number;
  readonly converged: boolean;
  /** `[cases, classes]` from `[cases, dim]`; rows sum to 1. */
  probabilities(rows: Float64Array): Float64Array;
}

/**
 * Logistic regression with a ridge penalty and an intercept by L-BFGS: minimises C · Σ loss + ½‖w‖², binary for two classes,
 * multinomial for more, as scikit-learn's LogisticRegression. With one class every case has it.
 * @param rows `[cases, dim]`, taken as they are.
 * @param labels `[cases]`, class indices.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `option-invalid`.
 */
export function logisticRegression(
  rows: ArrayLike<number>,
  labels: ArrayLike<number>,
  classes: number,
  { inversePenalty = 1, tolerance, iterations = 10_000, start }: LogisticRegressionOptions = {},
): LogisticRegression {
  wholeOption('classes', classes, 1);
  if (!(inversePenalty > 0 && inversePenalty < Infinity))
    throw failure('option-invalid', {
      option: 'inversePenalty',
      value: String(inversePenalty),
      expected: 'a number above 0',
    });
  const truth = classIndices(labels, classes, 'labels');
  const values = finiteValues(rows, 'rows');
  const dim = values.length / truth.length;
  if (!Number.isInteger(dim))
    throw failure('values-unequal', {
      left: `${truth.length} cases`,
      leftCount: truth.length,
      right: 'numbers in rows',
      rightCount: values.length,
    });
  const outputs = classes === 2 ? 1 : classes;
  const penalty = 1 / inversePenalty / truth.length;
  const objective = meanLoss(values, truth, dim, outputs, penalty);
  const first = new Float64Array(outputs * (dim + 1));
  if (start?.coefficients.length === outputs * dim) {
    first.set(start.coefficients);
    first.set(start.intercepts, outputs * dim);
  }
  const found =
    classes === 1
      ? { parameters: first, iterations: 0, converged: true }
      : minimise(objective, first, {
          tolerance: tolerance ?? Math.max(1e-13, Math.min(1e-8, 1e-6 * penalty)),
          iterations,
        });
  const coefficients = found.parameters.slice(0, outputs * dim);
  const intercepts = found.parameters.slice(outputs * dim);
  return {
    classes,
    dim,
    coefficients,
    intercepts,
    iterations: found.iterations,
    converged: found.converged,
    probabilities: cases => {
      const logits = logitsOf(cases, found.parameters, dim, outputs);
      if (classes !== 2) return softmaxRows(logits, classes);
      const pairs = new Float64Array(2 * logits.length);
      logits.forEach((logit, row) => (pairs[2 * row + 1] = logit));
      return softmaxRows(pairs, 2);
    },
  };
}

/** Mean loss + penalty / 2 · ‖w‖²; parameters are `[outputs, dim]` weights, then `[outputs]` intercepts. */
function meanLoss(
  rows: Float64Array,
  truth: Uint32Array,
  dim: number,
  outputs: number,
  penalty: number,
): Objective {
  return (parameters, gradient) => {
    const logits = logitsOf(rows, parameters, dim, outputs);
    gradient.fill(0);
    let loss = 0;
    const errors = outputs === 1 ? new Float64Array(1) : new Float64Array(outputs);
    truth.forEach((label, row) => {
      loss += lossOf(logits.subarray(row * outputs, (row + 1) * outputs), label, errors);
      for (let output = 0; output < outputs; output++) {
        const error = errors[output]! / truth.length;
        for (let at = 0; at < dim; at++)
          gradient[output * dim + at] = gradient[output * dim + at]! + error * rows[row * dim + at]!;
        gradient[outputs * dim + output] = gradient[outputs * dim + output]! + error;
      }
    });
    let squares = 0;
    for (let at = 0; at < outputs * dim; at++) {
      squares += parameters[at]! * parameters[at]!;
      gradient[at] = gradient[at]! + penalty * parameters[at]!;
    }
    return loss / truth.length + (penalty / 2) * squares;
  };
}

/** Negative log-likelihood of one case; its derivatives by the logits go into `errors`. */
function lossOf(logits: Float64Array, label: number, errors: Float64Array): number {
  if (logits.length === 1) {
    const logit = logits[0]!;
    errors[0] = 1 / (1 + Math.exp(-logit)) - label;
    return Math.max(logit, 0) - label * logit + Math.log1p(Math.exp(-Math.abs(logit)));
  }
  let largest = -Infinity;
  for (const logit of logits) largest = Math.max(largest, logit);
  let total = 0;
  logits.forEach((logit, at) => {
    errors[at] = Math.exp(logit - largest);
    total += errors[at];
  });
  for (let at = 0; at < errors.length; at++) errors[at] = errors[at]! / total - (at === label ? 1 : 0);
  return Math.log(total) + largest - logits[label]!;
}

function logitsOf(rows: Float64Array, parameters: Float64Array, dim: number, outputs: number): Float64Array {
  const count = dim === 0 ? 0 : rows.length / dim;
  const logits = new Float64Array(count * outputs);
  for (let row = 0; row < count; row++)
    for (let output = 0; output < outputs; output++) {
      let sum = parameters[outputs * dim + output]!;
      for (let at = 0; at < dim; at++) sum += rows[row * dim + at]! * parameters[output * dim + at]!;
      logits[row * outputs + output] = sum;
    }
  return logits;
}
