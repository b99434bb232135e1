import { estimated, type MeasureEstimate } from '../prompt-variants/estimate.ts';
import type { VariantMeasure } from '../prompt-variants/measures.ts';
import type { ScoredVariant } from './variant-scorer.ts';

/** What is varied in a grid. */
export const gridAxes = ['template', 'wording', 'negation', 'prefix'] as const;

export type GridAxis = (typeof gridAxes)[number];

/** How much better or worse prompts are with one choice on one axis, whatever stands on the others. */
export interface FactorEffect {
  readonly axis: GridAxis;
  /** The template, wording, negation or prefix by name. */
  readonly choice: string;
  readonly variants: number;
  /** Mean of its variants − mean of all, with the interval of that over resampled images. */
  readonly effect: MeasureEstimate;
}

/** Main effects of every axis with two choices or more; none without known truth. The grid holds every combination, so they sum to 0. */
export function factorEffects(
  variants: readonly ScoredVariant[],
  measure: VariantMeasure,
  level = 0.95,
): FactorEffect[] {
  const estimates = variants.map(each => each[measure]);
  if (estimates.length === 0 || !estimates.every(each => each !== undefined)) return [];
  const grand = meanOf(estimates);
  return gridAxes.flatMap(axis => {
    const choices = [...new Set(variants.map(({ variant }) => variant[axis]))];
    if (choices.length < 2) return [];
    return choices.map(choice => {
      const own = estimates.filter((_, at) => variants[at]!.variant[axis] === choice);
      const mean = meanOf(own);
      const effect = estimated(
        mean.value - grand.value,
        mean.replicates.map((value, at) => value - grand.replicates[at]!),
        level,
      );
      return { axis, choice, variants: own.length, effect: effect! };
    });
  });
}

function meanOf(estimates: readonly MeasureEstimate[]): { value: number; replicates: Float64Array } {
  const replicates = new Float64Array(estimates[0]!.replicates.length);
  let value = 0;
  for (const estimate of estimates) {
    value += estimate.value / estimates.length;
    for (let at = 0; at < replicates.length; at++)
      replicates[at] = replicates[at]! + estimate.replicates[at]! / estimates.length;
  }
  return { value, replicates };
}
