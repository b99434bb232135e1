import { failure } from '../../protocol/failures/index.ts';
import { requireRows } from '../cosines.ts';
import { dot, requireSameModel, unitRows, type Vectors } from '../embedding-space/unit-rows.ts';
import { judgedRows, softmaxRows, type FewLabelsModel } from './labelled-rows.ts';

/** What the classes are called: the zero-shot classifier that methods with few labels start from. */
export interface TextClasses {
  /** `[classes, dim]`, a row a class, lengths divided out. */
  readonly texts: Vectors;
  /** Factor on cosines, the model's own; default 100, CLIP's. */
  readonly logitScale?: number | undefined;
}

/** Unit rows of the classes and the factor. */
export interface CheckedClasses {
  readonly weights: readonly Float64Array[];
  readonly scale: number;
}

/**
 * Zero-shot classification (survey Eq. 4) in the form of a trained model, to compare with: no labels are used.
 * @throws Failure `values-empty`, `embedding-invalid`, `option-invalid`.
 */
export function textClassifier(text: TextClasses): FewLabelsModel {
  const { weights, scale } = checkedClasses(text);
  return {
    classes: weights.length,
    probabilities: images => {
      const rows = judgedRows(images, text.texts);
      return softmaxRows(textLogits(rows, weights, scale), weights.length);
    },
  };
}

/** @throws Failure `values-empty`, `embeddings-differ`, `embedding-invalid`, `option-invalid`. */
export function checkedClasses({ texts, logitScale = 100 }: TextClasses, images?: Vectors): CheckedClasses {
  if (!(logitScale > 0 && logitScale < Infinity))
    throw failure('option-invalid', {
      option: 'logitScale',
      value: String(logitScale),
      expected: 'a number above 0',
    });
  requireRows(texts, 'texts');
  if (images) {
    requireRows(images, 'training images');
    requireSameModel(images, texts, ['images', 'texts']);
  }
  return { weights: unitRows(texts), scale: logitScale };
}

/** `[rows, classes]`, scale · cosine. */
export function textLogits(
  rows: readonly Float64Array[],
  weights: readonly Float64Array[],
  scale: number,
): Float64Array {
  const logits = new Float64Array(rows.length * weights.length);
  rows.forEach((row, at) =>
    weights.forEach((weight, column) => (logits[at * weights.length + column] = scale * dot(row, weight))),
  );
  return logits;
}

/** Writes softmax(logits) − truth, over `count` cases, into `logits`: the slope of the mean cross-entropy. */
export function crossEntropySlope(logits: Float64Array, label: number, count: number): void {
  const probabilities = softmaxRows(logits, logits.length);
  for (let at = 0; at < logits.length; at++)
    logits[at] = (probabilities[at]! - (at === label ? 1 : 0)) / count;
}
