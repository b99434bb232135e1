import type { SimilarityDistributionData, SimilarityPanel } from '../../protocol/similarity-distribution.ts';
import { unpackArray } from '../../protocol/packed-array.ts';

/** What the bandwidth rules are called. */
export const ruleNames = { isj: 'Improved Sheather-Jones', silverman: 'Silverman' } as const;

/** `366 prompts in 15 groups: 4,294 pairs within, 62,501 across`. */
export function summaryOf({ prompts, groups, panels }: SimilarityDistributionData): string {
  const count = (kind: string): string =>
    (panels[0]!.curves.find(curve => curve.kind === kind)?.count ?? 0).toLocaleString('en');
  return `${prompts.length} prompts in ${groups.length} ${groups.length === 1 ? 'group' : 'groups'}: ${count('within')} pairs within, ${count('across')} across`;
}

/** `AUROC 0.795 [0.767, 0.817]`, or why there is none. */
export function headlineOf({ measures, problem }: SimilarityPanel): string {
  if (measures === undefined) return problem ?? '';
  const values = unpackArray(measures);
  const [auroc, low, high, overlap] = [values[0]!, values[1]!, values[2]!, values[6]!];
  const interval = Number.isNaN(low) ? '' : ` [${number(low)}, ${number(high)}]`;
  return `AUROC ${number(auroc)}${interval} · overlap ${(overlap * 100).toFixed(0)} %`;
}

/** Three decimals, the minus a minus. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '' : value > 0 ? '∞' : '−∞';
  return value.toFixed(3).replace('-', '−');
}
