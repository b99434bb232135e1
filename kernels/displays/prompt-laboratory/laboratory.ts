import { compareVariants, type VariantComparison } from '../../analysis/prompt-grid/compare-variants.ts';
import { factorEffects, type FactorEffect } from '../../analysis/prompt-grid/factor-effects.ts';
import { heldOutChoice, type HeldOutChoice } from '../../analysis/prompt-grid/held-out-choice.ts';
import type { PromptGrid } from '../../analysis/prompt-grid/prompt-grid.ts';
import type { ScoredVariant } from '../../analysis/prompt-grid/variant-scorer.ts';
import { holmCorrected } from '../../analysis/metrics/holm.ts';
import type { KnownTruth } from '../../analysis/prompt-variants/known-truth.ts';
import type { VariantMeasure } from '../../analysis/prompt-variants/measures.ts';
import { pairedPValue } from '../../analysis/prompt-variants/paired.ts';
import type { LaboratoryAxes } from './axes.ts';

/** One variant: a template, a wording, a negation and a prefix, and what they reach. */
export interface LaboratoryVariant extends ScoredVariant {
  /** The names of what is varied, joined. */
  readonly name: string;
}

/** Scores of a grid with what follows from them. */
export interface ScoredLaboratory {
  readonly axes: LaboratoryAxes;
  readonly grid: PromptGrid;
  readonly truth: KnownTruth;
  readonly variants: readonly LaboratoryVariant[];
  readonly measure: VariantMeasure;
  readonly options: { readonly resamples: number; readonly seed: number; readonly level: number };
  /** Sentences on ensembles that score below one of their prompts. */
  readonly deficits: readonly string[];
  /** Variants remembered on these images, these among them. */
  readonly tried: number;
}

/** A variant and how sure it is that the best one is better. */
export interface RankedVariant {
  readonly variant: LaboratoryVariant;
  /** Of the best variant against it, corrected by Holm for all variants; undefined for the best itself, or where nothing can be tested. */
  readonly pValue: number | undefined;
}

/** All variants, the best by `measure` first; those without a value last, in the order of the grid. */
export function ranked({ variants }: ScoredLaboratory, measure: VariantMeasure): RankedVariant[] {
  const order = [...variants].sort(
    (left, right) => (right[measure]?.value ?? -Infinity) - (left[measure]?.value ?? -Infinity) || 0,
  );
  const [best, ...others] = order;
  if (best === undefined) return [];
  const values = holmCorrected(others.map(other => pairedPValue(measure, best, other)));
  return [
    { variant: best, pValue: undefined },
    ...others.map((variant, at) => ({ variant, pValue: values[at] })),
  ];
}

export function comparison(scored: ScoredLaboratory, left: string, right: string): VariantComparison {
  const place = (name: string): number =>
    scored.variants.findIndex(each => each.name === name || each.variant.name === name);
  return compareVariants(scored, place(left), place(right));
}

export function effects({ variants, measure, options }: ScoredLaboratory): FactorEffect[] {
  return factorEffects(variants, measure, options.level);
}

/** 20 splits, or fewer where they would take more than about a second. */
export function heldOut(
  { variants, truth, options }: ScoredLaboratory,
  measure: VariantMeasure,
): HeldOutChoice | undefined {
  const work = Math.max(1, variants.length * truth.rows.length * truth.classes);
  const splits = Math.max(2, Math.min(20, Math.round(2e7 / work)));
  return heldOutChoice(variants, measure, { splits, seed: options.seed });
}
