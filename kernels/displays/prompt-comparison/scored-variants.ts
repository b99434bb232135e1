import { decisions } from '../../analysis/prompt-variants/decisions.ts';
import { cosineColumns } from '../../analysis/prompt-variants/cosine-columns.ts';
import type { KnownTruth } from '../../analysis/prompt-variants/known-truth.ts';
import {
  judgedAlone,
  variantLogits,
  variantProbabilities,
  type VariantScale,
} from '../../analysis/prompt-variants/logits.ts';
import {
  variantMeasurer,
  type ResamplingOptions,
  type VariantMeasures,
} from '../../analysis/prompt-variants/measures.ts';
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
  readonly truth: KnownTruth;
  readonly scale: VariantScale;
  readonly resampling: ResamplingOptions;
}

/** Scores variants; what only changed its name or stayed as it is, is not scored again. */
export function variantScorer(scoring: Scoring): {
  score(variants: readonly PromptVariant[], signal?: AbortSignal): Promise<VariantResult[]>;
} {
  let kept = new Map<string, VariantResult>();
  const scoreVariant = scorerOf(scoring);
  return {
    score: async (variants, signal) => {
      const { bank, classes } = scoring;
      await bank.learn(textsOfVariants(variants, classes), signal);
      const next = new Map<string, VariantResult>();
      const results = variants.map(variant => {
        const key = JSON.stringify([variant.scoring, variant.prompts]);
        const known = next.get(key) ?? kept.get(key) ?? scoreVariant(variant);
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

/** The texts for and then those against each class: what a trial is known by, as in the laboratory. */
export function trialTexts(variant: PromptVariant, classes: readonly string[]): string[] {
  const texts = classes.map(label => textsOfClass(variant, label));
  return [...texts.flatMap(({ positive }) => positive), ...texts.flatMap(({ negative }) => negative)];
}

function scorerOf({
  bank,
  embeddings,
  classes,
  truth,
  scale,
  resampling,
}: Scoring): (variant: PromptVariant) => VariantResult {
  const columns = cosineColumns(embeddings);
  const measure = variantMeasurer(truth, resampling);
  return variant => {
    const vectors = classes.map(label => {
      const { positive, negative } = textsOfClass(variant, label);
      return {
        positive: positive.map(text => bank.vector(text)),
        negative: negative.map(text => bank.vector(text)),
      };
    });
    const logits = variantLogits(columns, vectors, variant.scoring, scale);
    const probability = variantProbabilities(logits, classes.length, judgedAlone(variant.scoring, scale));
    const decided = decisions(probability, classes.length, variant.scoring, truth.labelling);
    return {
      variant,
      probability,
      decided,
      measures: measure(probability, decided),
      truncated: [...new Set(textsOfVariants([variant], classes))].filter(text => bank.truncated(text)),
    };
  };
}
