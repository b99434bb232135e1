import { failure } from '../../protocol/failures/index.ts';
import { dot, meanRow, requireSameModel, unitRows, type Vectors } from './unit-rows.ts';

/** How images and texts lie to each other. */
export interface ModalityGap {
  /** Distance between the mean of the images and that of the texts, in [0, 2] (Liang et al. 2022). */
  readonly distance: number;
  /** Cosine between the two means, in [-1, 1]; 0 if a mean is zero. */
  readonly cosineOfMeans: number;
  /** Mean cosine of every image with every text, in [-1, 1]. */
  readonly meanCosine: number;
}

/**
 * The gap between images and texts, lengths divided out.
 * @throws Failure `values-empty` if a side has no rows, `embeddings-differ`, `embedding-invalid`.
 */
export function modalityGap(images: Vectors, texts: Vectors): ModalityGap {
  requireSameModel(images, texts, ['the images', 'the texts']);
  if (images.count === 0 || texts.count === 0)
    throw failure('values-empty', { what: images.count === 0 ? 'the set of images' : 'the set of texts' });
  const [image, text] = [meanRow(unitRows(images)), meanRow(unitRows(texts))];
  const difference = image.map((value, index) => value - text[index]!);
  const lengths = Math.sqrt(dot(image, image) * dot(text, text));
  return {
    distance: Math.sqrt(dot(difference, difference)),
    cosineOfMeans: lengths < 1e-15 ? 0 : Math.max(-1, Math.min(1, dot(image, text) / lengths)),
    meanCosine: dot(image, text),
  };
}

/**
 * Alignment of matched pairs, row i with row i: mean ‖f − g‖² in [0, 4], 0 at best (Wang and Isola 2020, α = 2).
 * @throws Failure `values-unequal`, `values-empty`, `embeddings-differ`, `embedding-invalid`.
 */
export function alignment(images: Vectors, texts: Vectors): number {
  requireSameModel(images, texts, ['the images', 'the texts']);
  if (images.count !== texts.count)
    throw failure('values-unequal', {
      left: 'images',
      leftCount: images.count,
      right: 'texts',
      rightCount: texts.count,
    });
  if (images.count === 0) throw failure('values-empty', { what: 'the set of pairs' });
  const others = unitRows(texts);
  const sum = unitRows(images).reduce((total, row, index) => total + squaredDistance(row, others[index]!), 0);
  return sum / images.count;
}

/**
 * Uniformity of rows on the sphere: log of the mean of e^(−t ‖x − y‖²) over pairs of different rows, at most 0, lower for a more
 * even spread (Wang and Isola 2020).
 * @param t default 2.
 * @throws Failure `pairs-too-few` below two rows, `embedding-invalid`, `option-invalid` if t is not above 0.
 */
export function uniformity(vectors: Vectors, { t = 2 }: { readonly t?: number } = {}): number {
  if (!(t > 0 && t < Infinity))
    throw failure('option-invalid', { option: 't', value: String(t), expected: 'a number above 0' });
  if (vectors.count < 2) throw failure('pairs-too-few', { groups: 'the embeddings' });
  const rows = unitRows(vectors);
  let [nearest, sum] = [Infinity, 0];
  // Powers of the distance beyond the nearest so far: none underflows for a large t.
  for (let one = 0; one < rows.length; one++)
    for (let other = one + 1; other < rows.length; other++) {
      const distance = squaredDistance(rows[one]!, rows[other]!);
      if (distance < nearest) {
        sum = 1 + (sum === 0 ? 0 : sum * Math.exp(-t * (nearest - distance)));
        nearest = distance;
      } else sum += Math.exp(-t * (distance - nearest));
    }
  return Math.min(0, Math.log((2 * sum) / rows.length / (rows.length - 1)) - t * nearest);
}

function squaredDistance(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += (left[index]! - right[index]!) ** 2;
  return sum;
}
