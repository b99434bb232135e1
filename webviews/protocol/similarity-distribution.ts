import type { PackedArray } from './packed-array.ts';

/** How alike prompts of one group and of different groups are, one panel a model: survey Fig. 16. */
export interface SimilarityDistributionData {
  readonly groups: readonly string[];
  /** Names of the prompts, without templates; long ones are cut. */
  readonly prompts: readonly string[];
  /** uint32 `[prompts]`, index into `groups`. */
  readonly groupOf: PackedArray;
  /** Best separated first. */
  readonly panels: readonly SimilarityPanel[];
  /** Of the intervals, such as 0.95. */
  readonly level: number;
  /** Resamples over prompts behind the intervals; 0 made none. */
  readonly resamples: number;
  /** Random groupings behind the chance range; 0 made none. */
  readonly randomGroups: number;
}

export interface SimilarityPanel {
  readonly name: string;
  readonly templates: readonly string[];
  /** Prompts that were longer than the model reads. */
  readonly truncated: number;
  /** One rule for all curves of the panel. */
  readonly bandwidthRule: 'isj' | 'silverman';
  /** Cosines at which the curves are given: `low`, `low + step`, …. */
  readonly grid: { readonly low: number; readonly step: number; readonly count: number };
  /** A kind without pairs has no curve. */
  readonly curves: readonly SimilarityCurve[];
  /** float64 `[measures, 6]`: value, low and high of its interval, low and high of chance, p; NaN where there is none. */
  readonly measures?: PackedArray | undefined;
  /** Why there are no measures. */
  readonly problem?: string | undefined;
  /** Where the curves overlap; what a click lists. */
  readonly band?: OverlapBand | undefined;
}

/** `reference`: prompts that have nothing to do with the groups, among themselves. */
export type CurveKind = 'within' | 'across' | 'reference';

export interface SimilarityCurve {
  readonly kind: CurveKind;
  /** What it is called: `within groups`. */
  readonly name: string;
  /** Pairs. */
  readonly count: number;
  readonly mean: number;
  readonly deviation: number;
  /** Standard deviation of the smoothing kernel, in units of cosine. */
  readonly bandwidth: number;
  /** Quantiles 0.05, 0.25, 0.5, 0.75 and 0.95 of the cosines. */
  readonly quantiles: readonly number[];
  /** float32 `[count]`, all its cosines, where they are few. */
  readonly values?: PackedArray | undefined;
  /** float32 `[grid.count]`, per unit of cosine, area 1. */
  readonly density: PackedArray;
}

export interface OverlapBand {
  /** Cosines, both ends included. */
  readonly low: number;
  readonly high: number;
  /** Those most alike, kept for when no kernel answers. */
  readonly kept: PairList;
}

/** Pairs of prompts, most alike first; those whose prompts share a group are within. */
export interface PairList {
  /** Pairs that there are; more than are listed if the list was cut. */
  readonly total: number;
  /** Of them within groups. */
  readonly totalWithin: number;
  /** uint32 `[pairs]`, indices into `prompts`. */
  readonly left: PackedArray;
  readonly right: PackedArray;
  /** float32 `[pairs]`. */
  readonly cosine: PackedArray;
}

/** Rows of `measures`, the first the headline. */
export const measures = ['auroc', 'overlap', 'jensenShannon', 'wasserstein', 'dPrime'] as const;

export type Measure = (typeof measures)[number];

/** Asks for every pair of a panel between two cosines; answered with a `PairList`. */
export interface PairsAsk {
  readonly kind: 'pairs';
  /** Index into `panels`. */
  readonly panel: number;
  readonly low: number;
  readonly high: number;
}
