import { failure } from '../../protocol/failures/index.ts';
import { sameLength, wholeOption } from '../statistics/checked.ts';

/** Counts of true and predicted classes. */
export interface ConfusionMatrix {
  readonly classes: number;
  /** `[classes, classes]`, rows are true classes, columns predicted ones. */
  readonly counts: Uint32Array;
}

/** What one class reaches against all others. */
export interface ClassScore {
  /** Cases that truly have the class. */
  readonly support: number;
  /** Undefined if the class is never predicted. */
  readonly precision: number | undefined;
  /** Undefined if the class never occurs. */
  readonly recall: number | undefined;
  /** Undefined if the class neither occurs nor is predicted. */
  readonly f1: number | undefined;
}

export interface ClassificationScores {
  readonly accuracy: number;
  /** Mean recall of the classes that occur. */
  readonly balancedAccuracy: number;
  /** Mean F1 of the classes that occur or are predicted. */
  readonly macroF1: number;
  /** F1 of the pooled counts; with one class a case it equals the accuracy. */
  readonly microF1: number;
  /** Matthews correlation of several classes (Gorodkin 2004) in [-1, 1]; 0 if only one class occurs or is predicted. */
  readonly matthews: number;
  readonly perClass: readonly ClassScore[];
}

/**
 * Counts `[cases]` class indices.
 * @throws Failure `values-empty`, `values-unequal`, or `value-invalid` for an index that is no whole number below `classes`.
 */
export function confusionMatrix(
  truth: ArrayLike<number>,
  predicted: ArrayLike<number>,
  classes: number,
): ConfusionMatrix {
  sameLength('true classes', truth, 'predicted classes', predicted);
  wholeOption('classes', classes, 1);
  const [rows, columns] = [
    classIndices(truth, classes, 'true classes'),
    classIndices(predicted, classes, 'predicted classes'),
  ];
  const counts = new Uint32Array(classes * classes);
  rows.forEach((row, index) => {
    const cell = row * classes + columns[index]!;
    counts[cell] = counts[cell]! + 1;
  });
  return { classes, counts };
}

/** Scores of a confusion matrix with at least one case, as scikit-learn's functions of these names. */
export function classificationScores({ classes, counts }: ConfusionMatrix): ClassificationScores {
  const sums = Array.from({ length: classes }, (_, index) => {
    let [occurs, predicted] = [0, 0];
    for (let other = 0; other < classes; other++) {
      occurs += counts[index * classes + other]!;
      predicted += counts[other * classes + index]!;
    }
    return { occurs, predicted, right: counts[index * classes + index]! };
  });
  const total = sums.reduce((sum, { occurs }) => sum + occurs, 0);
  const right = sums.reduce((sum, row) => sum + row.right, 0);
  const perClass = sums.map(({ occurs, predicted, right }) => ({
    support: occurs,
    precision: predicted === 0 ? undefined : right / predicted,
    recall: occurs === 0 ? undefined : right / occurs,
    f1: occurs + predicted === 0 ? undefined : (2 * right) / (occurs + predicted),
  }));
  const chance = sums.reduce((sum, { occurs, predicted }) => sum + occurs * predicted, 0);
  const spreadOf = (part: 'occurs' | 'predicted'): number =>
    total ** 2 - sums.reduce((sum, row) => sum + row[part] ** 2, 0);
  const spread = Math.sqrt(spreadOf('occurs') * spreadOf('predicted'));
  return {
    accuracy: right / total,
    balancedAccuracy: meanOfKnown(perClass.map(({ recall }) => recall)),
    macroF1: meanOfKnown(perClass.map(({ f1 }) => f1)),
    microF1: right / total,
    matthews: spread === 0 ? 0 : (right * total - chance) / spread,
    perClass,
  };
}

/**
 * Class indices below `classes`.
 * @throws Failure `values-empty`, `value-invalid`.
 */
export function classIndices(values: ArrayLike<number>, classes: number, what: string): Uint32Array {
  if (values.length === 0) throw failure('values-empty', { what });
  return Uint32Array.from(values, (value, position) => {
    if (!Number.isInteger(value) || value < 0 || value >= classes)
      throw failure('value-invalid', {
        what,
        position,
        value: String(value),
        expected: `the index of one of ${classes} classes`,
      });
    return value;
  });
}

/** Mean of the values that are not undefined; at least one. */
function meanOfKnown(values: readonly (number | undefined)[]): number {
  const known = values.filter(value => value !== undefined);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
