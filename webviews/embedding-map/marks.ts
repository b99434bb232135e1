import { markShapes } from '../protocol/map-marks.ts';

/** Forms that painters know, by number: those of groups, and two rings. */
export const ringThin = markShapes.length;
export const ringThick = markShapes.length + 1;

/** What a painter draws, bottom to top by index. */
export interface Marks {
  readonly count: number;
  /** Data coordinates `[count, 2]`. */
  readonly positions: Float32Array;
  /** Red, green, blue, opacity of each, 0 to 255. */
  readonly fill: Uint8Array;
  readonly edge: Uint8Array;
  readonly shape: Uint8Array;
  /** CSS pixels; 0 hides a mark. */
  readonly radius: Float32Array;
}

/** Pixels of the edge, which lies inside the form. */
export const edgeWidth = 1;

/** How far the farthest corner of a form is from its middle, in radii. */
export const reach = 1.3;

/**
 * Distance of (`x`, `y`), y downwards, to the outline of a form, negative inside. The shader of the WebGL painter says the same in its
 * own language: both draw by it.
 */
export function distanceTo(shape: number, x: number, y: number, radius: number): number {
  const wide = Math.abs(x);
  const high = Math.abs(y);
  switch (shape) {
    case 0:
      return Math.hypot(x, y) - radius;
    case 1:
      return Math.max(wide, high) - 0.89 * radius;
    case 2:
      return Math.max(0.866 * wide - 0.5 * y - 0.6 * radius, y - 0.7 * radius);
    case 3:
      return (wide + high - 1.25 * radius) * 0.7071;
    case 4:
      return Math.max(0.866 * wide + 0.5 * y - 0.6 * radius, -y - 0.7 * radius);
    case 5:
      return Math.min(
        Math.max(wide - 1.15 * radius, high - 0.42 * radius),
        Math.max(wide - 0.42 * radius, high - 1.15 * radius),
      );
    default:
      return Math.abs(Math.hypot(x, y) - radius) - (shape === ringThin ? 0.7 : 1.3);
  }
}
