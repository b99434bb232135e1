import type { Rows } from './points.ts';
import { blockOf, openBestColumns } from './products.ts';

/** The `k` nearest other rows of each row. */
export interface Neighbours {
  readonly count: number;
  readonly k: number;
  /** `[count, k]`, nearest first; of equally near rows the one with the lower index. */
  readonly indices: Uint32Array;
  /** `[count, k]`, summed in double precision. */
  readonly squaredDistances: Float64Array;
}

/** Scores are single precision: so many more candidates than wanted are measured again, which settles near ties. */
const spare = 8;

/** Floats of one block of scores: 64 MB. */
const blockFloats = 16e6;

/**
 * Exact nearest neighbours by Euclidean distance, over all pairs, block by block: memory grows with `count · (dim + k)`, never with
 * `count²`. Rows around 0 keep the most digits (`pointsOf`).
 * @param k From 1 to `count` − 1.
 * @param between Called before each block; what it throws ends the search.
 */
export async function nearestNeighbours(
  points: Rows,
  k: number,
  between: () => void = () => undefined,
): Promise<Neighbours> {
  const { count, dim, data } = points;
  const bias = new Float32Array(count);
  for (let row = 0; row < count; row++) {
    let squares = 0;
    for (let at = row * dim; at < (row + 1) * dim; at++) squares += data[at]! * data[at]!;
    bias[row] = -squares / 2;
  }
  const candidates = Math.min(count, k + 1 + spare);
  const best = await openBestColumns(blockOf(points, 0, count), bias, candidates);
  const indices = new Uint32Array(count * k);
  const squaredDistances = new Float64Array(count * k);
  const rows = Math.max(16, Math.min(256, Math.floor(blockFloats / count)));
  try {
    for (let from = 0; from < count; from += rows) {
      between();
      const to = Math.min(count, from + rows);
      const { columns } = await best.of(blockOf(points, from, to));
      for (let row = from; row < to; row++) {
        const start = (row - from) * candidates;
        keepNearest(points, row, columns.subarray(start, start + candidates), k, indices, squaredDistances);
      }
    }
  } finally {
    await best.close();
  }
  return { count, k, indices, squaredDistances };
}

/** Measures the candidates of `row` exactly and keeps the best `k`: insertion, since they come nearly in order. */
function keepNearest(
  points: Rows,
  row: number,
  candidates: Float32Array,
  k: number,
  indices: Uint32Array,
  squaredDistances: Float64Array,
): void {
  const start = row * k;
  let kept = 0;
  for (const other of candidates) {
    if (other === row) continue;
    const distance = squaredDistance(points, row, other);
    let at = kept;
    while (
      at > 0 &&
      comesBefore(distance, other, squaredDistances[start + at - 1]!, indices[start + at - 1]!)
    ) {
      at--;
      if (at + 1 < k) {
        squaredDistances[start + at + 1] = squaredDistances[start + at]!;
        indices[start + at + 1] = indices[start + at]!;
      }
    }
    if (at >= k) continue;
    squaredDistances[start + at] = distance;
    indices[start + at] = other;
    if (kept < k) kept++;
  }
}

function comesBefore(distance: number, index: number, otherDistance: number, otherIndex: number): boolean {
  return distance < otherDistance || (distance === otherDistance && index < otherIndex);
}

/** Four sums at once: one alone would wait for each addition. */
function squaredDistance({ data, dim }: Rows, left: number, right: number): number {
  let first = 0;
  let second = 0;
  let third = 0;
  let fourth = 0;
  let from = left * dim;
  let to = right * dim;
  const end = from + dim;
  for (; from + 3 < end; from += 4, to += 4) {
    const a = data[from]! - data[to]!;
    const b = data[from + 1]! - data[to + 1]!;
    const c = data[from + 2]! - data[to + 2]!;
    const d = data[from + 3]! - data[to + 3]!;
    first += a * a;
    second += b * b;
    third += c * c;
    fourth += d * d;
  }
  for (; from < end; from++, to++) first += (data[from]! - data[to]!) ** 2;
  return first + second + (third + fourth);
}
