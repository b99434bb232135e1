import { failure } from '../../protocol/failures/index.ts';
import {
  checkedRows,
  judgedRows,
  shareRight,
  type CheckedRows,
  type FewLabelsModel,
  type LabelledRows,
} from './labelled-rows.ts';
import { logisticRegression, type LogisticRegression } from './logistic-regression.ts';

/** CoOp's coarse grid of C (Zhou et al. 2022, lpclip). */
const coarse = [1e6, 1e4, 1e2, 1, 1e-2, 1e-4, 1e-6];

export interface LinearProbeOptions {
  /** Fixed C; 0.316 as CLIP's own linear probe (arXiv 2103.00020 §A.3) unless `validation` is given. */
  readonly inversePenalty?: number;
  /** Cases on which C is chosen: the best of a coarse grid, then eight halvings of the distance to its neighbours, as CoOp. */
  readonly validation?: LabelledRows;
  /** Halvings after the coarse grid; default 8. */
  readonly steps?: number;
  /** Of the gradient; default 1e-6. */
  readonly tolerance?: number;
}

export interface LinearProbe extends FewLabelsModel {
  readonly regression: LogisticRegression;
  readonly inversePenalty: number;
  /** What was tried, with the accuracy on `validation`; empty if C was fixed. */
  readonly tried: readonly { readonly inversePenalty: number; readonly accuracy: number }[];
}

/**
 * Linear probe: logistic regression on unit-length embeddings.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `embeddings-differ`, `embedding-invalid`, `option-invalid`.
 */
export function linearProbe(
  train: LabelledRows,
  classes: number,
  { inversePenalty, validation, steps = 8, tolerance = 1e-6 }: LinearProbeOptions = {},
): LinearProbe {
  if (inversePenalty !== undefined && validation !== undefined)
    throw failure('option-invalid', {
      option: 'inversePenalty',
      value: String(inversePenalty),
      expected: 'either it, or validation cases to choose it on',
    });
  const checked = checkedRows(train, classes, 'training images');
  const rows = joined(checked.rows, checked.dim);
  const fit = (value: number, start?: LogisticRegression): LogisticRegression =>
    logisticRegression(rows, checked.labels, classes, { inversePenalty: value, tolerance, start });
  if (validation) judgedRows(validation.images, train.images);
  const tried = validation
    ? sweep(checkedRows(validation, classes, 'validation images'), classes, fit, steps)
    : [];
  // Of equals the stronger penalty.
  const [best] = [...tried].sort(
    (one, other) => other.accuracy - one.accuracy || one.inversePenalty - other.inversePenalty,
  );
  const chosen = best?.inversePenalty ?? inversePenalty ?? 0.316;
  const regression = best?.regression ?? fit(chosen);
  return {
    classes,
    regression,
    inversePenalty: chosen,
    tried: tried.map(({ inversePenalty, accuracy }) => ({ inversePenalty, accuracy })),
    probabilities: images => regression.probabilities(joined(judgedRows(images, train.images), images.dim)),
  };
}

interface TriedPenalty {
  readonly inversePenalty: number;
  readonly accuracy: number;
  readonly regression: LogisticRegression;
}

function sweep(
  { rows, labels, dim }: CheckedRows,
  classes: number,
  fit: (inversePenalty: number, start?: LogisticRegression) => LogisticRegression,
  steps: number,
): TriedPenalty[] {
  const cases = joined(rows, dim);
  const tried: TriedPenalty[] = [];
  const accuracyAt = (inversePenalty: number): number => {
    const known = tried.find(each => each.inversePenalty === inversePenalty);
    if (known) return known.accuracy;
    const regression = fit(inversePenalty, tried.at(-1)?.regression);
    const accuracy = shareRight(regression.probabilities(cases), labels, classes);
    tried.push({ inversePenalty, accuracy, regression });
    return accuracy;
  };
  const best = coarse.reduceRight((one, other) => (accuracyAt(other) > accuracyAt(one) ? other : one));
  let [left, right] = [Math.log10(best) - 1, Math.log10(best) + 1];
  for (let step = 0; step < steps; step++) {
    const middle = (left + right) / 2;
    if (accuracyAt(10 ** left) >= accuracyAt(10 ** right)) right = middle;
    else left = middle;
  }
  return tried;
}

function joined(rows: readonly Float64Array[], dim: number): Float64Array {
  const values = new Float64Array(rows.length * dim);
  rows.forEach((row, at) => values.set(row, at * dim));
  return values;
}
