import { requireCount } from '../cosines.ts';
import { dot, unitRows, type Vectors } from '../embedding-space/unit-rows.ts';
import { rankCorrelation } from '../projections/ranks.ts';
import { uniform } from '../projections/random.ts';

/** Pairs that are looked at where there are more. */
const mostPairs = 200_000;

/** How alike two models order the similarities of the same points. */
export interface SimilarityCorrelation {
  /** Spearman's correlation of the cosines of the same pairs, in [-1, 1]; 0 if one side's are all equal. */
  readonly spearman: number;
  /** Pairs that were compared: all, or 200,000 drawn with a fixed seed. */
  readonly pairs: number;
}

/**
 * Compares two embeddings of the same points by the cosines of their pairs (representational similarity analysis, Kriegeskorte et al.
 * 2008): needs no layout and no common dimension.
 * @throws Failure `values-unequal` if the numbers of rows differ, `embedding-invalid`.
 */
export function similarityCorrelation(left: Vectors, right: Vectors): SimilarityCorrelation {
  requireCount(right, 'the second embedding', left.count, 'the first embedding');
  const [one, other] = [unitRows(left), unitRows(right)];
  const { count } = left;
  const all = (count * (count - 1)) / 2;
  const pairs = Math.min(all, mostPairs);
  const [before, after] = [new Float64Array(pairs), new Float64Array(pairs)];
  const next = uniform(1);
  let [first, second] = [0, 0];
  for (let pair = 0; pair < pairs; pair++) {
    if (pairs === all) {
      if (++second === count) second = ++first + 1;
    } else {
      first = Math.floor(next() * count);
      second = (first + 1 + Math.floor(next() * (count - 1))) % count;
    }
    before[pair] = rounded(dot(one[first]!, one[second]!));
    after[pair] = rounded(dot(other[first]!, other[second]!));
  }
  return { spearman: pairs < 2 ? 0 : rankCorrelation(before, after), pairs };
}

/** What differs only by rounding is equal: one-hot labels have no order. */
function rounded(cosine: number): number {
  return Math.round(cosine * 1e12) / 1e12;
}
