import type { Random } from '../../drawing/random.ts';
import { measureRow, type Point, type Shape } from '../../drawing/shapes.ts';

/**
 * The part of the smear that fills the picture. The smear is a microscope field of 4:3 with height 1 (about 480 camera
 * pixels of the BCCD photographs, 70 µm); a resized field is squeezed, a crop of one cell is stretched to a square.
 */
export interface View {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

export const fieldWidth = 4 / 3;

/** A whole field, squeezed to a square as a plain resize does, or its square crop. */
export function fieldView(random: Random): View {
  if (random.chance(0.55)) return { left: 0, top: 0, width: fieldWidth, height: 1 };
  const side = random.between(0.85, 1);
  return {
    left: (fieldWidth - side) * random.between(0.3, 0.7),
    top: (1 - side) / 2,
    width: side,
    height: side,
  };
}

/** The box around one cell, as drawn by hand: a little loose, neighbours cut off. */
export function cellView(random: Random, [u, v]: Point, rx: number, ry: number): View {
  const margin = (): number => random.between(0.98, 1.16);
  const [left, right, top, bottom] = [rx * margin(), rx * margin(), ry * margin(), ry * margin()];
  return { left: u - left, top: v - top, width: left + right, height: top + bottom };
}

/** A shape of the smear as it lies in the picture. */
export function seen(shape: Shape, { left, top, width, height }: View): Shape {
  const [a, b, c, d] = shape.box;
  const scale = 1 / Math.sqrt(width * height);
  return {
    box: [(a - left) / width, (b - top) / height, (c - left) / width, (d - top) / height],
    distance: (x, y) => scale * shape.distance(left + x * width, top + y * height),
    row: (distances, row, reach) => {
      const { first, last, size } = row;
      const across = { left: left + row.left * width, width: row.width * width };
      measureRow(shape, distances, { y: top + row.y * height, first, last, size, ...across }, reach / scale);
      for (let at = first; at <= last; at++) distances[at] = scale * distances[at]!;
    },
  };
}

/** A length of the smear in units of the picture. */
export function seenLength(length: number, { width, height }: View): number {
  return length / Math.sqrt(width * height);
}
