import type { Grid } from './density.ts';
import { pairAt, type PromptPair } from './margins.ts';
import type { Pairs } from './pairs.ts';

/** A range of cosines, both ends included. */
export interface Band {
  readonly low: number;
  readonly high: number;
}

/**
 * Where two densities on one grid overlap: from the 5th to the 95th percentile of the area under min(f, g). Undefined if less than
 * 1e-6 of their area overlaps.
 */
export function overlapBand(left: Float64Array, right: Float64Array, grid: Grid): Band | undefined {
  const smaller = left.map((value, index) => Math.min(value, right[index]!));
  const total = smaller.reduce((sum, value) => sum + value, 0);
  if (total * grid.step < 1e-6) return undefined;
  const at = (share: number): number => {
    let passed = 0;
    const index = smaller.findIndex(value => (passed += value) >= share * total);
    return grid.low + index * grid.step;
  };
  return { low: at(0.05), high: at(0.95) };
}

/**
 * The prompt pairs whose cosine lies in `band`, most alike first, within and across groups together; what a click on the band of a
 * picture lists.
 */
export function pairsInBand(
  { within, across }: { readonly within?: { pairs: Pairs }; readonly across?: { pairs: Pairs } },
  { low, high }: Band,
): PromptPair[] {
  const inside = (pairs: Pairs | undefined, kind: PromptPair['kind']): PromptPair[] =>
    pairs === undefined
      ? []
      : Array.from(pairs.cosine, (_, pair) => pairAt(pairs, pair, kind)).filter(
          ({ cosine }) => cosine >= low && cosine <= high,
        );
  return [...inside(within?.pairs, 'within'), ...inside(across?.pairs, 'across')].sort(
    (one, other) => other.cosine - one.cosine,
  );
}
