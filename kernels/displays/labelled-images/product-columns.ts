import { failure } from '../../protocol/failures/index.ts';

/** Rows and their lengths. */
export interface UnitRows {
  readonly data: Float32Array;
  readonly count: number;
  readonly dim: number;
  /** `[count]`, above 0. */
  readonly lengths: Float64Array;
}

/** Columns in one pass over the rows: more would not stay in registers. */
const together = 4;

/**
 * Cosines of every row with each vector, `[vectors][count]` in [-1, 1], sums in double precision.
 * @throws Failure `embedding-invalid` for a vector of zeros or with NaN or infinity.
 */
export function productColumns(
  rows: UnitRows,
  vectors: readonly Float32Array[],
  names: readonly string[],
): Float64Array[] {
  const directions = vectors.map((vector, at) => directionOf(vector, names[at]!));
  const columns = vectors.map(() => new Float64Array(rows.count));
  for (let first = 0; first < vectors.length; first += together)
    multiply(
      rows,
      Array.from({ length: together }, (_, at) => directions[first + at] ?? directions[first]!),
      Array.from({ length: together }, (_, at) => columns[first + at] ?? new Float64Array(rows.count)),
    );
  return columns;
}

function multiply(
  { data, count, dim, lengths }: UnitRows,
  directions: readonly Float64Array[],
  columns: readonly Float64Array[],
): void {
  const [one, two, three, four] = directions as [Float64Array, Float64Array, Float64Array, Float64Array];
  for (let row = 0; row < count; row++) {
    const start = row * dim;
    let [first, second, third, fourth] = [0, 0, 0, 0];
    for (let at = 0; at < dim; at++) {
      const value = data[start + at]!;
      first += value * one[at]!;
      second += value * two[at]!;
      third += value * three[at]!;
      fourth += value * four[at]!;
    }
    const length = lengths[row]!;
    columns[0]![row] = clipped(first / length);
    columns[1]![row] = clipped(second / length);
    columns[2]![row] = clipped(third / length);
    columns[3]![row] = clipped(fourth / length);
  }
}

function directionOf(vector: Float32Array, name: string): Float64Array {
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  if (!(length > 0 && length < Infinity))
    throw failure('embedding-invalid', {
      id: name,
      problem: length === 0 ? 'is all zeros' : 'holds NaN or infinity',
    });
  return Float64Array.from(vector, value => value / length);
}

function clipped(cosine: number): number {
  return Math.max(-1, Math.min(1, cosine));
}
