import type { Random } from './random.ts';
import { eachRow, type Shape } from './shapes.ts';

/** A square picture in linear units, row by row. Positions are in [0, 1] from the top left, so drawings do not depend on `size`. */
export interface Field {
  readonly size: number;
  readonly values: Float32Array;
}

/** `size × size`, filled with `value`. */
export function createField(size: number, value = 0): Field {
  return { size, values: new Float32Array(size * size).fill(value) };
}

/** How a shape changes what is there; `weight` is its coverage times the texture, `amount` the paint's value. */
export type Blend =
  /** v + amount · weight: attenuation adds up, as X-rays through tissue. */
  | 'add'
  /** v · (1 + (amount − 1) · weight). */
  | 'multiply'
  /** v + (amount − v) · weight: opaque paint. */
  | 'over';

/**
 * Paints a shape with a soft edge.
 * @param softness Width of the edge in units of the picture: 0 is one pixel.
 * @param shade Optional factor on the coverage at a position, for textures and gradients.
 */
export function paint(
  field: Field,
  shape: Shape,
  {
    amount,
    softness = 0,
    blend = 'over',
    shade,
  }: {
    readonly amount: number;
    readonly softness?: number;
    readonly blend?: Blend;
    readonly shade?: (x: number, y: number) => number;
  },
): void {
  const { size, values } = field;
  const edge = Math.max(softness, 1 / size);
  eachRow(shape, edge, size, edge / 2, (distances, first, last, start, y) => {
    for (let column = first; column <= last; column++) {
      const distance = distances[column]!;
      if (distance >= edge / 2) continue;
      let weight = distance <= -edge / 2 ? 1 : smooth(0.5 - distance / edge);
      if (shade) weight *= shade((column + 0.5) / size, y);
      const at = start + column;
      const value = values[at]!;
      values[at] =
        blend === 'add'
          ? value + amount * weight
          : blend === 'multiply'
            ? value * (1 + (amount - 1) * weight)
            : value + (amount - value) * weight;
    }
  });
}

/** Gaussian blur of standard deviation `sigma` (units of the picture), as three box blurs each way; edges repeat. */
export function blur({ size, values }: Field, sigma: number): void {
  const radius = Math.round(Math.sqrt((12 * (sigma * size) ** 2) / 3 + 1) / 2 - 0.5);
  if (radius < 1) return;
  const line = new Float32Array(size);
  const copy = new Float32Array(values.length);
  for (let pass = 0; pass < 3; pass++) {
    for (let row = 0; row < size; row++) boxLine(values, line, row * size, size, radius);
    copy.set(values);
    boxDown(copy, values, line, size, radius);
  }
}

/** Adds independent noise of the given deviation, near enough to normal (triangular): film grain, quantum mottle. */
export function addGrain({ values }: Field, random: Random, deviation: number): void {
  // One number of 32 bits serves two pixels: the sum of two bytes each, whose deviation is sqrt((256² − 1) / 6).
  const scale = deviation / Math.sqrt((256 * 256 - 1) / 6);
  for (let at = 0; at < values.length; at += 2) {
    const word = (random.uniform() * 4294967296) | 0;
    values[at]! += scale * ((word & 255) + ((word >> 8) & 255) - 255);
    if (at + 1 < values.length) values[at + 1]! += scale * (((word >> 16) & 255) + (word >>> 24) - 255);
  }
}

/** 8-bit grey: `low` becomes 0, `high` 255, with gamma in between. */
export function toGray({ values }: Field, { low = 0, high = 1, gamma = 1 } = {}): Uint8Array {
  const scale = 1 / (high - low);
  const data = new Uint8Array(values.length);
  for (let at = 0; at < values.length; at++) {
    const share = Math.min(1, Math.max(0, (values[at]! - low) * scale));
    data[at] = 255 * (gamma === 1 || share === 0 || share === 1 ? share : share ** gamma) + 0.5;
  }
  return data;
}

/** 3t² − 2t³ on [0, 1], clamped. */
export function smooth(t: number): number {
  return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
}

function boxLine(
  values: Float32Array,
  line: Float32Array,
  start: number,
  size: number,
  radius: number,
): void {
  const last = size - 1;
  let sum = 0;
  for (let index = -radius; index <= radius; index++)
    sum += values[start + Math.min(last, Math.max(0, index))]!;
  for (let index = 0; index < size; index++) {
    line[index] = sum;
    const entering = values[start + Math.min(last, index + radius + 1)]!;
    sum += entering - values[start + Math.max(0, index - radius)]!;
  }
  const factor = 1 / (2 * radius + 1);
  for (let index = 0; index < size; index++) values[start + index] = line[index]! * factor;
}

/** All columns at once, row after row, as memory lies. */
function boxDown(
  from: Float32Array,
  to: Float32Array,
  sums: Float32Array,
  size: number,
  radius: number,
): void {
  const last = size - 1;
  const factor = 1 / (2 * radius + 1);
  const add = (row: number, sign: number): void => {
    const start = Math.min(last, Math.max(0, row)) * size;
    for (let column = 0; column < size; column++) sums[column]! += sign * from[start + column]!;
  };
  sums.fill(0);
  for (let row = -radius; row <= radius; row++) add(row, 1);
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) to[row * size + column] = sums[column]! * factor;
    add(row + radius + 1, 1);
    add(row - radius, -1);
  }
}
