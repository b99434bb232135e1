import { smooth } from './field.ts';
import { eachRow, type Shape } from './shapes.ts';
import type { Random } from './random.ts';

/** A square colour picture, interleaved RGB in [0, 1], `[size, size, 3]`. */
export interface Picture {
  readonly size: number;
  readonly values: Float32Array;
}

/** Red, green, blue in [0, 1]. */
export type Color = readonly [red: number, green: number, blue: number];

export function createPicture(size: number, [red, green, blue]: Color): Picture {
  const values = new Float32Array(size * size * 3);
  for (let at = 0; at < values.length; at += 3) {
    values[at] = red;
    values[at + 1] = green;
    values[at + 2] = blue;
  }
  return { size, values };
}

/**
 * Paints a shape in colour with a soft edge.
 * @param options.softness Width of the edge in units of the picture: 0 is one pixel.
 * @param options.blend `over` mixes towards the colour; `multiply` scales by it, as a stain or a vein seen through does.
 * @param options.shade Optional factor on the coverage at a position.
 * @param options.mask Set to 1 where at least a quarter of the colour shows.
 */
export function paintColor(
  { size, values }: Picture,
  shape: Shape,
  {
    color: [red, green, blue],
    softness = 0,
    opacity = 1,
    blend = 'over',
    shade,
    mask,
  }: {
    readonly color: Color;
    readonly softness?: number;
    readonly opacity?: number;
    readonly blend?: 'over' | 'multiply';
    readonly shade?: (x: number, y: number) => number;
    readonly mask?: Uint8Array;
  },
): void {
  const edge = Math.max(softness, 1 / size);
  eachRow(shape, edge, size, edge / 2, (distances, first, last, start, y) => {
    for (let column = first; column <= last; column++) {
      const distance = distances[column]!;
      if (!(distance < edge / 2)) continue;
      let weight = opacity * (distance <= -edge / 2 ? 1 : smooth(0.5 - distance / edge));
      if (shade) weight *= shade((column + 0.5) / size, y);
      if (mask && weight >= 0.25) mask[start + column] = 1;
      const at = (start + column) * 3;
      if (blend === 'over') {
        values[at]! += (red - values[at]!) * weight;
        values[at + 1]! += (green - values[at + 1]!) * weight;
        values[at + 2]! += (blue - values[at + 2]!) * weight;
      } else {
        values[at]! *= 1 + (red - 1) * weight;
        values[at + 1]! *= 1 + (green - 1) * weight;
        values[at + 2]! *= 1 + (blue - 1) * weight;
      }
    }
  });
}

/** 8-bit RGB with camera noise: `noise` is the deviation of brightness (triangular), in [0, 1]. */
export function developPicture({ values }: Picture, random: Random, noise: number): Uint8Array {
  const data = new Uint8ClampedArray(values.length);
  // The sum of the two bytes of a 16-bit number; its deviation is 255 / sqrt(6).
  const scale = noise * Math.sqrt(6);
  for (let at = 0; at < values.length; at += 3) {
    const word = (random.uniform() * 65536) | 0;
    const grain = scale * ((word & 255) + (word >> 8) - 255);
    data[at] = 255 * values[at]! + grain;
    data[at + 1] = 255 * values[at + 1]! + grain;
    data[at + 2] = 255 * values[at + 2]! + grain;
  }
  return new Uint8Array(data.buffer);
}
