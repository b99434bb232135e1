import { failure } from '../../protocol/failures/index.ts';
import { finiteValues, wholeOption } from '../statistics/checked.ts';
import { classIndices } from './class-scores.ts';
import { averagePrecision } from './precision-recall.ts';
import { auroc } from './roc.ts';

/** One value a class and their mean. */
export interface MacroScore {
  /** Mean over the classes that have a value; undefined if none has. */
  readonly mean: number | undefined;
  /** `[classes]`, undefined for a class with only positive or only negative cases. */
  readonly perClass: readonly (number | undefined)[];
}

/**
 * AUROC of each class against the rest and their mean, as scikit-learn's roc_auc_score with multi_class='ovr'.
 * @param truth `[cases]` class indices.
 * @param scores `[cases, classes]`, larger for a likelier class.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`.
 */
export function oneVersusRestAuroc(
  truth: ArrayLike<number>,
  scores: ArrayLike<number>,
  classes: number,
): MacroScore {
  const indices = checked(truth, scores, classes);
  return macro(classes, index =>
    auroc(
      Array.from(indices, value => value === index),
      column(scores, classes, index),
    ),
  );
}

/**
 * AUROC of each of several findings that may occur together, and their mean.
 * @param labels `[cases, findings]`, 1 or 0.
 * @param scores `[cases, findings]`.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`.
 */
export function multiLabelAuroc(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  findings: number,
): MacroScore {
  wholeOption('findings', findings, 1);
  return macro(findings, index => auroc(column(labels, findings, index), column(scores, findings, index)));
}

/** Mean average precision of several findings, arguments as `multiLabelAuroc`. */
export function meanAveragePrecision(
  labels: ArrayLike<number>,
  scores: ArrayLike<number>,
  findings: number,
): MacroScore {
  wholeOption('findings', findings, 1);
  return macro(findings, index =>
    averagePrecision(column(labels, findings, index), column(scores, findings, index)),
  );
}

/**
 * Share of cases whose true class is among the `k` with the largest scores, in [0, 1]. A class that ties with the true one counts as
 * before it, so that equal scores gain nothing.
 * @param scores `[cases, classes]`.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `option-invalid`.
 */
export function topKAccuracy(
  truth: ArrayLike<number>,
  scores: ArrayLike<number>,
  classes: number,
  k: number,
): number {
  wholeOption('k', k, 1);
  const indices = checked(truth, scores, classes);
  let hits = 0;
  indices.forEach((index, row) => {
    const own = scores[row * classes + index]!;
    let before = 0;
    for (let other = 0; other < classes; other++)
      if (other !== index && scores[row * classes + other]! >= own) before++;
    if (before < k) hits++;
  });
  return hits / indices.length;
}

function checked(truth: ArrayLike<number>, scores: ArrayLike<number>, classes: number): Uint32Array {
  wholeOption('classes', classes, 1);
  if (scores.length !== truth.length * classes)
    throw failure('values-unequal', {
      left: `${truth.length} cases of ${classes} classes`,
      leftCount: truth.length * classes,
      right: 'scores',
      rightCount: scores.length,
    });
  finiteValues(scores, 'scores');
  return classIndices(truth, classes, 'true classes');
}

function macro(classes: number, valueOf: (index: number) => number | undefined): MacroScore {
  const perClass = Array.from({ length: classes }, (_, index) => valueOf(index));
  const known = perClass.filter(value => value !== undefined);
  return {
    mean: known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length,
    perClass,
  };
}

function column(values: ArrayLike<number>, width: number, index: number): Float64Array {
  return Float64Array.from(
    { length: Math.ceil((values.length - index) / width) },
    (_, row) => values[row * width + index]!,
  );
}
