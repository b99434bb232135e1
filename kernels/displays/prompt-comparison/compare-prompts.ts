import { disagreement } from '../../analysis/prompt-variants/decisions.ts';
import type { ResamplingOptions, VariantMeasures } from '../../analysis/prompt-variants/measures.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { currentCell } from '../../protocol/cell-host.ts';
import { failure } from '../../protocol/failures/index.ts';
import { wholeOption, shareOption } from '../../analysis/statistics/checked.ts';
import type { PromptVariant } from '../../../webviews/protocol/prompt-comparison.ts';
import { displaySymbol, type Displayed } from '../displayed.ts';
import { answerComparison } from './answer.ts';
import { comparisonBundle } from './bundle.ts';
import { checkVariants } from './check-variants.ts';
import {
  differenceOf,
  differencesKeeper,
  labelsAt,
  type PromptDifference,
  type PromptFlip,
} from './differences.ts';
import { encodeCompared } from './images.ts';
import { textsOfVariants, trialTexts, variantScorer, type VariantResult } from './scored-variants.ts';
import { imageSetOf, rememberTrials } from '../prompt-history/trials.ts';
import { scoresData } from './data.ts';
import { textBank } from './text-bank.ts';
import { comparisonRows, type ComparisonRow } from './table-rows.ts';
import { checkTruth, classesOf, knownTruth, labellingOf, type ImageTruth } from './truth.ts';
import { variantsFrom, type PromptVariants } from './variant-specs.ts';

/** The parts of a model that a comparison of prompts needs. */
export type PromptComparisonModel = Pick<Clip, 'encodeImage' | 'encodeText'> & {
  readonly model: Pick<Clip['model'], 'logitScale' | 'logitBias'>;
};

export interface PromptComparisonOptions extends ResamplingOptions {
  /** What is true of each image, in the order of `images`: its class, or a list of those that occur together, or undefined. */
  readonly truth?: readonly ImageTruth[] | undefined;
  /** What is told apart, and what `{}` stands for; by default what the variants or the truth name. */
  readonly classes?: readonly string[] | undefined;
  /** Factor on the cosine; the model's own unless given. */
  readonly logitScale?: number | undefined;
  /** Factor on the cosines of prompts in pairs; 1 unless given, as CheXzero. Changes probabilities, neither decisions nor AUROC. */
  readonly pairScale?: number | undefined;
  /** Stops between batches; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** Prompt variants against images, as data and as a picture. */
export interface PromptComparison extends Displayed {
  readonly variants: readonly PromptVariant[];
  readonly classes: readonly string[];
  /** Whether each image has one of the classes, or any number of them. */
  readonly labelling: 'one' | 'any';
  /** Names of the images that could be read. */
  readonly images: readonly string[];
  /** What is true of them. */
  readonly truth: readonly (readonly string[] | undefined)[];
  /** `[images]`, in [0, 1]: widest range of one class's probability among the variants. */
  readonly disagreement: Float64Array;
  /** Images that could not be read. */
  readonly failures: ImageEmbeddings['failures'];
  /** `[images, classes]` of one variant, in [0, 1]. @throws Failure `comparison-unknown`. */
  probability(variant: string): Float64Array;
  /** What one variant says of each image. @throws Failure `comparison-unknown`. */
  decided(variant: string): string[][];
  /** Accuracy and AUROC of one variant, where truth is known. @throws Failure `comparison-unknown`. */
  measures(variant: string): VariantMeasures;
  /** Left minus right on the same images. @throws Failure `comparison-unknown`. */
  difference(left: string, right: string): PromptDifference;
  /** Images of which two variants say different things. @throws Failure `comparison-unknown`. */
  flips(left: string, right: string): PromptFlip[];
  /** One row a variant: its numbers with intervals. */
  toTable(): ComparisonRow[];
  /** The comparison of the variants that were last set in the picture; this one if none were. */
  latest(): PromptComparison;
}

/**
 * Compares ways of putting classes into words on the same images (survey Figs. 10 and 11): probabilities, accuracy and AUROC with
 * bootstrap intervals where truth is known, paired differences, and the images that flip. In a notebook the variants can be edited
 * in the picture: only new prompts are encoded.
 * @throws Failure `comparison-variants`, `comparison-variant`, `comparison-classes`, `comparison-truth`, `comparison-images`,
 * `option-invalid`, `cancelled`, `encoder-failed`; single images that cannot be read are named in `failures`.
 */
export async function comparePrompts(
  clip: PromptComparisonModel,
  images: readonly ImageSource[],
  variants: PromptVariants,
  options: PromptComparisonOptions = {},
): Promise<PromptComparison> {
  const { resamples = 1000, level = 0.95, seed = 0, signal } = options;
  wholeOption('resamples', resamples, 0);
  shareOption('level', level);
  if (images.length === 0) throw failure('comparison-images', { unreadable: 0 });
  const given = variantsFrom(variants);
  const classes = classesOf(options.classes, given, options.truth);
  const first = checkVariants(given, classes);
  const labelling = labellingOf(options.truth, first, classes);
  const truth = checkTruth(options.truth, images.length, classes);
  const bank = textBank(clip);
  // Texts first: a mistake in them shows before the long part.
  await bank.learn(textsOfVariants(first, classes), signal);
  const compared = await encodeCompared(clip, images, truth, signal);
  const { logitScale = clip.model.logitScale, pairScale } = options;
  const scorer = variantScorer({
    bank,
    embeddings: compared.embeddings,
    classes,
    truth: knownTruth(compared.truth, classes, labelling),
    scale: { logitScale, logitBias: clip.model.logitBias, pairScale },
    resampling: { resamples, level, seed },
  });
  const differences = differencesKeeper(classes.length, level);
  const imageSet = imageSetOf(
    compared.sources.map(at => images[at]!),
    compared.truth,
    classes,
  );
  const scored = async (wanted: readonly PromptVariant[], stop?: AbortSignal): Promise<VariantResult[]> => {
    const results = await scorer.score(wanted, stop);
    rememberTrials(
      imageSet,
      compared.embeddings.model,
      results.map(({ variant, measures }) => ({
        variant: variant.name,
        scoring: variant.scoring,
        texts: trialTexts(variant, classes),
        measures,
      })),
    );
    return results;
  };
  const made = new Date().toISOString();
  const { ids } = compared.embeddings;
  let latest: PromptComparison;

  const comparisonOf = (results: readonly VariantResult[], edited: boolean): PromptComparison => {
    const named = (name: string): VariantResult => {
      const found = results.find(({ variant }) => variant.name === name);
      if (found) return found;
      const known = results.map(({ variant }) => variant.name).join(', ');
      throw failure('comparison-unknown', { variant: name, known });
    };
    const spread = disagreement(
      results.map(({ probability }) => probability),
      classes.length,
    );
    return {
      variants: results.map(({ variant }) => variant),
      classes,
      labelling,
      images: ids,
      truth: compared.truth,
      disagreement: spread,
      failures: compared.embeddings.failures,
      probability: name => named(name).probability,
      decided: name => ids.map((_, row) => labelsAt(named(name).decided, row, classes)),
      measures: name => named(name).measures,
      difference: (left, right) => differenceOf(named(left), named(right), classes.length, level),
      flips: (left, right) =>
        flipsOf(named(left), named(right), { classes, level, images: ids, truth: compared.truth }),
      toTable: () => comparisonRows(results),
      latest: () => latest,
      [displaySymbol]: () =>
        comparisonBundle(
          { compared, classes, labelling, results, differences: differences(results), spread, edited },
          { live, made, seed, level, resamples, logitScale, pairScale },
        ),
    };
  };

  // One ask after the other: what is set last is the latest, and no text is encoded twice.
  let asked: Promise<unknown> = Promise.resolve();
  const live = currentCell()?.openView(message => {
    const answer = asked.then(() =>
      answerComparison(message, {
        current: () => latest.variants,
        original: first,
        score: async wanted => {
          const checked = checkVariants(wanted, classes);
          const results = await scored(checked);
          const edited = JSON.stringify(checked) !== JSON.stringify(first);
          latest = comparisonOf(results, edited);
          return scoresData({
            results,
            differences: differences(results),
            spread: latest.disagreement,
            edited,
            classes,
          });
        },
      }),
    );
    asked = answer.catch(() => undefined);
    return answer;
  }).live;
  latest = comparisonOf(await scored(first, signal), false);
  return latest;
}

function flipsOf(
  left: VariantResult,
  right: VariantResult,
  {
    classes,
    level,
    images,
    truth,
  }: {
    readonly classes: readonly string[];
    readonly level: number;
    readonly images: readonly string[];
    readonly truth: readonly (readonly string[] | undefined)[];
  },
): PromptFlip[] {
  return differenceOf(left, right, classes.length, level).flipped.map(row => {
    const labels = truth[row];
    const [from, to] = [left, right].map(({ decided }) => labelsAt(decided, row, classes)) as [
      string[],
      string[],
    ];
    const verdict = (said: string[]): PromptFlip['before'] =>
      labels &&
      (said.length === labels.length && said.every(each => labels.includes(each)) ? 'right' : 'wrong');
    return { image: images[row]!, from, to, truth: labels, before: verdict(from), after: verdict(to) };
  });
}
