import { pairsInBand, type Band } from '../../analysis/distributions/overlap-band.ts';
import type { SimilarityDistribution } from '../../analysis/distributions/similarity-distribution.ts';

/** Two prompts with their groups. */
export interface PairRow {
  readonly panel: string;
  readonly cosine: number;
  readonly kind: 'within' | 'across';
  readonly left: string;
  readonly leftGroup: string;
  readonly right: string;
  readonly rightGroup: string;
  readonly [column: string]: string | number;
}

/** The pairs of a panel in a band, most alike first. */
export function pairRows(panel: SimilarityDistribution & { readonly name: string }, band: Band): PairRow[] {
  const { groups, groupOf, prompts, name } = panel;
  return pairsInBand(panel, band).map(({ left, right, cosine, kind }) => ({
    panel: name,
    cosine,
    kind,
    left: prompts[left]!,
    leftGroup: groups[groupOf[left]!]!,
    right: prompts[right]!,
    rightGroup: groups[groupOf[right]!]!,
  }));
}
