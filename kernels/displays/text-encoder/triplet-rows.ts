import { wilsonInterval } from '../../analysis/statistics/wilson.ts';
import type { TripletScore } from '../../analysis/embedding-space/triplet-test.ts';
import type { EncoderTriplets } from './triplet-tests.ts';

/** One encoder on one kind of triplet. */
export interface TripletRow {
  readonly encoder: string;
  /** `all` for all kinds together. */
  readonly kind: string;
  readonly triplets: number;
  /** In [0, 1]; a coin reaches 0.5. */
  readonly accuracy: number;
  readonly low: number;
  readonly high: number;
  readonly 'mean margin': number;
}

/** One row an encoder and kind, and one of all kinds. */
export function tripletRows(results: readonly EncoderTriplets[], level: number): TripletRow[] {
  return results.flatMap(result =>
    [...result.kinds, { kind: 'all', ...scoreOf(result) }].map(({ kind, count, accuracy, meanMargin }) => {
      const { low, high } = wilsonInterval(Math.round(accuracy * count), count, level);
      return { encoder: result.name, kind, triplets: count, accuracy, low, high, 'mean margin': meanMargin };
    }),
  );
}

function scoreOf({ count, accuracy, meanMargin }: TripletScore): TripletScore {
  return { count, accuracy, meanMargin };
}
