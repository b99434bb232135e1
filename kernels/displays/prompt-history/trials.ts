import { createHash } from 'node:crypto';
import type { VariantMeasures } from '../../analysis/prompt-variants/measures.ts';
import type { MeasureEstimate } from '../../analysis/prompt-variants/estimate.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { EmbeddingModel } from '../../clip/embeddings/embeddings.ts';
import { currentCell } from '../../protocol/cell-host.ts';

/** One way of putting classes into words, tried on some images. */
export interface PromptTrial {
  /** ISO 8601, when it was scored last. */
  readonly time: string;
  readonly variant: string;
  readonly scoring: 'classes' | 'pairs' | 'observations';
  /** Distinct prompts, the first 50 of them. */
  readonly texts: readonly string[];
  readonly prompts: number;
  readonly images: ImageSet;
  readonly model: EmbeddingModel;
  /** Undefined where no truth is known. */
  readonly accuracy: TrialEstimate | undefined;
  readonly auroc: TrialEstimate | undefined;
  readonly f1: TrialEstimate | undefined;
  readonly matthews: TrialEstimate | undefined;
}

export interface TrialEstimate {
  readonly value: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
}

/** Images with their classes and truth: scores on other images do not compare. */
export interface ImageSet {
  /** Hex SHA-256 of names, contents, classes and truth. */
  readonly digest: string;
  readonly count: number;
  /** Images whose truth is known. */
  readonly known: number;
  readonly classes: readonly string[];
}

export interface ScoredTrial {
  readonly variant: string;
  readonly scoring: PromptTrial['scoring'];
  readonly texts: readonly string[];
  readonly measures: Omit<VariantMeasures, 'classAuroc' | 'right' | 'aurocDeviations' | 'measureOf'>;
}

const mostTexts = 50;

/** Remembers variants for as long as the kernel lives; the same prompts on the same images are one trial. Outside a notebook, nothing. */
export function rememberTrials(
  images: ImageSet,
  model: EmbeddingModel,
  scored: readonly ScoredTrial[],
): void {
  const trials = keptTrials();
  const time = new Date().toISOString();
  for (const { variant, scoring, texts, measures } of scored) {
    const distinct = [...new Set(texts)];
    trials?.set(keyOf([images.digest, model.digest, scoring, ...texts]), {
      time,
      variant,
      scoring,
      texts: distinct.slice(0, mostTexts),
      prompts: distinct.length,
      images,
      model,
      accuracy: trialEstimate(measures.accuracy),
      auroc: trialEstimate(measures.auroc),
      f1: trialEstimate(measures.f1),
      matthews: trialEstimate(measures.matthews),
    });
  }
}

/** All trials of this notebook, the oldest first; none outside a notebook. */
export function rememberedTrials(): PromptTrial[] {
  return [...(keptTrials()?.values() ?? [])].sort((left, right) => (left.time < right.time ? -1 : 1));
}

/** How many variants were tried on these images, or `least` if fewer are remembered. */
export function triedOn({ digest }: ImageSet, least: number): number {
  const own = rememberedTrials().filter(({ images }) => images.digest === digest);
  return Math.max(least, own.length);
}

/** @param truth classes of each image. */
export function imageSetOf(
  images: readonly ImageSource[],
  truth: readonly (readonly string[] | undefined)[],
  classes: readonly string[],
): ImageSet {
  const hash = createHash('sha256');
  for (const image of images) {
    hash.update(JSON.stringify(typeof image === 'string' ? image : image.name));
    if (typeof image !== 'string') hash.update(image.bytes);
  }
  hash.update(JSON.stringify([classes, truth.map(each => each ?? null)]));
  const known = truth.filter(each => each !== undefined).length;
  return { digest: hash.digest('hex'), count: images.length, known, classes };
}

function keptTrials(): Map<string, PromptTrial> | undefined {
  return currentCell()?.kept('prompt trials', () => new Map<string, PromptTrial>());
}

function keyOf(parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function trialEstimate(estimate: MeasureEstimate | undefined): TrialEstimate | undefined {
  if (estimate === undefined) return undefined;
  const { value, interval } = estimate;
  return { value, low: interval?.low, high: interval?.high };
}
