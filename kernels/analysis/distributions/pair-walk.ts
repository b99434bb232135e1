import type { Grid } from './density.ts';
import type { Pairs } from './pairs.ts';

/** What a resample changes: how often each prompt was drawn, and to which group it was dealt; both `[prompts]`. */
export interface Drawn {
  readonly times: Float64Array;
  readonly groupOf: Uint32Array;
}

/**
 * Calls `part(from, to)` for all pairs, a portion at a time. Hundreds of resamples walk over tens of thousands of pairs: short loops that
 * are called often are compiled once, where one long loop was compiled anew at every call.
 */
export function inPortions({ cosine }: Pairs, part: (from: number, to: number) => void): void {
  const portion = 512;
  for (let from = 0; from < cosine.length; from += portion)
    part(from, Math.min(cosine.length, from + portion));
}

/** Adds the weights of pairs `from` … `to` to `totals`: across, within. */
export function addTotals(
  { left, right }: Pairs,
  { times, groupOf }: Drawn,
  from: number,
  to: number,
  totals: Float64Array,
): void {
  let across = totals[0]!;
  let within = totals[1]!;
  for (let pair = from; pair < to; pair++) {
    const one = left[pair]!;
    const other = right[pair]!;
    const weight = times[one]! * times[other]!;
    if (groupOf[one] === groupOf[other]) within += weight;
    else across += weight;
  }
  totals[0] = across;
  totals[1] = within;
}

/** How far a walk along ascending cosines has come. */
export interface Walk {
  readonly grid: Grid;
  /** Total weights. */
  readonly across: number;
  readonly within: number;
  /** Sums around a middle value keep their digits where all cosines are close to 1. */
  readonly origin: number;
  /**
   * The cosine it stands at; pairs within that lie above one across, ties half; area between the cumulative distributions so far;
   * weight passed across and within; that of it at this very cosine; sums of cosines above the origin, and of their squares.
   */
  readonly state: Float64Array;
  /** `[grid.count]`, each weight shared between the two points beside it (linear binning). */
  readonly massesAcross: Float64Array;
  readonly massesWithin: Float64Array;
}

/** What a walk has found in the end. */
export interface Walked {
  readonly wins: number;
  readonly area: number;
  readonly across: Moments;
  readonly within: Moments;
}

interface Moments {
  readonly mean: number;
  /** With the total weight − 1 in the denominator; 0 for a single pair. */
  readonly variance: number;
}

/** A walk that stands before the first pair. `totals`: weight across, within. */
export function walkAt({ cosine }: Pairs, grid: Grid, totals: Float64Array): Walk {
  const state = new Float64Array(11);
  state[0] = cosine[0]!;
  return {
    grid,
    across: totals[0]!,
    within: totals[1]!,
    origin: cosine[cosine.length >> 1]!,
    state,
    massesAcross: new Float64Array(grid.count),
    massesWithin: new Float64Array(grid.count),
  };
}

/** Walks on over pairs `from` … `to`, whose cosines ascend. */
export function walkOn(
  { cosine, left, right }: Pairs,
  { times, groupOf }: Drawn,
  from: number,
  to: number,
  walk: Walk,
): void {
  const { grid, origin, state, massesAcross, massesWithin } = walk;
  const { low } = grid;
  const last = grid.count - 2;
  const steps = 1 / grid.step;
  const shareAcross = 1 / walk.across;
  const shareWithin = 1 / walk.within;
  let at = state[0]!;
  let wins = state[1]!;
  let area = state[2]!;
  let passedAcross = state[3]!;
  let passedWithin = state[4]!;
  let tiedAcross = state[5]!;
  let tiedWithin = state[6]!;
  let sumAcross = state[7]!;
  let sumWithin = state[8]!;
  let squaresAcross = state[9]!;
  let squaresWithin = state[10]!;
  for (let pair = from; pair < to; pair++) {
    const one = left[pair]!;
    const other = right[pair]!;
    const weight = times[one]! * times[other]!;
    const value = cosine[pair]!;
    if (value !== at) {
      area += Math.abs(passedAcross * shareAcross - passedWithin * shareWithin) * (value - at);
      at = value;
      tiedAcross = 0;
      tiedWithin = 0;
    }
    const place = (value - low) * steps;
    const below = Math.min(last, Math.floor(place));
    const above = weight * (place - below);
    const high = value - origin;
    if (groupOf[one] === groupOf[other]) {
      wins += weight * (passedAcross - tiedAcross / 2);
      passedWithin += weight;
      tiedWithin += weight;
      sumWithin += weight * high;
      squaresWithin += weight * high * high;
      massesWithin[below] = massesWithin[below]! + weight - above;
      massesWithin[below + 1] = massesWithin[below + 1]! + above;
    } else {
      wins += (weight * tiedWithin) / 2;
      passedAcross += weight;
      tiedAcross += weight;
      sumAcross += weight * high;
      squaresAcross += weight * high * high;
      massesAcross[below] = massesAcross[below]! + weight - above;
      massesAcross[below + 1] = massesAcross[below + 1]! + above;
    }
  }
  state[0] = at;
  state[1] = wins;
  state[2] = area;
  state[3] = passedAcross;
  state[4] = passedWithin;
  state[5] = tiedAcross;
  state[6] = tiedWithin;
  state[7] = sumAcross;
  state[8] = sumWithin;
  state[9] = squaresAcross;
  state[10] = squaresWithin;
}

/** What the walk has found after the last pair. */
export function endOf({ state, origin, across, within }: Walk): Walked {
  const moments = (weight: number, sum: number, squares: number): Moments => {
    const mean = sum / weight;
    const variance = weight > 1 ? Math.max(0, (squares - weight * mean * mean) / (weight - 1)) : 0;
    return { mean: origin + mean, variance };
  };
  return {
    wins: state[1]!,
    area: state[2]!,
    across: moments(across, state[7]!, state[9]!),
    within: moments(within, state[8]!, state[10]!),
  };
}
