import { mcNemar, type McNemarTest } from '../metrics/mcnemar.ts';
import { momentsOf } from '../statistics/moments.ts';
import { normalTail } from '../statistics/normal.ts';
import { pairedDifference, type MeasureEstimate } from './estimate.ts';
import type { VariantMeasure, VariantMeasures } from './measures.ts';

/** Two variants on the same images; differences are left − right, undefined where either has no value. */
export interface PairedMeasures {
  readonly accuracy: MeasureEstimate | undefined;
  readonly auroc: MeasureEstimate | undefined;
  readonly f1: MeasureEstimate | undefined;
  readonly matthews: MeasureEstimate | undefined;
  /** Of being right; undefined without known truth. */
  readonly mcNemar: McNemarTest | undefined;
}

/** Differences with intervals over the same resampled images. */
export function pairedMeasures(
  left: VariantMeasures,
  right: VariantMeasures,
  level?: number,
): PairedMeasures {
  return {
    accuracy: pairedDifference(left.accuracy, right.accuracy, level),
    auroc: pairedDifference(left.auroc, right.auroc, level),
    f1: pairedDifference(left.f1, right.f1, level),
    matthews: pairedDifference(left.matthews, right.matthews, level),
    mcNemar: left.right.length > 0 ? mcNemar(left.right, right.right) : undefined,
  };
}

/**
 * Two-sided p that two variants are equally good, on the same images: McNemar's exact test for `accuracy`; DeLong's for `auroc`, of the
 * mean over classes; for `f1` and `matthews` the difference over the standard deviation of its bootstrap replicates, as normal.
 * 1 for equal values; undefined where either has none, or where there is no variance to test against.
 */
export function pairedPValue(
  measure: VariantMeasure,
  left: VariantMeasures,
  right: VariantMeasures,
): number | undefined {
  const [one, other] = [left[measure], right[measure]];
  if (one === undefined || other === undefined) return undefined;
  if (measure === 'accuracy') return mcNemar(left.right, right.right).pValue;
  const difference = Math.abs(one.value - other.value);
  if (difference < 1e-12) return 1;
  const deviation =
    measure === 'auroc'
      ? deviationOf(left.aurocDeviations, right.aurocDeviations)
      : momentsOf(one.replicates.map((value, at) => value - other.replicates[at]!)).deviation;
  // Without resamples, or with a difference that no resample changes.
  return deviation === undefined || !(deviation > 1e-12)
    ? undefined
    : Math.min(1, 2 * normalTail(difference / deviation));
}

function deviationOf(left: Float64Array | undefined, right: Float64Array | undefined): number | undefined {
  if (left === undefined || right === undefined) return undefined;
  return Math.sqrt(left.reduce((sum, value, row) => sum + (value - right[row]!) ** 2, 0));
}
