import { createField, type Field } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import type { Point } from '../../drawing/shapes.ts';
import type { Textures } from '../../drawing/texture.ts';
import { addTube, type TubePaint } from '../../drawing/tube.ts';
import { depthAt, type Breast } from './breast.ts';

/** A mammogram in the making. */
export interface Canvas {
  readonly breast: Breast;
  readonly size: number;
  readonly film: Field;
  /** Distance from the skin, positive inside. */
  readonly depths: Float32Array;
  readonly scratch: Float32Array;
  readonly textures: Textures;
  readonly random: Random;
}

export function createCanvas(size: number, breast: Breast, random: Random, textures: Textures): Canvas {
  const depths = new Float32Array(size * size);
  for (let row = 0, at = 0; row < size; row++) {
    for (let column = 0; column < size; column++, at++) {
      const x = (column + 0.5) / size;
      depths[at] = depthAt(breast, breast.side === 'left' ? x : 1 - x, (row + 0.5) / size);
    }
  }
  return {
    breast,
    size,
    film: createField(size),
    depths,
    scratch: new Float32Array(size * size),
    textures,
    random,
  };
}

/** Visits every pixel of the breast with its distance from the chest wall and its height. */
export function forEachPixel(
  { size, breast: { side }, depths }: Canvas,
  visit: (at: number, d: number, y: number) => void,
): void {
  for (let row = 0, at = 0; row < size; row++) {
    const y = (row + 0.5) / size;
    for (let column = 0; column < size; column++, at++) {
      if (depths[at]! <= 0) continue;
      const x = (column + 0.5) / size;
      visit(at, side === 'left' ? x : 1 - x, y);
    }
  }
}

/** Adds `amountAt` in a square of half-width `reach` about a centre, inside the breast. */
export function addPatch(
  { size, film, depths, breast }: Canvas,
  [d0, y0]: Point,
  reach: number,
  amountAt: (dd: number, dy: number) => number,
): void {
  const x0 = breast.side === 'left' ? d0 : 1 - d0;
  const clamp = (value: number): number => Math.min(size - 1, Math.max(0, Math.floor(value * size)));
  for (let row = clamp(y0 - reach); row <= clamp(y0 + reach); row++) {
    for (let column = clamp(x0 - reach); column <= clamp(x0 + reach); column++) {
      const at = row * size + column;
      if (depths[at]! <= 0) continue;
      const dx = (column + 0.5) / size - x0;
      film.values[at] =
        film.values[at]! + amountAt(breast.side === 'left' ? dx : -dx, (row + 0.5) / size - y0);
    }
  }
}

/** Adds a line given by `[d, y]` points. */
export function line({ film, scratch, breast }: Canvas, points: readonly Point[], paint: TubePaint): void {
  addTube(
    film,
    scratch,
    points.map(([d, y]): Point => [breast.side === 'left' ? d : 1 - d, y]),
    paint,
  );
}

/** 1 where what was added since `before` is at least `share` of its largest magnitude. */
export function changedSince({ film }: Canvas, before: Float32Array, share: number): Uint8Array {
  const { values } = film;
  let largest = 0;
  for (let at = 0; at < before.length; at++) {
    before[at] = Math.abs(values[at]! - before[at]!);
    largest = Math.max(largest, before[at]!);
  }
  const mask = new Uint8Array(before.length);
  for (let at = 0; at < before.length; at++) if (before[at]! > Math.max(1e-6, share * largest)) mask[at] = 1;
  return mask;
}
