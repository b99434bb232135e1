import { decisions, type Labelling } from '../../analysis/prompt-comparison/decisions.ts';
import {
  variantMeasures,
  type KnownTruth,
  type ResamplingOptions,
  type VariantMeasures,
} from '../../analysis/prompt-comparison/measures.ts';
import { variantProbabilities, type VariantScale } from '../../analysis/prompt-comparison/probabilities.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { PromptVariant } from '../../../webviews/protocol/prompt-comparison.ts';
import { textsOfClass } from './check-variants.ts';
import type { TextBank } from './text-bank.ts';

/** A variant and what came of it. */
export interface VariantResult {
  readonly variant: PromptVariant;
  /** `[images, classes]`. */
  readonly probability: Float64Array;
  /** `[images, classes]`, 1 for yes. */
  readonly decided: Uint8Array;
  readonly measures: VariantMeasures;
  readonly truncated: readonly string[];
}

export interface Scoring {
  readonly bank: TextBank;
  readonly embeddings: ImageEmbeddings;
  readonly classes: readonly string[];
  readonly labelling: Labelling;
  readonly truth: KnownTruth;
  readonly scale: VariantScale;
  readonly resampling: ResamplingOptions;
}

/** Scores variants; what only changed its name or stayed as it is, is not scored again. */
export function variantScorer(scoring: Scoring): {
  score(variants: readonly PromptVariant[], signal?: AbortSignal): Promise<VariantResult[]>;
} {
  let kept = new Map<string, VariantResult>();
  return {
    score: async (variants, signal) => {
      const { bank, classes } = scoring;
      await bank.learn(textsOfVariants(variants, classes), signal);
      const next = new Map<string, VariantResult>();
      const results = variants.map(variant => {
        const key = JSON.stringify([variant.scoring, variant.prompts]);
        const known = next.get(key) ?? kept.get(key) ?? scoreVariant(variant, scoring);
        next.set(key, known);
        return { ...known, variant };
      });
      kept = next;
      return results;
    },
  };
}

/** Every text that the encoder sees. */
export function textsOfVariants(variants: readonly PromptVariant[], classes: readonly string[]): string[] {
  return variants.flatMap(variant =>
    classes.flatMap(label => {
      const { positive, negative } = textsOfClass(variant, label);
      return [...positive, ...negative];
    }),
  );
}

function scoreVariant(variant: PromptVariant, scoring: Scoring): VariantResult {
  const { bank, embeddings, classes, labelling, truth, scale, resampling } = scoring;
  const texts = classes.map(label => textsOfClass(variant, label));
  const vectors = texts.map(({ positive, negative }) => ({
    positive: positive.map(text => bank.vector(text)),
    negative: negative.map(text => bank.vector(text)),
  }));
  const probability = variantProbabilities(embeddings, vectors, variant.scoring, scale);
  const decided = decisions(probability, classes.length, variant.scoring, labelling);
  return {
    variant,
    probability,
    decided,
    measures: variantMeasures(truth, probability, decided, resampling),
    truncated: [...new Set(textsOfVariants([variant], classes))].filter(text => bank.truncated(text)),
  };
}
