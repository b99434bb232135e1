import { decisions } from '../../analysis/prompt-variants/decisions.ts';
import { cosineColumns } from '../../analysis/prompt-variants/cosine-columns.ts';
import { ensembleDeficits, type EnsembleDeficit } from '../../analysis/prompt-variants/ensemble-deficit.ts';
import type { KnownTruth } from '../../analysis/prompt-variants/known-truth.ts';
import {
  judgedAlone,
  variantLogits,
  variantProbabilities,
  type ClassVectors,
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
  /** Where averaged prompts score below the best of them alone. */
  readonly ensemble:
    | {
        readonly prompts: number;
        readonly deficits: readonly EnsembleDeficit[];
        readonly nameOf: (single: number) => string;
      }
    | undefined;
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
  const brief = variantMeasurer(truth, { ...resampling, resamples: 0 });
  const outputOf = (
    vectors: readonly ClassVectors[],
    scoring: PromptVariant['scoring'],
  ): { probability: Float64Array; decided: Uint8Array } => {
    const logits = variantLogits(columns, vectors, scoring, scale);
    const probability = variantProbabilities(logits, classes.length, judgedAlone(scoring, scale));
    return { probability, decided: decisions(probability, classes.length, scoring, truth.labelling) };
  };
  const ensembleOf = (
    { scoring }: PromptVariant,
    vectors: readonly ClassVectors[],
    measures: VariantMeasures,
    texts: readonly string[],
  ): VariantResult['ensemble'] => {
    const singles = scoring === 'observations' || truth.rows.length === 0 ? [] : singlesOf(vectors);
    if (singles.length < 2) return undefined;
    const outputs = singles.map(single => outputOf(single, scoring));
    const deficits = ensembleDeficits(
      measures,
      outputs.map(({ probability, decided }) => brief(probability, decided)),
      single => measure(outputs[single]!.probability, outputs[single]!.decided),
      resampling.level,
    );
    return { prompts: singles.length, deficits, nameOf: single => texts[single]! };
  };
  return variant => {
    const vectors = classes.map(label => {
      const { positive, negative } = textsOfClass(variant, label);
      return {
        positive: positive.map(text => bank.vector(text)),
        negative: negative.map(text => bank.vector(text)),
      };
    });
    const { probability, decided } = outputOf(vectors, variant.scoring);
    const measures = measure(probability, decided);
    return {
      variant,
      probability,
      decided,
      measures,
      ensemble: ensembleOf(variant, vectors, measures, textsOfClass(variant, classes[0]!).positive),
      truncated: [...new Set(textsOfVariants([variant], classes))].filter(text => bank.truncated(text)),
    };
  };
}

/** Each prompt of an ensemble alone, for all classes; none where classes have different numbers of prompts. */
function singlesOf(vectors: readonly ClassVectors[]): ClassVectors[][] {
  const [first] = vectors;
  if (first === undefined) return [];
  const { length } = first.positive;
  const denials = first.negative.length;
  const even = vectors.every(
    ({ positive, negative }) => positive.length === length && negative.length === denials,
  );
  if (!even || (denials > 1 && denials !== length)) return [];
  return Array.from({ length }, (_, at) =>
    vectors.map(({ positive, negative }) => ({
      positive: [positive[at]!],
      negative: negative.length > 1 ? [negative[at]!] : negative,
    })),
  );
}
