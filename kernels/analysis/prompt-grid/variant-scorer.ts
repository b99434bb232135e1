import { failure } from '../../protocol/failures/index.ts';
import type { Vectors } from '../embedding-space/unit-rows.ts';
import { variantCalibration, type VariantCalibration } from '../prompt-variants/calibration.ts';
import { cosineColumns } from '../prompt-variants/cosine-columns.ts';
import { decisions } from '../prompt-variants/decisions.ts';
import type { KnownTruth } from '../prompt-variants/known-truth.ts';
import {
  judgedAlone,
  variantLogits,
  variantProbabilities,
  type ClassVectors,
} from '../prompt-variants/logits.ts';
import { variantMeasurer, type VariantMeasures } from '../prompt-variants/measures.ts';
import type { PromptGridVariant } from './prompt-grid.ts';
import type { PromptGridScoring } from './score-prompt-grid.ts';

/** One variant and what it reaches. */
export interface ScoredVariant extends VariantMeasures {
  readonly variant: PromptGridVariant;
  /** `[images, classes]`, in [0, 1]. */
  readonly probability: Float64Array;
  /** `[images, classes]`: what the softmax or sigmoid was taken of. */
  readonly logits: Float64Array;
  /** `[images, classes]`, 1 where the variant says yes. */
  readonly decided: Uint8Array;
  /** How far its probabilities are to be believed; undefined without truth. */
  readonly calibration: () => VariantCalibration | undefined;
}

/**
 * Scores one variant after the other on the same images and the same resamples of them; `vector` gives the vector of a text by its
 * index in the grid, the same object for the same text.
 * @throws Failure `option-invalid`; when scoring `values-unequal` for metadata of other images.
 */
export function variantScorer(
  images: Vectors,
  truth: KnownTruth,
  { logitScale = 100, logitBias, pairScale = 1, ...resampling }: PromptGridScoring,
): (variant: PromptGridVariant, vector: (text: number) => Float32Array) => ScoredVariant {
  for (const [option, value] of Object.entries({ logitScale, pairScale }))
    if (!(value > 0 && value < Infinity))
      throw failure('option-invalid', { option, value: String(value), expected: 'a number above 0' });
  const scale = { logitScale, logitBias, pairScale };
  const columns = cosineColumns(images);
  const measure = variantMeasurer(truth, resampling);
  const { classes, labelling } = truth;
  return (variant, vector) => {
    const { positive, negative, setOf } = variant;
    const scoring = negative.length > 0 ? 'pairs' : 'classes';
    if (setOf !== undefined && setOf.length !== images.count)
      throw failure('values-unequal', {
        left: 'images',
        leftCount: images.count,
        right: 'metadata',
        rightCount: setOf.length,
      });
    const vectors = positive.map((set, at): ClassVectors[] =>
      set.map((texts, column) => ({
        positive: texts.map(vector),
        negative: (negative[at]?.[column] ?? []).map(vector),
      })),
    );
    const logits =
      setOf === undefined
        ? variantLogits(columns, vectors[0]!, scoring, scale)
        : new Float64Array(images.count * classes);
    if (setOf !== undefined)
      for (const [at, rows] of rowsBySet(setOf)) {
        const own = variantLogits(columns, vectors[at]!, scoring, scale, rows);
        rows.forEach((image, row) =>
          logits.set(own.subarray(row * classes, (row + 1) * classes), image * classes),
        );
      }
    const alone = judgedAlone(scoring, scale);
    const probability = variantProbabilities(logits, classes, alone);
    const decided = decisions(probability, classes, scoring, labelling);
    let calibrated: VariantCalibration | undefined;
    return {
      ...measure(probability, decided),
      variant,
      probability,
      logits,
      decided,
      calibration: () => (calibrated ??= variantCalibration(truth, { probability, logits, alone })),
    };
  };
}

function rowsBySet(setOf: readonly number[]): Map<number, number[]> {
  const rows = new Map<number, number[]>();
  setOf.forEach((set, image) => {
    const own = rows.get(set);
    if (own) own.push(image);
    else rows.set(set, [image]);
  });
  return rows;
}
