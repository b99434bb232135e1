import { failure } from '../../protocol/failures/index.ts';
import { finiteValues, wholeOption } from '../statistics/checked.ts';
import { momentsOf } from '../statistics/moments.ts';

/** Whether few entries are the neighbours of many queries. */
export interface Hubness {
  /** `[entries]`, in how many queries' k nearest each entry is. */
  readonly occurrences: Uint32Array;
  /** Skewness of the occurrences (Radovanović et al. 2010): 0 without hubs, large with them; 0 if all are equal. */
  readonly skewness: number;
  /** Share of the entries that are near no query, in [0, 1]. */
  readonly neverNear: number;
}

/**
 * Hubness of `[queries, entries]` similarities.
 * @param k neighbours a query, at most as many as there are entries; default 10.
 * @param options.skipOwn leaves entry i out of query i, for rows compared with themselves.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `option-invalid`.
 */
export function hubness(
  similarity: ArrayLike<number>,
  entries: number,
  { k = 10, skipOwn = false }: { readonly k?: number; readonly skipOwn?: boolean } = {},
): Hubness {
  wholeOption('k', k, 1);
  wholeOption('entries', entries, 1);
  const values = finiteValues(similarity, 'similarities');
  const queries = values.length / entries;
  if (!Number.isInteger(queries))
    throw failure('values-unequal', {
      left: 'similarities',
      leftCount: values.length,
      right: 'entries',
      rightCount: entries,
    });
  const occurrences = new Uint32Array(entries);
  for (let query = 0; query < queries; query++) {
    const row = values.subarray(query * entries, (query + 1) * entries);
    const order = Uint32Array.from(row, (_, entry) => entry)
      .sort((one, other) => row[other]! - row[one]! || one - other)
      .filter(entry => !skipOwn || entry !== query);
    for (const entry of order.subarray(0, k)) occurrences[entry] = occurrences[entry]! + 1;
  }
  const { mean } = momentsOf(occurrences);
  const moment = (power: number): number =>
    occurrences.reduce((sum, count) => sum + (count - mean) ** power, 0) / entries;
  const variance = moment(2);
  return {
    occurrences,
    skewness: variance === 0 ? 0 : moment(3) / variance ** 1.5,
    neverNear: occurrences.filter(count => count === 0).length / entries,
  };
}
