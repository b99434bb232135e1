import { kernelOn, spread, type Grid } from './density.ts';
import { addTotals, endOf, inPortions, walkAt, walkOn, type Drawn } from './pair-walk.ts';
import type { Pairs } from './pairs.ts';

/** How far the cosines within groups stand apart from those across groups. */
export interface Separation {
  /**
   * Probability that a pair within a group has a larger cosine than a pair across groups, ties counted half: Mann–Whitney U over
   * the number of comparisons, in [0, 1]; 0.5 is no separation. It needs no bandwidth.
   */
  readonly auroc: number;
  /** Overlap coefficient ∫ min(f, g), in [0, 1]; 1 is no separation. */
  readonly overlap: number;
  /** Jensen–Shannon divergence of the densities in bits, in [0, 1]. */
  readonly jensenShannon: number;
  /** Area between the cumulative distributions, in units of cosine, in [0, 2]. */
  readonly wasserstein: number;
  /**
   * d′: (mean within − mean across) / √(half the sum of the variances), Cohen's d of samples of equal size; 0 if the means are
   * equal, infinite if they differ and neither side varies.
   */
  readonly dPrime: number;
  readonly meanWithin: number;
  readonly meanAcross: number;
}

/** The grid and one kernel for each kind of pair. */
export interface Smoothing {
  readonly grid: Grid;
  readonly within: Float64Array;
  readonly across: Float64Array;
}

export function smoothingOf(grid: Grid, bandwidths: { within: number; across: number }): Smoothing {
  return {
    grid,
    within: kernelOn(grid, bandwidths.within),
    across: kernelOn(grid, bandwidths.across),
  };
}

/** Pairs of both kinds by ascending cosine. */
export function sortedPairs(within: Pairs, across: Pairs): Pairs {
  const cosine = new Float64Array(within.cosine.length + across.cosine.length);
  cosine.set(within.cosine);
  cosine.set(across.cosine, within.cosine.length);
  const order = Uint32Array.from(cosine, (_, pair) => pair).sort(
    (one, other) => cosine[one]! - cosine[other]!,
  );
  const column = (part: 'left' | 'right'): Uint32Array =>
    order.map(pair =>
      pair < within.cosine.length ? within[part][pair]! : across[part][pair - within.cosine.length]!,
    );
  return {
    cosine: Float64Array.from(order, pair => cosine[pair]!),
    left: column('left'),
    right: column('right'),
  };
}

/**
 * Separation of ascending pairs, of which each counts as often as both its prompts were drawn, multiplied, and is within where both were
 * dealt to one group. Undefined if all weight is on one side.
 */
export function separationOf(
  pairs: Pairs,
  drawn: Drawn,
  { grid, ...kernels }: Smoothing,
): Separation | undefined {
  const totals = new Float64Array(2);
  inPortions(pairs, (from, to) => addTotals(pairs, drawn, from, to, totals));
  if (!(totals[0]! > 0 && totals[1]! > 0)) return undefined;
  const walk = walkAt(pairs, grid, totals);
  inPortions(pairs, (from, to) => walkOn(pairs, drawn, from, to, walk));
  const { wins, area, across, within } = endOf(walk);
  const spreadOut = Math.sqrt((across.variance + within.variance) / 2);
  const difference = within.mean - across.mean;
  return {
    auroc: wins / (walk.across * walk.within),
    ...densityDistances(
      spread(walk.massesWithin, kernels.within, grid),
      spread(walk.massesAcross, kernels.across, grid),
      grid.step,
    ),
    wasserstein: area,
    dPrime: difference === 0 ? 0 : difference / spreadOut,
    meanWithin: within.mean,
    meanAcross: across.mean,
  };
}

/** Overlap coefficient and Jensen–Shannon divergence in bits of two densities on a common grid, by the trapezoidal rule. */
export function densityDistances(
  left: Float64Array,
  right: Float64Array,
  step: number,
): { overlap: number; jensenShannon: number } {
  let [overlap, divergence] = [0, 0];
  for (let index = 0; index < left.length; index++) {
    const weight = index === 0 || index === left.length - 1 ? step / 2 : step;
    const [one, other] = [left[index]!, right[index]!];
    const mean = (one + other) / 2;
    overlap += weight * Math.min(one, other);
    if (one > 0) divergence += (weight * one * Math.log2(one / mean)) / 2;
    if (other > 0) divergence += (weight * other * Math.log2(other / mean)) / 2;
  }
  return { overlap: Math.min(1, overlap), jensenShannon: Math.max(0, Math.min(1, divergence)) };
}
