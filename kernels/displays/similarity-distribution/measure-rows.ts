import type { SeparationName } from '../../analysis/distributions/resampling.ts';
import { measures, type Measure } from '../../../webviews/protocol/similarity-distribution.ts';
import type { SimilarityPanelResult } from './similarity-distributions.ts';

/** One number of one panel. */
export interface MeasureRow {
  readonly panel: string;
  readonly measure: string;
  readonly value: number;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly chanceLow: number | undefined;
  readonly chanceHigh: number | undefined;
  readonly pValue: number | undefined;
  readonly [column: string]: string | number | undefined;
}

/** What each measure is called. */
export const measureNames: Readonly<Record<Measure, string>> = {
  auroc: 'AUROC',
  overlap: 'overlap',
  jensenShannon: 'JSD (bits)',
  wasserstein: 'W1 (cosine)',
  dPrime: 'd′',
};

/** One row a panel and measure; panels that cannot be measured have none. */
export function measureRows(panels: readonly SimilarityPanelResult[]): MeasureRow[] {
  return panels.flatMap(panel =>
    panel.separation === undefined ? [] : measures.map(measure => rowOf(panel, panel.separation!, measure)),
  );
}

function rowOf(
  { name, intervals, chance }: SimilarityPanelResult,
  separation: Readonly<Record<SeparationName, number>>,
  measure: Measure,
): MeasureRow {
  return {
    panel: name,
    measure: measureNames[measure],
    value: separation[measure],
    low: intervals?.[measure]?.low,
    high: intervals?.[measure]?.high,
    chanceLow: chance?.[measure]?.interval.low,
    chanceHigh: chance?.[measure]?.interval.high,
    pValue: chance?.[measure]?.pValue,
  };
}
