import type { VariantResult } from './scored-variants.ts';

/** One variant's numbers; those that need truth are undefined without it. */
export interface ComparisonRow {
  readonly variant: string;
  readonly scoring: string;
  readonly prompts: number;
  readonly accuracy: number | undefined;
  readonly accuracyLow: number | undefined;
  readonly accuracyHigh: number | undefined;
  readonly auroc: number | undefined;
  readonly aurocLow: number | undefined;
  readonly aurocHigh: number | undefined;
  readonly f1: number | undefined;
  readonly matthews: number | undefined;
  readonly [column: string]: string | number | undefined;
}

export function comparisonRows(results: readonly VariantResult[]): ComparisonRow[] {
  return results.map(({ variant, measures: { accuracy, auroc, f1, matthews } }) => ({
    variant: variant.name,
    scoring: variant.scoring,
    prompts: variant.prompts.length,
    accuracy: accuracy?.value,
    accuracyLow: accuracy?.interval?.low,
    accuracyHigh: accuracy?.interval?.high,
    auroc: auroc?.value,
    aurocLow: auroc?.interval?.low,
    aurocHigh: auroc?.interval?.high,
    f1: f1?.value,
    matthews: matthews?.value,
  }));
}
