import { addToBins, kernelOn, spread, type Grid } from './density.ts';
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

/** All pairs by ascending cosine, with what each resample needs of them. */
export interface SortedPairs extends Pairs {
  /** `[pairs]`, 1 for a pair within a group. */
  readonly within: Uint8Array;
  /** `[pairs]`, the cosine in steps of the grid. */
  readonly position: Float64Array;
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

export function sortedPairs(within: Pairs, across: Pairs, grid: Grid): SortedPairs {
  const count = within.cosine.length + across.cosine.length;
  const cosine = new Float64Array(count);
  cosine.set(within.cosine);
  cosine.set(across.cosine, within.cosine.length);
  const order = Uint32Array.from(cosine, (_, pair) => pair).sort(
    (one, other) => cosine[one]! - cosine[other]!,
  );
  const column = (part: 'left' | 'right'): Uint32Array =>
    order.map(pair =>
      pair < within.cosine.length ? within[part][pair]! : across[part][pair - within.cosine.length]!,
    );
  const sorted = Float64Array.from(order, pair => cosine[pair]!);
  return {
    cosine: sorted,
    left: column('left'),
    right: column('right'),
    within: Uint8Array.from(order, pair => Number(pair < within.cosine.length)),
    position: sorted.map(value => (value - grid.low) / grid.step),
  };
}

/**
 * Separation of pairs that count `weights` times each, in one pass over them. `within` may assign pairs otherwise than their groups
 * do. Undefined if all weight is on one side.
 */
export function separationOf(
  { cosine, position }: Pick<SortedPairs, 'cosine' | 'position'>,
  within: Uint8Array,
  weights: Float64Array,
  smoothing: Smoothing,
): Separation | undefined {
  const counted = nonZero(weights);
  const [across, inside] = sideSums(cosine, within, weights, counted);
  if (across.weight <= 0 || inside.weight <= 0) return undefined;
  let below = 0;
  let [passedAcross, passedWithin, wins, area] = [0, 0, 0, 0];
  const massesAcross = new Float64Array(smoothing.grid.count);
  const massesWithin = new Float64Array(smoothing.grid.count);
  for (let at = 0; at < counted.length;) {
    const value = cosine[counted[at]!]!;
    area += Math.abs(passedAcross / across.weight - passedWithin / inside.weight) * (value - below);
    let tiedAcross = 0;
    let tiedWithin = 0;
    for (; at < counted.length && cosine[counted[at]!] === value; at++) {
      const pair = counted[at]!;
      const weight = weights[pair]!;
      if (within[pair] === 1) {
        tiedWithin += weight;
        addToBins(massesWithin, position[pair]!, weight);
      } else {
        tiedAcross += weight;
        addToBins(massesAcross, position[pair]!, weight);
      }
    }
    wins += tiedWithin * (passedAcross + tiedAcross / 2);
    passedAcross += tiedAcross;
    passedWithin += tiedWithin;
    below = value;
  }
  const spreadOut = Math.sqrt((across.variance + inside.variance) / 2);
  const difference = inside.mean - across.mean;
  return {
    auroc: wins / (across.weight * inside.weight),
    ...densityDistances(
      spread(massesWithin, smoothing.within, smoothing.grid),
      spread(massesAcross, smoothing.across, smoothing.grid),
      smoothing.grid.step,
    ),
    wasserstein: area,
    dPrime: difference === 0 ? 0 : difference / spreadOut,
    meanWithin: inside.mean,
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

/** Positions of the weights that are not zero, ascending. */
function nonZero(weights: Float64Array): Uint32Array {
  const positions = new Uint32Array(weights.length);
  let count = 0;
  for (let index = 0; index < weights.length; index++) {
    positions[count] = index;
    count += weights[index] === 0 ? 0 : 1;
  }
  return positions.subarray(0, count);
}

interface SideSums {
  readonly weight: number;
  readonly mean: number;
  /** With the total weight − 1 in the denominator. */
  readonly variance: number;
}

/** Sums of the pairs across and of those within. */
function sideSums(
  cosine: Float64Array,
  within: Uint8Array,
  weights: Float64Array,
  counted: Uint32Array,
): [SideSums, SideSums] {
  // Sums around a middle value keep their digits where all cosines are close to 1.
  const origin = cosine[cosine.length >> 1]!;
  const weight = new Float64Array(2);
  const sum = new Float64Array(2);
  const squares = new Float64Array(2);
  for (const pair of counted) {
    const side = within[pair]!;
    const times = weights[pair]!;
    const value = cosine[pair]! - origin;
    weight[side] = weight[side]! + times;
    sum[side] = sum[side]! + times * value;
    squares[side] = squares[side]! + times * value * value;
  }
  const finish = (side: 0 | 1): SideSums => {
    const total = weight[side]!;
    if (total <= 0) return { weight: 0, mean: 0, variance: 0 };
    const mean = sum[side]! / total;
    const variance = total > 1 ? Math.max(0, (squares[side]! - total * mean * mean) / (total - 1)) : 0;
    return { weight: total, mean: origin + mean, variance };
  };
  return [finish(0), finish(1)];
}
