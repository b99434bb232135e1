import { classProbabilities, cosineSimilarity } from './similarity.ts';

/** Rows of unit vectors. */
interface Rows {
  readonly data: Float32Array;
  readonly count: number;
  readonly dim: number;
}

export interface ZeroShotScores {
  /** `[images, texts]`, in [-1, 1]. */
  readonly cosine: Float64Array;
  /** `[images, texts]`, in [0, 1]; rows sum to 1 for `softmax`, each entry is its own for `sigmoid`. */
  readonly probability: Float64Array;
  readonly scoring: 'softmax' | 'sigmoid';
  /** For each image the index of the text that fits best, the first of equals; -1 if there are no texts. */
  readonly best: Int32Array;
}

/**
 * Which text fits each image (survey Eq. 4): softmax over texts of `logitScale · cosine`, or, with a bias, the sigmoid of each
 * text alone (SigLIP, arXiv 2303.15343 Eq. 1).
 * @throws RangeError if the dimensions differ: the sets come from different models.
 */
export function zeroShotScores(
  images: Rows,
  texts: Rows,
  scale: { readonly logitScale: number; readonly logitBias?: number | undefined },
): ZeroShotScores {
  const cosine = cosineSimilarity(images, texts);
  const best = Int32Array.from({ length: images.count }, (_, image) =>
    largest(cosine.subarray(image * texts.count, (image + 1) * texts.count)),
  );
  return {
    cosine,
    probability: classProbabilities(cosine, texts.count, scale),
    scoring: scale.logitBias === undefined ? 'softmax' : 'sigmoid',
    best,
  };
}

/**
 * One row for each class from `[classes · templates, dim]`, the templates of a class together: the mean of its unit vectors, of
 * length 1 again (prompt ensembling, arXiv 2103.00020 §3.1.4).
 */
export function ensembleRows({ data, count, dim }: Rows, templates: number): Rows {
  const classes = count / templates;
  if (!Number.isInteger(classes))
    throw new RangeError(`${count} prompts are not ${templates} for each class`);
  const means = new Float32Array(classes * dim);
  for (let row = 0; row < classes; row++) {
    const sum = new Float64Array(dim);
    for (let at = 0; at < templates * dim; at++)
      sum[at % dim] = sum[at % dim]! + data[row * templates * dim + at]!;
    const length = Math.sqrt(sum.reduce((squares, value) => squares + value * value, 0));
    means.set(
      sum.map(value => (length === 0 ? 0 : value / length)),
      row * dim,
    );
  }
  return { data: means, count: classes, dim };
}

/** The share of images whose best text is the true one, among those whose truth is known; undefined if none is. */
export function accuracyOf(
  best: readonly (string | undefined)[],
  truth: readonly (string | undefined)[],
): number | undefined {
  const known = truth.flatMap((text, at) => (text === undefined ? [] : [text === best[at]]));
  return known.length === 0 ? undefined : known.filter(Boolean).length / known.length;
}

function largest(values: Float64Array): number {
  let at = values.length === 0 ? -1 : 0;
  for (let index = 1; index < values.length; index++) if (values[index]! > values[at]!) at = index;
  return at;
}
