import type { Numbers } from './recognise.ts';

/** RGB pixels of `[height, width]` block means; blocks without a finite number are gray. */
export interface HeatMap {
  readonly width: number;
  readonly height: number;
  readonly rgb: Uint8Array;
}

const mostCells = 64;

/**
 * The last axis across, all others down, each cut into at most 64 blocks; colours run from the smallest block mean to the largest.
 * Undefined for fewer than 2 numbers.
 */
export function heatMap(data: Numbers, shape: readonly number[]): HeatMap | undefined {
  if (data.length < 2) return undefined;
  const columns = shape.length < 2 ? Math.min(data.length, mostCells * mostCells) : (shape.at(-1) ?? 1);
  const folded = shape.length < 2 ? Math.ceil(Math.sqrt(columns)) : columns;
  const rows = Math.ceil(data.length / folded);
  const width = Math.min(folded, mostCells);
  const height = Math.min(rows, mostCells);
  const means = blockMeans(data, { rows, columns: folded, width, height });
  const finite = means.filter(Number.isFinite);
  const low = finite.reduce((left, right) => Math.min(left, right), Infinity);
  const high = finite.reduce((left, right) => Math.max(left, right), -Infinity);
  const rgb = new Uint8Array(width * height * 3);
  means.forEach((mean, cell) =>
    rgb.set(Number.isFinite(mean) ? colour((mean - low) / (high - low || 1)) : gray, cell * 3),
  );
  return { width, height, rgb };
}

interface Blocks {
  readonly rows: number;
  readonly columns: number;
  readonly width: number;
  readonly height: number;
}

function blockMeans(data: Numbers, { rows, columns, width, height }: Blocks): Float64Array {
  const sums = new Float64Array(width * height);
  const counts = new Float64Array(width * height);
  for (let at = 0; at < data.length; at++) {
    const value = Number(data[at]!);
    if (!Number.isFinite(value)) continue;
    const row = Math.floor((Math.floor(at / columns) * height) / rows);
    const cell = row * width + Math.floor(((at % columns) * width) / columns);
    sums[cell] = sums[cell]! + value;
    counts[cell] = counts[cell]! + 1;
  }
  return sums.map((sum, cell) => sum / counts[cell]!);
}

const gray = [128, 128, 128];

/** Cividis (Nuñez, Anderton, Renslow 2018), seven of its colours: readable without red-green vision and in print. */
const stops = [
  [0, 32, 77],
  [39, 63, 108],
  [87, 92, 109],
  [124, 123, 120],
  [165, 156, 116],
  [209, 191, 98],
  [255, 234, 70],
] as const;

function colour(share: number): number[] {
  const place = Math.min(Math.max(share, 0), 1) * (stops.length - 1);
  const at = Math.min(Math.floor(place), stops.length - 2);
  const rest = place - at;
  return stops[at]!.map((from, channel) => Math.round(from + (stops[at + 1]![channel]! - from) * rest));
}
