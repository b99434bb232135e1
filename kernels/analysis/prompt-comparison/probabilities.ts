import { classProbabilities, cosineSimilarity } from '../similarity.ts';
import { ensembleRows } from '../zero-shot.ts';

/** Rows of unit vectors. */
interface Rows {
  readonly data: Float32Array;
  readonly count: number;
  readonly dim: number;
}

/** How the prompts of a class become its probability. */
export type VariantScoring = 'classes' | 'pairs' | 'observations';

/** Unit vectors of the prompts of one class: at least one positive; as many negative ones for `observations`, any for `pairs`. */
export interface ClassVectors {
  readonly positive: readonly Float32Array[];
  readonly negative: readonly Float32Array[];
}

export interface VariantScale {
  readonly logitScale: number;
  /** Of models with a sigmoid loss: `classes` are then judged one by one. */
  readonly logitBias?: number | undefined;
  /** Factor on the cosines of `pairs`; 1 unless given, as CheXzero, which keeps all probabilities near 0.5. */
  readonly pairScale?: number | undefined;
}

/** Xplainer's temperature of 0.5 (arXiv 2303.13391). */
const observationScale = 2;

/**
 * Probability of every class for every image, `[images, classes]`. Several prompts of a class are averaged to one unit vector.
 * - `classes`: softmax over the classes of `logitScale · cosine` (survey Eq. 4).
 * - `pairs`: each class alone, e^{c+} / (e^{c+} + e^{c−}) of its positive and negative prompt (CheXzero, survey Fig. 10).
 * - `observations`: the k-th positive prompt against the k-th negative one, p_k = softmax([c+, c−] / 0.5); geometric means of p_k
 *   and of 1 − p_k, the first over their sum (Xplainer, survey Fig. 11), which is the sigmoid of the mean logit.
 * @throws RangeError if images and prompts come from different models.
 */
export function variantProbabilities(
  images: Rows,
  classes: readonly ClassVectors[],
  scoring: VariantScoring,
  scale: VariantScale,
): Float64Array {
  if (scoring === 'observations') return observed(images, classes);
  const positive = cosinesOf(
    images,
    classes.map(each => each.positive),
  );
  if (scoring === 'classes') return classProbabilities(positive, classes.length, scale);
  const negative = cosinesOf(
    images,
    classes.map(each => each.negative),
  );
  const { pairScale = 1 } = scale;
  return positive.map((cosine, at) => sigmoid(pairScale * (cosine - negative[at]!)));
}

/** `[images, classes]`, by observation of class `index`: what Fig. 11(b) lists for one image. */
export function observationProbabilities(images: Rows, { positive, negative }: ClassVectors): Float64Array {
  const [left, right] = [positive, negative].map(vectors => cosineSimilarity(images, rowsOf(vectors)));
  return left!.map((cosine, at) => sigmoid(observationScale * (cosine - right![at]!)));
}

function observed(images: Rows, classes: readonly ClassVectors[]): Float64Array {
  const probability = new Float64Array(images.count * classes.length);
  classes.forEach((vectors, column) => {
    const single = observationProbabilities(images, vectors);
    const count = vectors.positive.length;
    for (let image = 0; image < images.count; image++) {
      let logits = 0;
      for (let at = image * count; at < (image + 1) * count; at++)
        logits += Math.log(single[at]! / (1 - single[at]!));
      probability[image * classes.length + column] = sigmoid(logits / count);
    }
  });
  return probability;
}

function cosinesOf(images: Rows, classes: readonly (readonly Float32Array[])[]): Float64Array {
  const means = classes.map(vectors => ensembleRows(rowsOf(vectors), vectors.length).data);
  return cosineSimilarity(images, rowsOf(means));
}

function rowsOf(vectors: readonly Float32Array[]): Rows {
  const dim = vectors[0]!.length;
  const data = new Float32Array(vectors.length * dim);
  vectors.forEach((vector, row) => data.set(vector, row * dim));
  return { data, count: vectors.length, dim };
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
