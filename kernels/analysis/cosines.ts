import { failure } from '../protocol/failures/index.ts';
import { requireSameModel, unitRows, type Vectors } from './embedding-space/unit-rows.ts';

/**
 * Cosine of every row of `left` with every row of `right`, `[left.count, right.count]` in [-1, 1], sums in double precision,
 * lengths divided out: scaling a row changes nothing.
 * @param names of the two sets, for failures.
 * @throws Failure `values-empty` for a set without rows, `embeddings-differ`, `embedding-invalid`.
 */
export function cosines(left: Vectors, right: Vectors, names: readonly [string, string]): Float64Array {
  requireRows(left, names[0]);
  requireRows(right, names[1]);
  requireSameModel(left, right, names);
  const [rows, columns] = [unitRows(left), unitRows(right)];
  const found = new Float64Array(rows.length * columns.length);
  for (let column = 0; column < columns.length; column += 2) {
    const one = columns[column]!;
    const other = columns[column + 1] ?? one;
    for (let row = 0; row < rows.length; row++) {
      const values = rows[row]!;
      let [first, second] = [0, 0];
      for (let at = 0; at < values.length; at++) {
        first += values[at]! * one[at]!;
        second += values[at]! * other[at]!;
      }
      found[row * columns.length + column] = clipped(first);
      if (other !== one) found[row * columns.length + column + 1] = clipped(second);
    }
  }
  return found;
}

/** @throws Failure `values-empty` for a set without rows, `values-unequal` if its data are not `count` rows of `dim`. */
export function requireRows({ data, count, dim }: Vectors, name: string): void {
  if (count === 0) throw failure('values-empty', { what: `the set of ${name}` });
  if (data.length !== count * dim)
    throw failure('values-unequal', {
      left: `${count} rows of ${dim}`,
      leftCount: count * dim,
      right: name,
      rightCount: data.length,
    });
}

/** @throws Failure `embedding-invalid` for a row of zeros or with NaN or infinity: it has no direction. */
export function requireDirections({ data, count, dim, ids }: Vectors): void {
  for (let row = 0; row < count; row++) {
    let squares = 0;
    for (let at = row * dim; at < (row + 1) * dim; at++) squares += data[at]! * data[at]!;
    if (!(squares > 0 && squares < Infinity))
      throw failure('embedding-invalid', {
        id: ids?.[row] ?? String(row),
        problem: squares === 0 ? 'is all zeros' : 'holds NaN or infinity',
      });
  }
}

/** @throws Failure `values-unequal` unless `vectors` has `count` rows. */
export function requireCount(vectors: Vectors, name: string, count: number, of: string): void {
  if (vectors.count !== count)
    throw failure('values-unequal', {
      left: of,
      leftCount: count,
      right: name,
      rightCount: vectors.count,
    });
}

function clipped(cosine: number): number {
  return Math.max(-1, Math.min(1, cosine));
}
