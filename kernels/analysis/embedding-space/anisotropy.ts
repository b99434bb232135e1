import { failure } from '../../protocol/failures/index.ts';
import { symmetricEigenvalues } from './eigenvalues.ts';
import { dot, meanRow, unitRows, type Vectors } from './unit-rows.ts';

/** How narrow a cone a set of embeddings fills. */
export interface Anisotropy {
  readonly count: number;
  readonly dim: number;
  /** Mean cosine of all pairs of different rows, in [-1, 1]; 0 for directions without preference, near 1 for a narrow cone. */
  readonly meanCosine: number;
  /**
   * exp of the entropy of the singular values over their sum (Roy and Vetterli 2007), of unit rows, in [1, min(count, dim)]: how
   * many directions are in use.
   */
  readonly effectiveRank: number;
  /** The same after the mean row is taken away, which is what centring embeddings leaves; 0 if all rows are equal. */
  readonly centredEffectiveRank: number;
  /** Share of the variance around the mean along its largest direction, in [0, 1]; 0 if all rows are equal. */
  readonly largestShare: number;
  /** `[min(count, dim)]`, shares of the variance around the mean along each direction, largest first; zeros if all rows are equal. */
  readonly varianceShares: Float64Array;
}

/**
 * Anisotropy of `[count, dim]` rows, whose lengths are divided out (Ethayarajh 2019 for the mean cosine). The spectrum costs about
 * 2 · n² · max(count, dim) operations with n = min(count, dim).
 * @throws Failure `embedding-invalid`, `pairs-too-few` below two rows.
 */
export function anisotropy(vectors: Vectors): Anisotropy {
  const { count, dim } = vectors;
  if (count < 2) throw failure('pairs-too-few', { groups: 'the embeddings' });
  const rows = unitRows(vectors);
  const mean = meanRow(rows);
  const centred = rows.map(row => row.map((value, index) => value - mean[index]!));
  const around = spectrum(centred, dim);
  const variance = around.reduce((sum, value) => sum + value, 0);
  const constant = variance <= 1e-12 * count;
  return {
    count,
    dim,
    meanCosine: Math.max(-1, Math.min(1, (count * dot(mean, mean) - 1) / (count - 1))),
    effectiveRank: effectiveRank(spectrum(rows, dim)),
    centredEffectiveRank: constant ? 0 : effectiveRank(around),
    largestShare: constant ? 0 : around.at(-1)! / variance,
    varianceShares: around.map(value => (constant ? 0 : Math.max(0, value) / variance)).reverse(),
  };
}

/** Squares of the singular values of rows, ascending: eigenvalues of the smaller of their two products with themselves. */
function spectrum(rows: readonly Float64Array[], dim: number): Float64Array {
  const sides =
    rows.length <= dim
      ? rows
      : Array.from({ length: dim }, (_, column) => Float64Array.from(rows, row => row[column]!));
  const size = sides.length;
  const product = new Float64Array(size * size);
  for (let row = 0; row < size; row++)
    for (let column = 0; column <= row; column++) {
      const value = dot(sides[row]!, sides[column]!);
      product[row * size + column] = value;
      product[column * size + row] = value;
    }
  return symmetricEigenvalues(product, size);
}

function effectiveRank(squares: Float64Array): number {
  // What rounding leaves of a zero eigenvalue would count through its root.
  const floor = squares.at(-1)! * squares.length * Number.EPSILON;
  const singular = squares.filter(value => value > floor).map(Math.sqrt);
  const total = singular.reduce((sum, value) => sum + value, 0);
  return Math.exp(-singular.reduce((sum, value) => sum + (value / total) * Math.log(value / total), 0));
}
