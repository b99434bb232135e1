import { failure } from '../../protocol/failures/index.ts';
import { requireRows } from '../cosines.ts';
import { requireSameModel, unitRows, type Vectors } from '../embedding-space/unit-rows.ts';
import { classIndices } from '../metrics/class-scores.ts';
import { wholeOption } from '../statistics/checked.ts';

/** Embeddings of images whose class is known. */
export interface LabelledRows {
  /** `[images, dim]`, lengths divided out. */
  readonly images: Vectors;
  /** `[images]`, class indices. */
  readonly labels: ArrayLike<number>;
}

/** A classifier made from few labels. */
export interface FewLabelsModel {
  readonly classes: number;
  /**
   * Class probabilities of other images, `[images, classes]`; rows sum to 1.
   * @throws Failure `values-empty`, `embeddings-differ`, `embedding-invalid`.
   */
  probabilities(images: Vectors): Float64Array;
}

/** Unit rows and checked labels. */
export interface CheckedRows {
  readonly rows: readonly Float64Array[];
  readonly labels: Uint32Array;
  readonly dim: number;
}

/** @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `embedding-invalid`, `option-invalid`. */
export function checkedRows({ images, labels }: LabelledRows, classes: number, what: string): CheckedRows {
  wholeOption('classes', classes, 1);
  requireRows(images, what);
  if (labels.length !== images.count)
    throw failure('values-unequal', {
      left: what,
      leftCount: images.count,
      right: 'labels',
      rightCount: labels.length,
    });
  return {
    rows: unitRows(images),
    labels: classIndices(labels, classes, `labels of ${what}`),
    dim: images.dim,
  };
}

/** Unit rows of images to be judged by what was trained on `trained`. */
export function judgedRows(images: Vectors, trained: Vectors): Float64Array[] {
  requireRows(images, 'images');
  requireSameModel(images, trained, ['images', 'training images']);
  return unitRows(images);
}

/** Softmax over each row of `[rows, classes]`. */
export function softmaxRows(logits: Float64Array, classes: number): Float64Array {
  const probabilities = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    let largest = -Infinity;
    for (let at = start; at < start + classes; at++) largest = Math.max(largest, logits[at]!);
    let total = 0;
    for (let at = start; at < start + classes; at++) {
      probabilities[at] = Math.exp(logits[at]! - largest);
      total += probabilities[at]!;
    }
    for (let at = start; at < start + classes; at++) probabilities[at] = probabilities[at]! / total;
  }
  return probabilities;
}

/** The likeliest class of each row, the first of equals. */
export function likeliest(probabilities: Float64Array, classes: number): Uint32Array {
  return Uint32Array.from({ length: probabilities.length / classes }, (_, row) => {
    let best = 0;
    for (let at = 1; at < classes; at++)
      if (probabilities[row * classes + at]! > probabilities[row * classes + best]!) best = at;
    return best;
  });
}

/** Share of rows whose likeliest class is the true one. */
export function shareRight(probabilities: Float64Array, labels: ArrayLike<number>, classes: number): number {
  const found = likeliest(probabilities, classes);
  return found.reduce((sum, index, row) => sum + (index === labels[row] ? 1 : 0), 0) / found.length;
}
