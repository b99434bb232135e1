import { failure } from '../../protocol/failures/index.ts';
import { checkRows } from './check-rows.ts';
import { pointsOf, type Metric, type Rows } from './points.ts';
import { blockOf, openProduct } from './products.ts';
import { distanceCorrelation } from './distance-correlation.ts';
import { nearestOf, placesOf } from './ranks.ts';

/** How far a layout can be believed. All shares are in [0, 1], 1 the best. */
export interface ProjectionQuality {
  /** Neighbours that count: as asked for, but fewer than half of the points. */
  readonly neighbors: number;
  /** 1 less what false neighbours in the layout cost, by how far off they are (Venna & Kaski 2001; scikit-learn `trustworthiness`). */
  readonly trustworthiness: number;
  /** The same for neighbours that the layout tore apart. */
  readonly continuity: number;
  /** Share of each point's true neighbours that are its neighbours in the layout. */
  readonly recall: number;
  /** Spearman's correlation of distances before and after. */
  readonly spearman: number;
  /** Pairs in `spearman`: all, or 200,000 drawn with a fixed seed. */
  readonly pairs: number;
  /** Each point's own share, `[count]`; their means are the numbers above. */
  readonly points: { readonly trustworthiness: Float32Array; readonly recall: Float32Array };
}

/** Rows measured at a time: their distances to all others are held at once. */
const blockRows = 64;

/**
 * Compares a layout `[count, 2]` with the rows it was made from, over all pairs.
 * @throws Failure as `project` does for the rows, `projection-rows-mismatched` for the layout, `cancelled`.
 */
export async function projectionQuality(
  rows: Rows,
  coordinates: Float32Array,
  {
    neighbors = 15,
    metric = 'cosine',
    signal,
  }: {
    readonly neighbors?: number | undefined;
    readonly metric?: Metric | undefined;
    readonly signal?: AbortSignal | undefined;
  } = {},
): Promise<ProjectionQuality> {
  checkRows(rows);
  const { count } = rows;
  if (coordinates.length !== 2 * count)
    throw failure('projection-rows-mismatched', { count, dim: 2, length: coordinates.length });
  const { data, source, dim } = pointsOf(rows, metric);
  const layout = new Float64Array(2 * count);
  for (let row = 0; row < count; row++) {
    layout[2 * row] = coordinates[2 * source[row]!]!;
    layout[2 * row + 1] = coordinates[2 * source[row]! + 1]!;
  }
  const k = Math.max(1, Math.min(neighbors, Math.ceil(count / 2) - 1));
  const points = { trustworthiness: new Float32Array(count), recall: new Float32Array(count) };
  const squares = Float64Array.from({ length: count }, (_, row) => squaredLength(data, row, dim));
  const before = new Float64Array(count);
  const after = new Float64Array(count);
  const scale = 2 / (k * (2 * count - 3 * k - 1));
  const sums = { trustworthiness: 0, continuity: 0, recall: 0 };
  const product = await openProduct(false);
  try {
    for (let from = 0; from < count; from += blockRows) {
      if (signal?.aborted)
        throw failure('cancelled', { what: `Measuring a layout of ${count} points` }, signal.reason);
      const to = Math.min(count, from + blockRows);
      const products = await product.of(blockOf({ data, dim }, from, to), blockOf({ data, dim }, 0, count));
      for (let row = from; row < to; row++) {
        distancesBefore(products, (row - from) * count, squares, before);
        distancesAfter(layout, row, after);
        before[row] = Infinity;
        after[row] = Infinity;
        const measured = measureRow(before, after, k);
        const trustworthiness = 1 - scale * measured.intruders;
        points.trustworthiness[source[row]!] = trustworthiness;
        points.recall[source[row]!] = measured.kept / k;
        sums.trustworthiness += trustworthiness / count;
        sums.continuity += (1 - scale * measured.torn) / count;
        sums.recall += measured.kept / k / count;
      }
    }
  } finally {
    await product.close();
  }
  return { neighbors: k, ...sums, ...distanceCorrelation({ data, count, dim }, layout), points };
}

/** How many of the k nearest stayed, and by how many places beyond k the others are off, in either direction. */
function measureRow(
  before: Float64Array,
  after: Float64Array,
  k: number,
): { readonly kept: number; readonly intruders: number; readonly torn: number } {
  const truly = nearestOf(before, k);
  const shown = nearestOf(after, k);
  const intruders = [...shown].filter(other => !truly.includes(other));
  const torn = [...truly].filter(other => !shown.includes(other));
  return {
    kept: k - intruders.length,
    intruders: placesOf(before, intruders) - k * intruders.length,
    torn: placesOf(after, torn) - k * torn.length,
  };
}

/** Squared distances but for the row's own square, which changes no rank. */
function distancesBefore(
  products: Float32Array,
  start: number,
  squares: Float64Array,
  before: Float64Array,
): void {
  for (let other = 0; other < before.length; other++)
    before[other] = squares[other]! - 2 * products[start + other]!;
}

function distancesAfter(layout: Float64Array, row: number, after: Float64Array): void {
  const ownX = layout[2 * row]!;
  const ownY = layout[2 * row + 1]!;
  for (let other = 0; other < after.length; other++) {
    const x = ownX - layout[2 * other]!;
    const y = ownY - layout[2 * other + 1]!;
    after[other] = x * x + y * y;
  }
}

function squaredLength(data: Float32Array, row: number, dim: number): number {
  let sum = 0;
  for (let at = row * dim; at < (row + 1) * dim; at++) sum += data[at]! * data[at]!;
  return sum;
}
