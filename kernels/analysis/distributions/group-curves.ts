import { momentsOf, type Moments } from '../statistics/moments.ts';
import { commonRule, type BandwidthRule } from './bandwidth.ts';
import { densityOf, type Grid } from './density.ts';
import type { Pairs } from './pairs.ts';
import type { SimilarityDistribution } from './similarity-distribution.ts';

/** Cosines between two groups, or within one. */
export interface GroupCurve extends Moments {
  /** Indices into `groups`, `left` ≤ `right`; equal for the pairs within a group. */
  readonly left: number;
  readonly right: number;
  readonly bandwidth: number;
  /** `[grid]` of the distribution, per unit of cosine. */
  readonly density: Float64Array;
}

/**
 * One curve for every group and every two groups, on the grid of the whole distribution: the single curves of survey Fig. 16. One
 * bandwidth rule for all, which may be wider than the whole sample's: what then leaves the grid is cut off. Groups of one prompt have no
 * curve of their own.
 */
export function groupCurves({ groups, groupOf, within, across, grid }: SimilarityDistribution): {
  readonly bandwidthRule: BandwidthRule;
  readonly curves: readonly GroupCurve[];
} {
  const cells = new Map<number, number[]>();
  for (const pairs of [within?.pairs, across?.pairs])
    if (pairs) collect(pairs, groupOf, groups.length, cells);
  const keys = [...cells.keys()].sort((one, other) => one - other);
  const samples = keys.map(key => Float64Array.from(cells.get(key)!).sort());
  const { rule, bandwidths } = commonRule(samples);
  const steps: Grid = {
    low: grid[0]!,
    step: (grid.at(-1)! - grid[0]!) / (grid.length - 1),
    count: grid.length,
  };
  const curves = keys.map((key, index) => ({
    left: Math.floor(key / groups.length),
    right: key % groups.length,
    bandwidth: bandwidths[index]!,
    ...momentsOf(samples[index]!),
    density: densityOf(samples[index]!, bandwidths[index]!, steps),
  }));
  return { bandwidthRule: rule, curves };
}

function collect(pairs: Pairs, groupOf: Uint32Array, groups: number, cells: Map<number, number[]>): void {
  pairs.cosine.forEach((cosine, pair) => {
    const key = groupOf[pairs.left[pair]!]! * groups + groupOf[pairs.right[pair]!]!;
    const cell = cells.get(key);
    if (cell) cell.push(cosine);
    else cells.set(key, [cosine]);
  });
}
