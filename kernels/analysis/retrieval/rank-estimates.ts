import { createRandom } from '../../phantoms/drawing/random.ts';
import type { BootstrapOptions } from '../metrics/bootstrap.ts';
import { scoresOfRanks } from '../metrics/retrieval.ts';
import { wholeOption } from '../statistics/checked.ts';
import { percentileInterval, type Interval } from '../statistics/interval.ts';
import { quantileOf } from '../statistics/quantile.ts';

/** A measure of retrieval with the range that resampled queries give it. */
export interface RankEstimate {
  readonly value: number;
  readonly interval: Interval;
}

/** Retrieval in one direction. */
export interface RankEstimates {
  /** Queries that have a relevant entry. */
  readonly queries: number;
  /** In the order of the ks asked for, each in [0, 1]. */
  readonly recall: readonly (RankEstimate & { readonly k: number })[];
  /** In (0, 1]. */
  readonly meanReciprocalRank: RankEstimate;
  /** At least 1. */
  readonly medianRank: RankEstimate;
}

/**
 * Recall@k, mean reciprocal rank and median rank with percentile intervals of a bootstrap over queries, all from the same resamples.
 * @param ranks `[queries]`, rank of the first relevant entry from 1; 0 for a query that counts nowhere.
 * @returns undefined if no query counts.
 * @throws Failure `option-invalid`.
 */
export function rankEstimates(
  ranks: Uint32Array,
  ks: readonly number[],
  { resamples = 1000, level = 0.95, seed = 0 }: BootstrapOptions = {},
): RankEstimates | undefined {
  wholeOption('resamples', resamples, 1);
  const scores = scoresOfRanks(ranks, ks);
  if (scores === undefined) return undefined;
  const known = ranks.filter(rank => rank > 0);
  const random = createRandom(seed).fork('bootstrap of queries');
  const drawn = new Uint32Array(known.length);
  const [reciprocal, median] = [new Float64Array(resamples), new Float64Array(resamples)];
  const recall = ks.map(() => new Float64Array(resamples));
  for (let resample = 0; resample < resamples; resample++) {
    let sum = 0;
    for (let at = 0; at < drawn.length; at++) {
      drawn[at] = known[Math.floor(random.uniform() * known.length)]!;
      sum += 1 / drawn[at]!;
    }
    drawn.sort();
    reciprocal[resample] = sum / drawn.length;
    median[resample] = quantileOf(drawn, 0.5);
    ks.forEach((k, at) => (recall[at]![resample] = countUpTo(drawn, k) / drawn.length));
  }
  const estimate = (value: number, replicates: Float64Array): RankEstimate => ({
    value,
    interval: percentileInterval(replicates, level)!,
  });
  return {
    queries: scores.queries,
    recall: scores.recall.map(({ k, value }, at) => ({ k, ...estimate(value, recall[at]!) })),
    meanReciprocalRank: estimate(scores.meanReciprocalRank, reciprocal),
    medianRank: estimate(scores.medianRank, median),
  };
}

/** What a random order of the entries reaches on average. */
export interface ChanceRanks {
  /** In the order of the ks asked for. */
  readonly recall: readonly number[];
  readonly meanReciprocalRank: number;
  readonly medianRank: number;
}

/**
 * Retrieval by chance: the rank of the first of m relevant among n entries in random order is r with probability
 * C(n − r, m − 1) / C(n, m).
 * @param relevant `[queries]`, relevant entries of each; those without any count nowhere.
 * @param entries n, at least as many as any query has relevant ones.
 * @returns undefined if no query counts.
 */
export function chanceRanks(
  relevant: readonly number[],
  entries: number,
  ks: readonly number[],
): ChanceRanks | undefined {
  const counts = new Map<number, number>();
  for (const count of relevant) if (count > 0) counts.set(count, (counts.get(count) ?? 0) + 1);
  const total = [...counts.values()].reduce((sum, each) => sum + each, 0);
  if (total === 0) return undefined;
  const share = new Float64Array(entries + 1);
  for (const [own, queries] of counts) {
    let probability = own / entries;
    for (let rank = 1; rank <= entries - own + 1; rank++) {
      share[rank] = share[rank]! + (probability * queries) / total;
      probability *= (entries - rank - own + 1) / (entries - rank);
    }
  }
  let [sum, reciprocal, median] = [0, 0, 0];
  const upTo = share.map((each, rank) => {
    sum += each;
    if (rank > 0) reciprocal += each / rank;
    // Rounding may leave an exact half a little below it.
    if (median === 0 && sum >= 0.5 - 1e-9) median = rank;
    return sum;
  });
  return {
    recall: ks.map(k => Math.min(1, upTo[Math.min(k, entries)]!)),
    meanReciprocalRank: reciprocal,
    medianRank: median,
  };
}

/** Of ascending values. */
function countUpTo(sorted: Uint32Array, most: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! <= most) low = middle + 1;
    else high = middle;
  }
  return low;
}
