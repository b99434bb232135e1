import type { Field } from './field.ts';
import type { Point } from './shapes.ts';

/** How a tube lies on the picture; lengths in units of the picture. */
export interface TubePaint {
  /** Added to the field on the tube's axis. */
  readonly amount: number;
  /** Radius at the first point. */
  readonly start: number;
  /** Radius at the last point; the same as `start` unless given. */
  readonly end?: number;
  /** Width of the soft edge; 0 is one pixel. */
  readonly softness?: number;
  /** Added at the edges relative to the axis: 0 flat, 1 doubles it, as cortical bone. */
  readonly rim?: number;
  /** Factor on the amount at the last point: 0 fades out. */
  readonly fade?: number;
}

/**
 * Adds a line of varying radius to a field, touching only the pixels near each of its pieces: cheap for long curves, whose
 * bounding box is mostly empty. Overlapping pieces of one tube count once.
 * @param scratch `size * size` values, all zero; zero again afterwards. One may serve all tubes of a picture.
 */
export function addTube(
  { size, values }: Field,
  scratch: Float32Array,
  points: readonly Point[],
  { amount, start, end = start, softness = 0, rim = 0, fade = 1 }: TubePaint,
): void {
  const edge = Math.max(softness, 1.2 / size);
  const pieces = points.length - 1;
  // Box of all pixels that may have been touched.
  let [least, highest, most, lowest] = [size, size, -1, -1];
  const pixel = 1 / size;
  // Farther than this from the axis there is no cover.
  const reach = Math.max(start, end) + 0.501 * edge;
  const far = reach * reach;
  for (let piece = 0; piece < pieces; piece++) {
    const [ax, ay] = points[piece]!;
    const [bx, by] = points[piece + 1]!;
    const ex = bx - ax;
    const ey = by - ay;
    const square = ex * ex + ey * ey || 1e-12;
    const inverse = 1 / square;
    // A row crosses the piece's band, `reach` to both sides of its line, over this width about the point where it meets the line.
    const level = Math.abs(ey) < 1e-9;
    const slant = level ? 0 : ex / ey;
    const band = level ? Infinity : (reach * Math.sqrt(square)) / Math.abs(ey);
    const left = Math.max(0, Math.floor((Math.min(ax, bx) - reach) * size));
    const right = Math.min(size - 1, Math.ceil((Math.max(ax, bx) + reach) * size));
    const top = Math.max(0, Math.floor((Math.min(ay, by) - reach) * size));
    const bottom = Math.min(size - 1, Math.ceil((Math.max(ay, by) + reach) * size));
    least = Math.min(least, left);
    most = Math.max(most, right);
    highest = Math.min(highest, top);
    lowest = Math.max(lowest, bottom);
    for (let row = top; row <= bottom; row++) {
      const y = (row + 0.5) * pixel - ay;
      const meets = ax + y * slant;
      const from = Math.max(left, Math.floor((meets - band) * size - 0.5));
      const to = Math.min(right, Math.ceil((meets + band) * size - 0.5));
      for (let column = from; column <= to; column++) {
        const x = (column + 0.5) * pixel - ax;
        const t = Math.min(1, Math.max(0, (x * ex + y * ey) * inverse));
        const dx = x - t * ex;
        const dy = y - t * ey;
        const away = dx * dx + dy * dy;
        if (away > far) continue;
        const along = (piece + t) / pieces;
        const radius = start + (end - start) * along;
        const distance = Math.sqrt(away);
        const cover = 0.5 - (distance - radius) / edge;
        if (cover <= 0) continue;
        const across = distance / radius;
        let weight = Math.min(1, cover) * (1 + (fade - 1) * along);
        if (rim > 0) weight *= 1 + rim * Math.min(1, across * across * across);
        const at = row * size + column;
        if (weight > scratch[at]!) scratch[at] = weight;
      }
    }
  }
  for (let row = highest; row <= lowest; row++) {
    for (let at = row * size + least; at <= row * size + most; at++) {
      if (scratch[at] === 0) continue;
      values[at] = values[at]! + amount * scratch[at]!;
      scratch[at] = 0;
    }
  }
}
