import type { Embeddings } from '../../clip/embeddings/embeddings.ts';
import { failure } from '../../protocol/failures/index.ts';

/** Vectors, one row an image or a text. */
export type Vectors = Pick<Embeddings, 'data' | 'count' | 'dim'> & Partial<Pick<Embeddings, 'ids' | 'model'>>;

/**
 * Rows in double precision, of length 1.
 * @throws Failure `embedding-invalid` for a row of zeros or with NaN or infinity.
 */
export function unitRows({ data, count, dim, ids }: Vectors): Float64Array[] {
  return Array.from({ length: count }, (_, index) => {
    const row = Float64Array.from(data.subarray(index * dim, (index + 1) * dim));
    const length = Math.sqrt(dot(row, row));
    if (!(length > 0 && length < Infinity))
      throw failure('embedding-invalid', {
        id: ids?.[index] ?? String(index),
        problem: length === 0 ? 'is all zeros' : 'holds NaN or infinity',
      });
    return row.map(value => value / length);
  });
}

/**
 * @param names of the two sets, for the failure.
 * @throws Failure `embeddings-differ` if the dimensions differ or the models have different digests.
 */
export function requireSameModel(left: Vectors, right: Vectors, names: readonly [string, string]): void {
  const describe = (name: string, { dim, model }: Vectors): string =>
    `${name} (${model === undefined ? '' : `${model.name}, `}${dim} dimensions)`;
  const digests = [left.model?.digest, right.model?.digest].filter(digest => digest !== undefined);
  if (left.dim !== right.dim || new Set(digests).size > 1)
    throw failure('embeddings-differ', {
      left: describe(names[0], left),
      right: describe(names[1], right),
    });
}

/** Inner product of two rows of one length. */
export function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let index = 0; index < left.length; index++) sum += left[index]! * right[index]!;
  return sum;
}

/** Mean of rows `[dim]`; at least one. */
export function meanRow(rows: readonly Float64Array[]): Float64Array {
  const mean = new Float64Array(rows[0]!.length);
  for (const row of rows)
    for (let index = 0; index < mean.length; index++) mean[index] = mean[index]! + row[index]! / rows.length;
  return mean;
}
