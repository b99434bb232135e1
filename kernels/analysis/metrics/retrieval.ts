import { failure } from '../../protocol/failures/index.ts';
import { finiteValues, wholeOption } from '../statistics/checked.ts';
import { quantileOf } from '../statistics/quantile.ts';

/** How well queries find what belongs to them. */
export interface RetrievalScores {
  /** `[queries]`, rank of the first relevant entry from 1; 0 for a query with no relevant entry, which no score counts. */
  readonly ranks: Uint32Array;
  /** Share of the queries with a relevant entry among the first k, in the order of the ks asked for. */
  readonly recall: readonly { readonly k: number; readonly value: number }[];
  /** Mean of 1 / rank, in (0, 1]. */
  readonly meanReciprocalRank: number;
  readonly medianRank: number;
  /** Queries that have a relevant entry. */
  readonly queries: number;
}

/**
 * Recall@k (any hit), mean reciprocal rank and median rank. Entries that tie with a relevant one rank before it, so that equal
 * similarities gain nothing.
 * @param similarity `[queries, entries]`, larger for a better match.
 * @param relevant for each query the indices of the entries that belong to it.
 * @param ks default 1, 5, 10.
 * @returns undefined if no query has a relevant entry.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `option-invalid`.
 */
export function retrievalScores(
  similarity: ArrayLike<number>,
  relevant: readonly (readonly number[])[],
  { ks = [1, 5, 10] }: { readonly ks?: readonly number[] } = {},
): RetrievalScores | undefined {
  ks.forEach(k => wholeOption('k', k, 1));
  const values = finiteValues(similarity, 'similarities');
  const entries = entriesOf(values.length, relevant.length);
  const ranks = Uint32Array.from(relevant, (own, query) => firstRank(values, query * entries, entries, own));
  return scoresOfRanks(ranks, ks);
}

/** Scores of `[queries]` ranks from 1, 0 for a query that counts nowhere; undefined if none counts. */
export function scoresOfRanks(ranks: Uint32Array, ks: readonly number[]): RetrievalScores | undefined {
  const known = Float64Array.from(ranks.filter(rank => rank > 0)).sort();
  if (known.length === 0) return undefined;
  return {
    ranks,
    recall: ks.map(k => ({ k, value: known.filter(rank => rank <= k).length / known.length })),
    meanReciprocalRank: known.reduce((sum, rank) => sum + 1 / rank, 0) / known.length,
    medianRank: quantileOf(known, 0.5),
    queries: known.length,
  };
}

/**
 * Mean normalised discounted cumulative gain of the first k entries, in [0, 1], gains linear, entries of equal similarity sharing their
 * mean gain, as scikit-learn's ndcg_score. Queries without gain are left out; undefined if none has any.
 * @param similarity `[queries, entries]`.
 * @param gain `[queries, entries]`, at least 0: how relevant each entry is.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `option-invalid`.
 */
export function normalisedGain(
  similarity: ArrayLike<number>,
  gain: ArrayLike<number>,
  queries: number,
  k: number,
): number | undefined {
  wholeOption('k', k, 1);
  wholeOption('queries', queries, 1);
  const [values, gains] = [finiteValues(similarity, 'similarities'), finiteValues(gain, 'gains')];
  if (values.length !== gains.length)
    throw failure('values-unequal', {
      left: 'similarities',
      leftCount: values.length,
      right: 'gains',
      rightCount: gains.length,
    });
  const negative = gains.findIndex(value => value < 0);
  if (negative >= 0)
    throw failure('value-invalid', {
      what: 'gains',
      position: negative,
      value: String(gains[negative]),
      expected: 'a gain of at least 0',
    });
  const entries = entriesOf(values.length, queries);
  const found: number[] = [];
  for (let start = 0; start < values.length; start += entries) {
    const own = gains.subarray(start, start + entries);
    const best = discountedGain(own, own, k);
    if (best > 0) found.push(discountedGain(values.subarray(start, start + entries), own, k) / best);
  }
  return found.length === 0 ? undefined : found.reduce((sum, value) => sum + value, 0) / found.length;
}

function discountedGain(similarity: Float64Array, gain: Float64Array, k: number): number {
  const order = Uint32Array.from(similarity, (_, entry) => entry).sort(
    (one, other) => similarity[other]! - similarity[one]!,
  );
  let total = 0;
  for (let rank = 0; rank < order.length && rank < k;) {
    const value = similarity[order[rank]!]!;
    let [sum, discounts, tied] = [0, 0, 0];
    for (; rank < order.length && similarity[order[rank]!] === value; rank++, tied++) {
      sum += gain[order[rank]!]!;
      if (rank < k) discounts += 1 / Math.log2(rank + 2);
    }
    total += (sum / tied) * discounts;
  }
  return total;
}

function firstRank(
  values: Float64Array,
  start: number,
  entries: number,
  relevant: readonly number[],
): number {
  if (relevant.length === 0) return 0;
  let best = -Infinity;
  for (const entry of relevant) {
    if (!Number.isInteger(entry) || entry < 0 || entry >= entries)
      throw failure('value-invalid', {
        what: 'relevant entries',
        position: start / entries,
        value: String(entry),
        expected: `the index of one of ${entries} entries`,
      });
    best = Math.max(best, values[start + entry]!);
  }
  const own = new Set(relevant);
  let rank = 1;
  for (let entry = 0; entry < entries; entry++) if (values[start + entry]! >= best && !own.has(entry)) rank++;
  return rank;
}

function entriesOf(values: number, queries: number): number {
  const entries = values / queries;
  if (!Number.isInteger(entries))
    throw failure('values-unequal', {
      left: 'similarities',
      leftCount: values,
      right: 'queries',
      rightCount: queries,
    });
  return entries;
}
