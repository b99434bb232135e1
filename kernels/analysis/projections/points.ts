/** Rows of numbers, `[count, dim]` row-major: embeddings, or anything else that can be laid out. */
export interface Rows {
  readonly data: Float32Array;
  readonly count: number;
  readonly dim: number;
}

/** How far two rows are from each other: by their angle (rows are brought to unit length), or as they stand. */
export type Metric = 'cosine' | 'euclidean';

/** Rows made ready for Euclidean geometry. */
export interface Points extends Rows {
  /** Mean 0; of unit length before that, if the metric is the cosine: d² is then 2 − 2 cos. */
  readonly data: Float32Array;
  /** `source[i]` is the row of the original that row i was. */
  readonly source: Uint32Array;
  /** Original rows of zeros, if the metric is the cosine. */
  readonly zeros: readonly number[];
  /** How many rows repeat an earlier one. */
  readonly repeats: number;
}

/**
 * Normalises, centres and sorts rows. They are sorted by their numbers, so that all that follows, rounding included, does not depend
 * on the order in which they came. Centring takes away the cone of CLIP embeddings, which would cost digits in every product.
 */
export function pointsOf(rows: Rows, metric: Metric): Points {
  const { count, dim } = rows;
  const source = Uint32Array.from({ length: count }, (_, row) => row).sort(
    (left, right) => compareRows(rows, left, right) || left - right,
  );
  const data = new Float32Array(count * dim);
  const mean = new Float64Array(dim);
  const zeros: number[] = [];
  let repeats = 0;
  for (let row = 0; row < count; row++) {
    const from = source[row]! * dim;
    if (row > 0 && compareRows(rows, source[row - 1]!, source[row]!) === 0) repeats++;
    let squares = 0;
    for (let at = from; at < from + dim; at++) squares += rows.data[at]! * rows.data[at]!;
    if (metric === 'cosine' && squares === 0) zeros.push(source[row]!);
    const factor = metric === 'cosine' && squares > 0 ? 1 / Math.sqrt(squares) : 1;
    for (let at = 0; at < dim; at++) {
      const value = rows.data[from + at]! * factor;
      data[row * dim + at] = value;
      mean[at]! += value / count;
    }
  }
  for (let row = 0; row < count; row++) for (let at = 0; at < dim; at++) data[row * dim + at]! -= mean[at]!;
  return { data, count, dim, source, zeros: zeros.sort((left, right) => left - right), repeats };
}

/** Puts a result `[count, width]` about sorted rows into the order of the original. */
export function inOriginalOrder(values: Float32Array, width: number, source: Uint32Array): Float32Array {
  const original = new Float32Array(values.length);
  for (let row = 0; row < source.length; row++)
    for (let at = 0; at < width; at++) original[source[row]! * width + at] = values[row * width + at]!;
  return original;
}

function compareRows({ data, dim }: Rows, left: number, right: number): number {
  for (let at = 0; at < dim; at++) {
    const difference = data[left * dim + at]! - data[right * dim + at]!;
    if (difference !== 0) return difference;
  }
  return 0;
}
