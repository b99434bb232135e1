import type { ClipBenchmarkFiles } from '../../analysis/prompt-grid/clip-benchmark.ts';
import type { PromptSensitivity, VariantComparison } from '../../analysis/prompt-grid/compare-variants.ts';
import type { FactorEffect } from '../../analysis/prompt-grid/factor-effects.ts';
import type { HeldOutChoice } from '../../analysis/prompt-grid/held-out-choice.ts';
import type { ImageMetadata, PromptGrid } from '../../analysis/prompt-grid/prompt-grid.ts';
import type { VariantCalibration } from '../../analysis/prompt-variants/calibration.ts';
import type { ResamplingOptions, VariantMeasure } from '../../analysis/prompt-variants/measures.ts';
import { shareOption, wholeOption } from '../../analysis/statistics/checked.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import { currentCell } from '../../protocol/cell-host.ts';
import { failure } from '../../protocol/failures/index.ts';
import type { Displayed } from '../displayed.ts';
import type { PromptComparisonModel } from '../prompt-comparison/compare-prompts.ts';
import { encodeCompared } from '../prompt-comparison/images.ts';
import type { PromptFlip } from '../prompt-comparison/differences.ts';
import { textBank } from '../prompt-comparison/text-bank.ts';
import { checkTruth, classesOf, knownTruth, type ImageTruth } from '../prompt-comparison/truth.ts';
import { imageSetOf, rememberTrials, triedOn } from '../prompt-history/trials.ts';
import { axesFrom, metadataOf, type LaboratoryAxes, type LaboratoryPrompts } from './axes.ts';
import type { LaboratoryVariant, ScoredLaboratory } from './laboratory.ts';
import { gridOf, laboratoryScorer } from './scorer.ts';
import type { LaboratoryRow } from './table-rows.ts';
import { laboratoryValues } from './values.ts';

export interface PromptLaboratoryOptions extends ResamplingOptions {
  /** What is true of each image, in the order of `images`: its class, or a list of those that occur together, or undefined. */
  readonly truth?: readonly ImageTruth[] | undefined;
  /** What is told apart; by default what occurs in the truth. */
  readonly classes?: readonly string[] | undefined;
  /** `[images]`, for prefixes with braces; by default what phantoms say of themselves: age, sex, view, modality and more. */
  readonly metadata?: readonly ImageMetadata[] | undefined;
  /** What variants are ordered by; by default accuracy where images have one class, else AUROC. */
  readonly measure?: VariantMeasure | undefined;
  /** Whether the ensemble of all templates is a variant too; true unless given. */
  readonly ensemble?: boolean | undefined;
  /** Factor on the cosine; the model's own unless given. */
  readonly logitScale?: number | undefined;
  /** Factor on the cosines of prompts with a negation; 1 unless given, as CheXzero. */
  readonly pairScale?: number | undefined;
  /** Stops between batches; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** A grid of prompt variants on labelled images, as data and as a picture. */
export interface PromptLaboratory extends Displayed {
  /** Every variant with its scores, in the order of the grid. */
  readonly variants: readonly LaboratoryVariant[];
  readonly grid: PromptGrid;
  readonly classes: readonly string[];
  readonly labelling: 'one' | 'any';
  /** Names of the images that could be read. */
  readonly images: readonly string[];
  readonly truth: readonly (readonly string[] | undefined)[];
  /** Images that could not be read. */
  readonly failures: ImageEmbeddings['failures'];
  /** The variant with the largest value, on the images that it is chosen on; undefined without known truth. */
  best(measure?: VariantMeasure): LaboratoryVariant | undefined;
  /** Left minus right on the same images. @throws Failure `comparison-unknown`. */
  compare(left: string, right: string): VariantComparison;
  /** Images of which two variants say different things. @throws Failure `comparison-unknown`. */
  flips(left: string, right: string): PromptFlip[];
  /** How much each template, wording, negation and prefix matters, whatever the others are; of the laboratory's measure unless given. */
  effects(measure?: VariantMeasure): FactorEffect[];
  /** How much scores move with the template alone. */
  sensitivity(): PromptSensitivity[];
  /** How far the probabilities of a variant are to be believed; undefined without truth. @throws Failure `comparison-unknown`. */
  calibration(variant: string): VariantCalibration | undefined;
  /** What the best variant reaches on images that it was not chosen on; undefined without truth or with fewer than 8 images. */
  heldOut(measure?: VariantMeasure): HeldOutChoice | undefined;
  /**
   * What CLIP_benchmark reads as `--custom_template_file` and `--custom_classname_file`; the best variant without negation and
   * metadata unless given. @throws Failure `comparison-unknown`, `option-invalid`, `values-empty`.
   */
  clipBenchmark(dataset: string, variants?: readonly string[]): ClipBenchmarkFiles;
  /**
   * Writes both files into a folder, as `templates.json` and `classnames.json`, and gives their paths.
   * @throws as `clipBenchmark`, and what writing throws.
   */
  saveClipBenchmark(
    folder: string,
    dataset: string,
    variants?: readonly string[],
  ): Promise<{ templates: string; classnames: string }>;
  /** One row a variant: its numbers with intervals. */
  toTable(): LaboratoryRow[];
  /** The laboratory of the prompts that were last set in the picture; this one if none were. */
  latest(): PromptLaboratory;
}

/**
 * Scores a grid of templates × wordings × negations × metadata prefixes on the same images: accuracy, AUROC, F1 and Matthews correlation
 * with bootstrap intervals, paired tests against the best corrected by Holm, effects of each choice, calibration, the images that flip,
 * and what the choice is worth on images that it was not made on. Images are encoded once and each distinct text once; in a notebook
 * prompts can be edited in the picture.
 * @throws Failure `comparison-images`, `comparison-classes`, `comparison-truth`, `laboratory-wording`, `values-empty`, `values-unequal`,
 * `value-invalid`, `option-invalid`, `cancelled`, `encoder-failed`; single images that cannot be read are named in `failures`.
 */
export async function promptLaboratory(
  clip: PromptComparisonModel,
  images: readonly ImageSource[],
  prompts: LaboratoryPrompts = {},
  options: PromptLaboratoryOptions = {},
): Promise<PromptLaboratory> {
  const { resamples = 1000, level = 0.95, seed = 0, ensemble = true, signal } = options;
  const stop = signal ?? currentCell()?.signal;
  wholeOption('resamples', resamples, 0);
  shareOption('level', level);
  if (images.length === 0) throw failure('comparison-images', { unreadable: 0 });
  const classes = classesOf(options.classes, [], options.truth);
  const labelling = labellingOf(options.truth, classes);
  const truth = checkTruth(options.truth, images.length, classes);
  const first = axesFrom(prompts, classes);
  requireNegations(first, classes);
  const told = options.metadata ?? metadataOf(images);
  if (told && told.length !== images.length)
    throw failure('values-unequal', {
      left: 'images',
      leftCount: images.length,
      right: 'metadata',
      rightCount: told.length,
    });
  const bank = textBank(clip);
  // Texts first: a mistake in them shows before the long part.
  await bank.learn(gridOf(first, { classes, metadata: told, ensemble }).texts, signal);
  const compared = await encodeCompared(clip, images, truth, signal);
  const metadata = told && compared.sources.map(at => told[at]!);
  const { logitScale = clip.model.logitScale, pairScale } = options;
  const known = knownTruth(compared.truth, classes, labelling);
  const score = laboratoryScorer({
    bank,
    embeddings: compared.embeddings,
    classes,
    truth: known,
    metadata,
    ensemble,
    scoring: { logitScale, logitBias: clip.model.logitBias, pairScale, resamples, level, seed },
  });
  const imageSet = imageSetOf(
    compared.sources.map(at => images[at]!),
    compared.truth,
    classes,
  );
  const scored = async (axes: LaboratoryAxes, measure: VariantMeasure): Promise<ScoredLaboratory> => {
    requireNegations(axes, classes);
    const { grid, variants, deficits } = await score(axes, signal, stop?.aborted ? undefined : stop);
    rememberTrials(
      imageSet,
      compared.embeddings.model,
      variants.map(each => ({
        variant: each.name,
        scoring: each.variant.negative.length > 0 ? 'pairs' : 'classes',
        texts: [each.variant.positive, each.variant.negative].flat(3).map(text => grid.texts[text]!),
        measures: each,
      })),
    );
    return {
      axes,
      grid,
      truth: known,
      variants,
      measure,
      options: { resamples, seed, level },
      deficits,
      tried: triedOn(imageSet, variants.length),
    };
  };
  const measure = options.measure ?? (labelling === 'one' ? 'accuracy' : 'auroc');
  return laboratoryValues(await scored(first, measure), {
    compared,
    classes,
    labelling,
    scored,
    scale: { logitScale, pairScale },
    truncated: text => bank.truncated(text),
  });
}

/** One class is judged against its denial alone: a softmax over one class is always 1. */
function requireNegations({ negations }: LaboratoryAxes, classes: readonly string[]): void {
  if (classes.length < 2 && Object.keys(negations).length === 0)
    throw failure('comparison-classes', {
      problem: 'There is one class and no negation to hold it against.',
    });
}

function labellingOf(truth: readonly ImageTruth[] | undefined, classes: readonly string[]): 'one' | 'any' {
  return classes.length === 1 || (truth ?? []).some(each => typeof each === 'object') ? 'any' : 'one';
}
