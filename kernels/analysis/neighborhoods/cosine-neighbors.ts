import { nearestNeighbours } from '../projections/neighbours.ts';
import { pointsOf, type Rows } from '../projections/points.ts';

/** The nearest other rows of each row, by the cosine. */
export interface CosineNeighbors {
  readonly count: number;
  readonly k: number;
  /** `[count, k]`, nearest first. */
  readonly indices: Uint32Array;
  /** `[count, k]`, in [-1, 1]; 0 for a row of zeros. */
  readonly cosines: Float32Array;
}

/** Exact neighbours over all pairs of rows `[count, dim]`. @param k At least 1; at most `count` − 1 are found. */
export async function cosineNeighbors(rows: Rows, k: number): Promise<CosineNeighbors> {
  const { count } = rows;
  const found = Math.min(k, count - 1);
  const points = pointsOf(rows, 'cosine');
  const sorted = await nearestNeighbours(points, found);
  const lengths = Float64Array.from({ length: count }, (_, row) => Math.sqrt(product(rows, row, row)));
  const indices = new Uint32Array(count * found);
  const cosines = new Float32Array(count * found);
  for (let row = 0; row < count; row++) {
    const own = points.source[row]!;
    for (let at = 0; at < found; at++) {
      const other = points.source[sorted.indices[row * found + at]!]!;
      const scale = lengths[own]! * lengths[other]!;
      indices[own * found + at] = other;
      cosines[own * found + at] =
        scale === 0 ? 0 : Math.max(-1, Math.min(1, product(rows, own, other) / scale));
    }
  }
  return { count, k: found, indices, cosines };
}

function product({ data, dim }: Rows, left: number, right: number): number {
  let sum = 0;
  for (let at = 0; at < dim; at++) sum += data[left * dim + at]! * data[right * dim + at]!;
  return sum;
}
