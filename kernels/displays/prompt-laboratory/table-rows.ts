import type { MeasureEstimate } from '../../analysis/prompt-variants/estimate.ts';
import { ranked, type ScoredLaboratory } from './laboratory.ts';

/** One variant's numbers; those that need truth are undefined without it. */
export interface LaboratoryRow {
  readonly variant: string;
  readonly template: string;
  readonly wording: string;
  readonly negation: string;
  readonly prefix: string;
  readonly accuracy: number | undefined;
  readonly accuracyLow: number | undefined;
  readonly accuracyHigh: number | undefined;
  readonly auroc: number | undefined;
  readonly aurocLow: number | undefined;
  readonly aurocHigh: number | undefined;
  readonly f1: number | undefined;
  readonly matthews: number | undefined;
  /** Of the best variant against this one, by the laboratory's measure, corrected by Holm; undefined for the best. */
  readonly pValue: number | undefined;
  readonly [column: string]: string | number | undefined;
}

/** The best by the laboratory's measure first. */
export function laboratoryRows(scored: ScoredLaboratory): LaboratoryRow[] {
  return ranked(scored, scored.measure).map(({ variant: each, pValue }) => {
    const { template, wording, negation, prefix } = each.variant;
    const [accuracy, auroc] = [endsOf(each.accuracy), endsOf(each.auroc)];
    return {
      variant: each.name,
      template,
      wording,
      negation,
      prefix,
      accuracy: each.accuracy?.value,
      accuracyLow: accuracy?.low,
      accuracyHigh: accuracy?.high,
      auroc: each.auroc?.value,
      aurocLow: auroc?.low,
      aurocHigh: auroc?.high,
      f1: each.f1?.value,
      matthews: each.matthews?.value,
      pValue,
    };
  });
}

function endsOf(estimate: MeasureEstimate | undefined): MeasureEstimate['interval'] {
  return estimate?.interval;
}
