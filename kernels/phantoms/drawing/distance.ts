import { smooth, type Field } from './field.ts';
import { eachRow, measureRow, type Shape } from './shapes.ts';

/**
 * The same shape with its distance sampled on a grid and interpolated: outlines of many points become cheap to paint more than once.
 * Corners are rounded by about `stride` pixels. Good to `margin` outside the shape's box, and to `reach` from the outline.
 */
export function baked(
  shape: Shape,
  size: number,
  { stride = 3, margin = 0.05, reach = Infinity } = {},
): Shape {
  const step = stride / size;
  const [left, top] = [
    Math.max(-2 * step, shape.box[0] - margin),
    Math.max(-2 * step, shape.box[1] - margin),
  ];
  const columns = Math.max(2, Math.ceil((Math.min(1 + 2 * step, shape.box[2] + margin) - left) / step) + 1);
  const rows = Math.max(2, Math.ceil((Math.min(1 + 2 * step, shape.box[3] + margin) - top) / step) + 1);
  const grid = new Float32Array(columns * rows);
  const distances = new Float64Array(columns);
  const across = { first: 0, last: columns - 1, size: columns, left: left - step / 2, width: columns * step };
  for (let row = 0; row < rows; row++) {
    measureRow(shape, distances, { ...across, y: top + row * step }, reach + 2 * step);
    grid.set(distances, row * columns);
  }
  const distance = (x: number, y: number): number => {
    const u = Math.min(columns - 1.001, Math.max(0, (x - left) / step));
    const v = Math.min(rows - 1.001, Math.max(0, (y - top) / step));
    const column = Math.floor(u);
    const row = Math.floor(v);
    const at = row * columns + column;
    const upper = grid[at]! + (grid[at + 1]! - grid[at]!) * (u - column);
    const lower = grid[at + columns]! + (grid[at + columns + 1]! - grid[at + columns]!) * (u - column);
    return upper + (lower - upper) * (v - row);
  };
  return {
    box: shape.box,
    distance,
    row: (distances, { y, first, last, size, left: from, width }) => {
      const v = Math.min(rows - 1.001, Math.max(0, (y - top) / step));
      const start = Math.floor(v) * columns;
      const down = v - Math.floor(v);
      for (let pixel = first; pixel <= last; pixel++) {
        const x = from + ((pixel + 0.5) / size) * width;
        const u = Math.min(columns - 1.001, Math.max(0, (x - left) / step));
        const column = Math.floor(u);
        const at = start + column;
        const upper = grid[at]! + (grid[at + 1]! - grid[at]!) * (u - column);
        const lower = grid[at + columns]! + (grid[at + columns + 1]! - grid[at + columns]!) * (u - column);
        distances[pixel] = upper + (lower - upper) * down;
      }
    },
  };
}

/**
 * Replaces every value nearer than `reach` to the shape (negative: inside) by `map(value, distance, x, y)`.
 * @param depth Distances need to be true only to this much inside: farther in, any smaller number may be given.
 */
export function mapByDistance(
  { size, values }: Field,
  shape: Shape,
  reach: number,
  map: (value: number, distance: number, x: number, y: number) => number,
  depth = Infinity,
): void {
  eachRow(shape, Math.max(0, reach), size, Math.max(reach, depth), (distances, first, last, start, y) => {
    for (let column = first; column <= last; column++) {
      const distance = distances[column]!;
      const at = start + column;
      if (distance < reach) values[at] = map(values[at]!, distance, (column + 0.5) / size, y);
    }
  });
}

/** Moves what lies in the shape by [dx, dy] (units of the picture), with an edge of width `softness`: a displaced fragment. */
export function displace(field: Field, shape: Shape, dx: number, dy: number, softness = 0.01): void {
  const { size } = field;
  const before = Float32Array.from(field.values);
  const clamp = (value: number): number => Math.min(size - 1, Math.max(0, Math.floor(value * size)));
  const move = (value: number, distance: number, x: number, y: number): number => {
    const moved = before[clamp(y - dy) * size + clamp(x - dx)]!;
    return value + (moved - value) * smooth(0.5 - distance / softness);
  };
  mapByDistance(field, shape, softness / 2, move, softness);
}
