import { wholeOption } from '../statistics/checked.ts';
import { aurocDeviations, meanAreas } from './auroc-influence.ts';
import { decisionCounts, type DecisionScores } from './decision-counts.ts';
import { sameRow } from './decisions.ts';
import { estimated, type MeasureEstimate } from './estimate.ts';
import type { KnownTruth } from './known-truth.ts';
import { rankedClass } from './ranked-class.ts';
import { drawnResamples } from './resamples.ts';

export interface ResamplingOptions {
  /** Default 1,000; 0 makes no intervals. */
  readonly resamples?: number | undefined;
  /** Default 0. */
  readonly seed?: number | undefined;
  /** Default 0.95. */
  readonly level?: number | undefined;
}

/** What a variant is scored by. */
export type VariantMeasure = 'accuracy' | 'auroc' | 'f1' | 'matthews';

/** Undefined where no truth is known; AUROC also where no class has positive and negative images. */
export interface VariantMeasures {
  /** Share of images with known truth of which the variant says exactly what is true. */
  readonly accuracy: MeasureEstimate | undefined;
  /** Mean over the classes that have positive and negative images, each against the rest. */
  readonly auroc: MeasureEstimate | undefined;
  /** `[classes]`, each against the rest. */
  readonly classAuroc: readonly (number | undefined)[];
  /** Mean F1 of the classes that occur or are said, 0 if none does. */
  readonly f1: MeasureEstimate | undefined;
  /** Matthews correlation: of several classes where they exclude each other, else the mean over classes. */
  readonly matthews: MeasureEstimate | undefined;
  /** `[rows]` of the truth, 1 where right. */
  readonly right: Uint8Array;
  /**
   * `[rows]` of the truth: each image's share in the deviation of the AUROC, whose squares sum to its variance (DeLong's for one
   * class); undefined without AUROC, or unless some class has two positive and two negative images.
   */
  readonly aurocDeviations: Float64Array | undefined;
  /** A measure where each known image counts `weights` times, `[rows]`, at least one of them. */
  readonly measureOf: (measure: VariantMeasure, weights: Uint8Array) => number | undefined;
}

/**
 * Measures variants on the same images and the same resamples of them, whose draws are made once: percentile bootstrap over images
 * (not over image–class pairs, which are not independent). A class without positive or negative images in a resample is left out of
 * that resample's mean AUROC. The same seed gives the same digits.
 * @throws Failure `option-invalid`.
 */
export function variantMeasurer(
  truth: KnownTruth,
  { resamples = 1000, seed = 0, level = 0.95 }: ResamplingOptions = {},
): (probability: Float64Array, decided: Uint8Array) => VariantMeasures {
  wholeOption('resamples', resamples, 0);
  const draws = drawnResamples(truth.rows.length, resamples, seed);
  const estimateOf = (value: number | undefined, replicates: Float64Array): MeasureEstimate | undefined =>
    estimated(value, replicates, level);
  return (probability, decided) => {
    const { rows, mask, classes } = truth;
    if (rows.length === 0) return unmeasured(classes);
    const counts = decisionCounts(truth, decided);
    const ranked = Array.from({ length: classes }, (_, column) => rankedClass(truth, probability, column));
    const replicate = { accuracy: empty(), auroc: empty(), f1: empty(), matthews: empty() };
    function empty(): Float64Array {
      return new Float64Array(resamples);
    }
    const drawn = new Uint32Array(counts.kinds);
    const areas = meanAreas(ranked);
    draws.each((weights, resample) => {
      const scores = scoresOf(counts, weights, drawn);
      replicate.accuracy[resample] = scores.accuracy;
      replicate.f1[resample] = scores.f1;
      replicate.matthews[resample] = scores.matthews;
      replicate.auroc[resample] = areas(weights) ?? NaN;
    });
    const once = new Uint8Array(rows.length).fill(1);
    const classAuroc = ranked.map(({ area }) => area);
    const measureOf: VariantMeasures['measureOf'] = (name, weights) =>
      name === 'auroc'
        ? meanOf(ranked.map(({ areaOf }) => areaOf(weights)))
        : scoresOf(counts, weights, drawn)[name];
    const value = { ...scoresOf(counts, once, drawn), auroc: meanOf(classAuroc) };
    return {
      accuracy: estimateOf(value.accuracy, replicate.accuracy),
      auroc: estimateOf(value.auroc, replicate.auroc),
      classAuroc,
      f1: estimateOf(value.f1, replicate.f1),
      matthews: estimateOf(value.matthews, replicate.matthews),
      right: Uint8Array.from(rows, image => (sameRow(decided, mask, image, classes) ? 1 : 0)),
      aurocDeviations: aurocDeviations(ranked, truth),
      measureOf,
    };
  };
}

/** One variant alone: see `variantMeasurer`. */
export function variantMeasures(
  truth: KnownTruth,
  probability: Float64Array,
  decided: Uint8Array,
  options: ResamplingOptions = {},
): VariantMeasures {
  return variantMeasurer(truth, options)(probability, decided);
}

function unmeasured(classes: number): VariantMeasures {
  return {
    accuracy: undefined,
    auroc: undefined,
    classAuroc: Array.from({ length: classes }, () => undefined),
    f1: undefined,
    matthews: undefined,
    right: new Uint8Array(0),
    aurocDeviations: undefined,
    measureOf: () => undefined,
  };
}

function scoresOf(
  { kind, scoresOf: of }: ReturnType<typeof decisionCounts>,
  weights: Uint8Array,
  drawn: Uint32Array,
): DecisionScores {
  drawn.fill(0);
  for (let row = 0; row < weights.length; row++) drawn[kind[row]!]! += weights[row]!;
  return of(drawn);
}

function meanOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter(value => value !== undefined);
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}
