import { failure } from '../../protocol/failures/index.ts';
import { requireCount, requireDirections, requireRows } from '../cosines.ts';
import { requireSameModel, type Vectors } from '../embedding-space/unit-rows.ts';
import type { KnownTruth } from '../prompt-variants/known-truth.ts';
import type { PromptGrid } from './prompt-grid.ts';
import { variantScorer, type ScoredVariant } from './variant-scorer.ts';

/** `[images]`: the classes that an image has, by index; one number where classes exclude each other, undefined if unknown. */
export type GridLabels = readonly (number | readonly number[] | undefined)[];

export interface PromptGridScoring {
  /** Factor on cosines of variants without negation, the model's own; default 100, CLIP's. */
  readonly logitScale?: number | undefined;
  /** Of models with a sigmoid loss, whose classes are then judged one by one. */
  readonly logitBias?: number | undefined;
  /** Factor of pairs of a prompt and its negation; default 1, CheXzero's. */
  readonly pairScale?: number | undefined;
  /** Default 1,000; 0 makes no intervals. */
  readonly resamples?: number | undefined;
  /** Default 0. */
  readonly seed?: number | undefined;
  /** Default 0.95. */
  readonly level?: number | undefined;
}

export interface ScoredPromptGrid {
  readonly grid: PromptGrid;
  readonly images: number;
  readonly truth: KnownTruth;
  readonly variants: readonly ScoredVariant[];
  readonly options: { readonly resamples: number; readonly seed: number; readonly level: number };
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
  scoring: PromptGridScoring = {},
): ScoredPromptGrid {
  requireCount(texts, 'texts', grid.texts.length, 'prompts of the grid');
  requireRows(images, 'images');
  requireSameModel(images, texts, ['images', 'texts']);
  requireDirections(images);
  requireDirections(texts);
  const truth = truthOf(labels, images.count, grid.classes.length);
  const vectors = grid.texts.map((_, row) => texts.data.subarray(row * texts.dim, (row + 1) * texts.dim));
  const score = variantScorer(images, truth, scoring);
  const { resamples = 1000, seed = 0, level = 0.95 } = scoring;
  return {
    grid,
    images: images.count,
    truth,
    options: { resamples, seed, level },
    variants: grid.variants.map(variant => score(variant, index => vectors[index]!)),
  };
}

function truthOf(labels: GridLabels, images: number, classes: number): KnownTruth {
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
