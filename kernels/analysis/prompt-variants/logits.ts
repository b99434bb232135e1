import { classProbabilities } from '../similarity.ts';
import type { CosineColumns } from './cosine-columns.ts';

/** How the prompts of a class become its probability. */
export type VariantScoring = 'classes' | 'pairs' | 'observations';

/** Vectors of the prompts of one class: at least one positive; as many negative ones for `observations`, any for `pairs`. */
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
 * What a softmax or sigmoid is taken of, `[images, classes]`. Several prompts of a class are averaged to one unit vector.
 * - `classes`: `logitScale · cosine` (survey Eq. 4), plus the bias of a model with one.
 * - `pairs`: `pairScale · (c+ − c−)` of a class's positive and negative prompt (CheXzero, survey Fig. 10).
 * - `observations`: the mean of (c+ − c−) / 0.5 over the pairs of a positive and its negative prompt. Its sigmoid is the geometric mean
 *   of p_k = softmax([c+, c−] / 0.5) over the sum of that and of the geometric mean of 1 − p_k (Xplainer, survey Fig. 11).
 * @param images those rows alone, if given.
 * @throws RangeError if images and prompts come from different models.
 */
export function variantLogits(
  columns: CosineColumns,
  classes: readonly ClassVectors[],
  scoring: VariantScoring,
  { logitScale, logitBias = 0, pairScale = 1 }: VariantScale,
  images?: readonly number[],
): Float64Array {
  const count = images?.length ?? columns.count;
  const logits = new Float64Array(count * classes.length);
  classes.forEach(({ positive, negative }, column) => {
    const add = (prompts: readonly Float32Array[], factor: number, bias = 0): void => {
      const cosines = columns.withMean(prompts, images);
      for (let row = 0; row < count; row++)
        logits[row * classes.length + column]! += factor * cosines[row]! + bias;
    };
    if (scoring === 'classes') add(positive, logitScale, logitBias);
    else if (scoring === 'pairs') {
      add(positive, pairScale);
      add(negative, -pairScale);
    } else
      positive.forEach((prompt, at) => {
        add([prompt], observationScale / positive.length);
        add([negative[at]!], -observationScale / positive.length);
      });
  });
  return logits;
}

/** `[images, classes]` of logits: a softmax over classes, or each class's own sigmoid. */
export function variantProbabilities(
  logits: Float64Array,
  classes: number,
  eachAlone: boolean,
): Float64Array {
  return classProbabilities(logits, classes, { logitScale: 1, ...(eachAlone && { logitBias: 0 }) });
}

/** Whether classes are judged one by one rather than against each other. */
export function judgedAlone(scoring: VariantScoring, { logitBias }: VariantScale): boolean {
  return scoring !== 'classes' || logitBias !== undefined;
}
