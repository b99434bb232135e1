import { pairedDifference, type MeasureEstimate } from './estimate.ts';
import type { VariantMeasure, VariantMeasures } from './measures.ts';

/** Averaged prompts that score below the best of them alone, on the same images. */
export interface EnsembleDeficit {
  readonly measure: VariantMeasure;
  readonly ensemble: number;
  /** Place of the best single prompt, the first of equals. */
  readonly best: number;
  readonly single: number;
  /** ensemble − single, below 0, with the interval over the same resampled images. The single one is the best of several. */
  readonly difference: MeasureEstimate;
}

/**
 * For accuracy and AUROC, whether an ensemble scores below the best of its single prompts.
 * @param singles values of each prompt alone; no intervals are needed.
 * @param resampled the same of one of them with resamples, like the ensemble's.
 */
export function ensembleDeficits(
  ensemble: VariantMeasures,
  singles: readonly VariantMeasures[],
  resampled: (single: number) => VariantMeasures,
  level?: number,
): EnsembleDeficit[] {
  return (['accuracy', 'auroc'] as const).flatMap(measure => {
    const own = ensemble[measure]?.value;
    if (own === undefined) return [];
    const values = singles.map(each => each[measure]?.value ?? -Infinity);
    const single = Math.max(...values);
    // Equal areas differ in their last digits.
    if (!(single > own + 1e-12)) return [];
    const best = values.indexOf(single);
    const difference = pairedDifference(ensemble[measure], resampled(best)[measure], level);
    return difference ? [{ measure, ensemble: own, best, single, difference }] : [];
  });
}
