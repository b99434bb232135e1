import type { Texture } from './texture.ts';

/** Pixels between the samples of a smooth texture; its features must be wider. */
const stride = 4;

/**
 * The rows of a smooth texture, for x and y of pixel centres: sampled at every fourth pixel each way and interpolated, which costs a
 * tenth of a look-up for each pixel. @returns Fills `values` with the given row.
 */
export function smoothRows(texture: Texture, size: number): (values: Float64Array, row: number) => void {
  const columns = Math.ceil(size / stride) + 1;
  const grid = new Float64Array(columns * columns);
  for (let row = 0, at = 0; row < columns; row++)
    for (let column = 0; column < columns; column++, at++)
      grid[at] = texture((column * stride + 0.5) / size, (row * stride + 0.5) / size);
  const knots = new Float64Array(columns);
  return (values, row) => {
    const start = Math.floor(row / stride) * columns;
    const down = (row % stride) / stride;
    for (let column = 0; column < columns; column++) {
      const upper = grid[start + column]!;
      knots[column] = upper + (grid[start + columns + column]! - upper) * down;
    }
    for (let column = 0, at = 0; at < size; column++) {
      const step = (knots[column + 1]! - knots[column]!) / stride;
      let value = knots[column]!;
      for (const end = Math.min(size, at + stride); at < end; at++, value += step) values[at] = value;
    }
  };
}
