import type { PackedArray } from './packed-array.ts';

/** Prompt variants against images and classes: survey Figs. 10 and 11. */
export interface PromptComparisonData {
  readonly classes: readonly string[];
  /** Whether an image has exactly one of the classes, or any number of them. */
  readonly labelling: 'one' | 'any';
  /** Those that are drawn. */
  readonly images: readonly ComparedImage[];
  /** Images that were scored; more than are drawn if the picture was cut. */
  readonly total: number;
  /** Images whose truth is known, of all that were scored. */
  readonly known: number;
  readonly unreadable: readonly { readonly name: string; readonly problem: string }[];
  /** Of the intervals, such as 0.95. */
  readonly level: number;
  /** Resamples of the images behind the intervals. */
  readonly resamples: number;
  readonly scores: PromptComparisonScores;
}

export interface ComparedImage {
  readonly name: string;
  /** A small picture as a `data:` URL. */
  readonly thumbnail?: string | undefined;
  /** Classes that are truly there; absent where that is not known. */
  readonly truth?: readonly string[] | undefined;
}

/** What changes when a prompt is edited. */
export interface PromptComparisonScores {
  readonly variants: readonly ScoredVariant[];
  /** float32 `[variants, images, classes]`, of the images that are drawn. */
  readonly probability: PackedArray;
  /** uint8 `[variants, images, classes]`, 1 where the variant says yes. */
  readonly decided: PackedArray;
  /** float32 `[images]`: widest range of one class's probability among the variants. */
  readonly disagreement: PackedArray;
  /** Every two variants, first named left. */
  readonly differences: readonly VariantDifference[];
  /** Sentences that a reader must not miss, such as that an ensemble scores below its best prompt. */
  readonly cautions?: readonly string[] | undefined;
  /** Whether these are other variants than the cell gave. */
  readonly edited: boolean;
}

/** A named way of putting classes into words. */
export interface PromptVariant {
  readonly name: string;
  /** `classes`: softmax over classes; `pairs`: each positive against its negative; `observations`: the same, several jointly. */
  readonly scoring: 'classes' | 'pairs' | 'observations';
  readonly prompts: readonly VariantPrompt[];
}

/** One text. Without a class it is a template for all of them, with `{}` where the class's name goes. */
export interface VariantPrompt {
  readonly text: string;
  readonly class?: string | undefined;
  /** True for what stands against the class. */
  readonly negative?: boolean | undefined;
}

export interface ScoredVariant extends PromptVariant {
  readonly accuracy?: EstimatedMeasure | undefined;
  readonly auroc?: EstimatedMeasure | undefined;
  /** `[classes]`; null where a class has only positive or only negative images. */
  readonly classAuroc: readonly (number | null)[];
  /** Prompts that were longer than the model reads. */
  readonly truncated: readonly string[];
}

export interface EstimatedMeasure {
  readonly value: number;
  /** Absent if there were no resamples. */
  readonly low?: number | undefined;
  readonly high?: number | undefined;
}

/** Left minus right, on the same images. */
export interface VariantDifference {
  /** Indices into `variants`. */
  readonly left: number;
  readonly right: number;
  readonly accuracy?: EstimatedMeasure | undefined;
  readonly auroc?: EstimatedMeasure | undefined;
  readonly mcNemar?:
    { readonly onlyLeft: number; readonly onlyRight: number; readonly pValue: number } | undefined;
  /** Images of which they say different things, of all that were scored. */
  readonly flips: number;
}

/** Both are answered with `PromptComparisonScores`. */
export type PromptComparisonAsk =
  | { readonly kind: 'set-variants'; readonly variants: readonly PromptVariant[] }
  /** The variants that the cell gave, again. */
  | { readonly kind: 'reset' }
  /** Those that were set last. */
  | { readonly kind: 'latest' };
