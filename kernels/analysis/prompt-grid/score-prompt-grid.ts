import { failure } from '../../protocol/failures/index.ts';
import { cosines, requireCount } from '../cosines.ts';
import type { Vectors } from '../embedding-space/unit-rows.ts';
import { decisions, type Labelling } from '../prompt-comparison/decisions.ts';
import type { PromptGrid, PromptGridVariant } from './prompt-grid.ts';
import { variantScores, type GridTruth, type VariantScores } from './variant-scores.ts';

/** `[images]`: the classes that an image has, by index; one number where classes exclude each other, undefined if unknown. */
export type GridLabels = readonly (number | readonly number[] | undefined)[];

export interface PromptGridScoring {
  /** Factor on cosines of variants without negation, the model's own; default 100, CLIP's. */
  readonly logitScale?: number;
  /** Factor of pairs of a prompt and its negation; default 1, CheXzero's. */
  readonly pairScale?: number;
  /** Default 1,000; 0 makes no intervals. */
  readonly resamples?: number;
  /** Default 0. */
  readonly seed?: number;
  /** Default 0.95. */
  readonly level?: number;
}

/** One variant and what it reaches. */
export interface ScoredVariant extends VariantScores {
  readonly variant: PromptGridVariant;
  /** `[images, classes]`, in [0, 1]. */
  readonly probability: Float64Array;
  /** `[images, classes]`: what the softmax or, for pairs, the sigmoid was taken of. */
  readonly logits: Float64Array;
  /** `[images, classes]`, 1 where the variant says yes. */
  readonly decided: Uint8Array;
}

export interface ScoredPromptGrid {
  readonly grid: PromptGrid;
  readonly images: number;
  readonly truth: GridTruth;
  readonly variants: readonly ScoredVariant[];
  readonly options: Required<Pick<PromptGridScoring, 'resamples' | 'seed' | 'level'>>;
}

/**
 * Scores all variants on the same images, with intervals from the same resampled images.
 * @param texts `[grid.texts, dim]`.
 * @param labels of the images, one number for each image or lists; lists make findings that occur together.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `embeddings-differ`, `embedding-invalid`, `option-invalid`.
 */
export function scorePromptGrid(
  images: Vectors,
  texts: Vectors,
  grid: PromptGrid,
  labels: GridLabels,
  { logitScale = 100, pairScale = 1, resamples = 1000, seed = 0, level = 0.95 }: PromptGridScoring = {},
): ScoredPromptGrid {
  requireCount(texts, 'texts', grid.texts.length, 'prompts of the grid');
  for (const [option, value] of Object.entries({ logitScale, pairScale }))
    if (!(value > 0 && value < Infinity))
      throw failure('option-invalid', { option, value: String(value), expected: 'a number above 0' });
  const cosine = cosines(images, texts, ['images', 'texts']);
  const truth = truthOf(labels, images.count, grid.classes.length);
  const options = { resamples, seed, level };
  return {
    grid,
    images: images.count,
    truth,
    options,
    variants: grid.variants.map(variant => {
      if (variant.setOf !== undefined && variant.setOf.length !== images.count)
        throw failure('values-unequal', {
          left: 'images',
          leftCount: images.count,
          right: 'metadata',
          rightCount: variant.setOf.length,
        });
      const logits = logitsOf(cosine, images.count, texts.count, variant, { logitScale, pairScale });
      const pairs = variant.negative.length > 0;
      const probability = pairs ? logits.map(sigmoid) : softmaxOf(logits, grid.classes.length);
      const labelling: Labelling = truth.labelling;
      const decided = decisions(probability, grid.classes.length, pairs ? 'pairs' : 'classes', labelling);
      const scores = variantScores(truth, { probability, logits, decided, pairs }, options);
      return { variant, probability, logits, decided, ...scores };
    }),
  };
}

function logitsOf(
  cosine: Float64Array,
  images: number,
  texts: number,
  { positive, negative, setOf }: PromptGridVariant,
  { logitScale, pairScale }: { logitScale: number; pairScale: number },
): Float64Array {
  const classes = positive[0]!.length;
  return Float64Array.from({ length: images * classes }, (_, at) => {
    const image = Math.floor(at / classes);
    const set = setOf?.[image] ?? 0;
    const of = (indices: readonly (readonly number[])[]): number =>
      cosine[image * texts + indices[set]![at % classes]!]!;
    return negative.length === 0 ? logitScale * of(positive) : pairScale * (of(positive) - of(negative));
  });
}

function truthOf(labels: GridLabels, images: number, classes: number): GridTruth {
  if (labels.length !== images)
    throw failure('values-unequal', {
      left: 'images',
      leftCount: images,
      right: 'labels',
      rightCount: labels.length,
    });
  const mask = new Uint8Array(images * classes);
  const rows: number[] = [];
  labels.forEach((label, image) => {
    if (label === undefined) return;
    rows.push(image);
    for (const index of typeof label === 'number' ? [label] : label) {
      if (!Number.isInteger(index) || index < 0 || index >= classes)
        throw failure('value-invalid', {
          what: 'labels',
          position: image,
          value: String(index),
          expected: `the index of one of ${classes} classes`,
        });
      mask[image * classes + index] = 1;
    }
  });
  const several = labels.some(label => typeof label === 'object');
  return { rows, mask, classes, labelling: several ? 'any' : 'one' };
}

function softmaxOf(logits: Float64Array, classes: number): Float64Array {
  const probability = new Float64Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const row = logits.subarray(start, start + classes);
    const largest = row.reduce((one, other) => Math.max(one, other));
    const powers = row.map(logit => Math.exp(logit - largest));
    const total = powers.reduce((sum, power) => sum + power, 0);
    probability.set(
      powers.map(power => power / total),
      start,
    );
  }
  return probability;
}

function sigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
