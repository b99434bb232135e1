import { failure } from '../../protocol/failures/index.ts';
import { wholeOption } from '../statistics/checked.ts';
import { dot, unitRows, type Vectors } from './unit-rows.ts';

/** Two rows that are nearly the same. */
export interface NearDuplicate {
  readonly left: number;
  /** Above `left`. */
  readonly right: number;
  readonly cosine: number;
}

/**
 * Pairs of rows with a cosine of at least `threshold`, most alike first, at most `limit`. Among the reports of a training set these
 * are the false negatives of survey Fig. 8: each is used as a wrong match of the other's image.
 * @param threshold default 0.95.
 * @param limit default 1,000.
 * @throws Failure `embedding-invalid`, `option-invalid`.
 */
export function nearDuplicates(
  vectors: Vectors,
  { threshold = 0.95, limit = 1000 }: { readonly threshold?: number; readonly limit?: number } = {},
): {
  readonly pairs: readonly NearDuplicate[];
  /** Pairs found, more than given if above the limit. */ readonly found: number;
} {
  wholeOption('limit', limit, 1);
  if (!(threshold >= -1 && threshold <= 1))
    throw failure('option-invalid', {
      option: 'threshold',
      value: String(threshold),
      expected: 'a cosine between -1 and 1',
    });
  const rows = unitRows(vectors);
  let best: NearDuplicate[] = [];
  let found = 0;
  const alike = (one: NearDuplicate, other: NearDuplicate): number => other.cosine - one.cosine;
  for (let left = 0; left < rows.length; left++)
    for (let right = left + 1; right < rows.length; right++) {
      const cosine = Math.min(1, dot(rows[left]!, rows[right]!));
      if (cosine < threshold) continue;
      found++;
      best.push({ left, right, cosine });
      if (best.length >= 4 * limit) best = best.sort(alike).slice(0, limit);
    }
  return { pairs: best.sort(alike).slice(0, limit), found };
}
