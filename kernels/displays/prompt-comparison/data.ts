import type { Labelling } from '../../analysis/prompt-variants/decisions.ts';
import type { MeasureEstimate } from '../../analysis/prompt-variants/estimate.ts';
import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type {
  EstimatedMeasure,
  PromptComparisonData,
  PromptComparisonScores,
} from '../../../webviews/protocol/prompt-comparison.ts';
import { mostThumbnails } from '../zero-shot/thumbnails.ts';
import type { PromptDifference } from './differences.ts';
import { ensembleCaution } from './ensemble-caution.ts';
import type { ComparedImages } from './images.ts';
import type { VariantResult } from './scored-variants.ts';

/** A comparison as it is drawn. */
export interface ComparisonPicture extends ComparedScores {
  readonly compared: ComparedImages;
  readonly labelling: Labelling;
}

export interface ComparedScores {
  readonly classes: readonly string[];
  readonly results: readonly VariantResult[];
  readonly differences: readonly {
    readonly left: number;
    readonly right: number;
    readonly difference: PromptDifference;
  }[];
  /** `[images]` disagreement. */
  readonly spread: Float64Array;
  readonly edited: boolean;
}

/** What the picture is drawn from: all of the scores of the first 200 images. */
export function comparisonData(
  picture: ComparisonPicture,
  { level, resamples }: { readonly level: number; readonly resamples: number },
): PromptComparisonData {
  const { compared, classes, labelling } = picture;
  const { embeddings, truth, thumbnails } = compared;
  return {
    classes,
    labelling,
    images: embeddings.ids.slice(0, mostThumbnails).map((name, row) => ({
      name,
      ...(thumbnails[row] !== undefined && { thumbnail: thumbnails[row] }),
      ...(truth[row] && { truth: truth[row] }),
    })),
    total: embeddings.count,
    known: truth.filter(each => each !== undefined).length,
    unreadable: embeddings.failures.map(({ id, failure }) => ({ name: id, problem: failure.message })),
    level,
    resamples,
    scores: scoresData(picture),
  };
}

/** What changes when a prompt is edited. */
export function scoresData({
  results,
  differences,
  spread,
  edited,
  classes,
}: ComparedScores): PromptComparisonScores {
  const count = Math.min(spread.length, mostThumbnails);
  const size = count * classes.length;
  const probability = new Float32Array(results.length * size);
  const decided = new Uint8Array(results.length * size);
  results.forEach((result, at) => {
    probability.set(result.probability.subarray(0, size), at * size);
    decided.set(result.decided.subarray(0, size), at * size);
  });
  const shape = [results.length, count, classes.length];
  return {
    variants: results.map(({ variant, measures, truncated }) => ({
      ...variant,
      ...estimated('accuracy', measures.accuracy),
      ...estimated('auroc', measures.auroc),
      classAuroc: measures.classAuroc.map(value => value ?? null),
      truncated,
    })),
    probability: packArray(probability, shape),
    decided: packArray(decided, shape),
    disagreement: packArray(Float32Array.from(spread.subarray(0, count)), [count]),
    differences: differences.map(({ left, right, difference }) => ({
      left,
      right,
      ...estimated('accuracy', difference.accuracy),
      ...estimated('auroc', difference.auroc),
      ...(difference.mcNemar && {
        mcNemar: {
          onlyLeft: difference.mcNemar.onlyLeft,
          onlyRight: difference.mcNemar.onlyRight,
          pValue: difference.mcNemar.pValue,
        },
      }),
      flips: difference.flipped.length,
    })),
    cautions: results.flatMap(({ variant, ensemble }) =>
      ensemble ? ensembleCaution(variant.name, ensemble.prompts, ensemble.deficits, ensemble.nameOf) : [],
    ),
    edited,
  };
}

function estimated<Name extends string>(
  name: Name,
  estimate: MeasureEstimate | undefined,
): Partial<Record<Name, EstimatedMeasure>> {
  if (estimate === undefined) return {};
  const { value, interval } = estimate;
  const measure = { value, ...(interval && { low: interval.low, high: interval.high }) };
  return { [name]: measure } as Partial<Record<Name, EstimatedMeasure>>;
}
