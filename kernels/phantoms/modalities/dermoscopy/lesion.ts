import { boundsOf, eachRow, type Shape } from '../../drawing/shapes.ts';
import { smooth } from '../../drawing/field.ts';
import type { Color, Picture } from '../../drawing/picture.ts';
import type { Random } from '../../drawing/random.ts';
import type { Texture, Textures } from '../../drawing/texture.ts';
import type { Skin } from './skin.ts';

/** One lesion being painted: its outline is measured once, and every layer of paint reads the stored distances. */
export interface Lesion {
  readonly picture: Picture;
  readonly skin: Skin;
  readonly random: Random;
  readonly textures: Textures;
  readonly mask: Uint8Array;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly severity: 'mild' | 'moderate' | 'severe';
  readonly shape: Shape;
  /** Signed distance to the outline, row by row within `bounds`. */
  readonly distances: Float32Array;
  readonly bounds: {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
  };
}

const margin = 0.03;

/** Measures the outline and fills the mask. */
export function outlineLesion(shape: Shape, rest: Omit<Lesion, 'shape' | 'distances' | 'bounds'>): Lesion {
  const { picture, mask } = rest;
  const { size } = picture;
  const bounds = boundsOf(shape, margin, size);
  const width = bounds.right - bounds.left + 1;
  const distances = new Float32Array(Math.max(0, width * (bounds.bottom - bounds.top + 1)));
  let at = 0;
  eachRow(shape, margin, size, Infinity, (measured, first, last, start) => {
    for (let column = first; column <= last; column++, at++) {
      const distance = measured[column]!;
      distances[at] = distance;
      if (distance < 0) mask[start + column] = 1;
    }
  });
  return { ...rest, shape, distances, bounds };
}

/**
 * One layer of paint over the whole lesion.
 * @param softness Width of the edge in units of the picture.
 * @param weight Coverage in [0, 1] at a position; `depth` is the distance to the edge from inside.
 */
export function layer(
  { picture: { size, values }, distances, bounds, skin }: Lesion,
  color: Color,
  softness: number,
  weight: (x: number, y: number, depth: number) => number,
): void {
  const tone = 0.3 + 0.7 * Math.min(1, skin.color[0] / 0.85);
  const [red, green, blue] = color.map(value => value * tone) as [number, number, number];
  const edge = Math.min(2 * margin, Math.max(softness, 1.2 / size));
  let at = 0;
  for (let row = bounds.top; row <= bounds.bottom; row++) {
    for (let column = bounds.left; column <= bounds.right; column++, at++) {
      const distance = distances[at]!;
      if (distance >= edge / 2) continue;
      const cover = distance <= -edge / 2 ? 1 : smooth(0.5 - distance / edge);
      const share =
        Math.min(1, Math.max(0, weight((column + 0.5) / size, (row + 0.5) / size, -distance))) * cover;
      const pixel = (row * size + column) * 3;
      values[pixel]! += (red - values[pixel]!) * share;
      values[pixel + 1]! += (green - values[pixel + 1]!) * share;
      values[pixel + 2]! += (blue - values[pixel + 2]!) * share;
    }
  }
}

/**
 * A honeycomb of pigmented lines around paler holes: 1 on a line, 0 in a hole. Three plane waves at 120° give the holes;
 * `warp` bends the mesh by a texture.
 */
export function network(
  random: Random,
  spacing: number,
  warp: Texture,
  bend: number,
): (x: number, y: number) => number {
  const turn = random.between(0, Math.PI);
  const k = (4 * Math.PI) / (Math.sqrt(3) * spacing);
  const [c0, s0] = [k * Math.cos(turn), k * Math.sin(turn)];
  const [c1, s1] = [k * Math.cos(turn + 2.0944), k * Math.sin(turn + 2.0944)];
  const [c2, s2] = [k * Math.cos(turn + 4.18879), k * Math.sin(turn + 4.18879)];
  return (x, y) => {
    const shift = bend * spacing * warp(x, y);
    const [u, v] = [x + shift, y - shift];
    const sum = cosineOf(c0 * u + s0 * v) + cosineOf(c1 * u + s1 * v) + cosineOf(c2 * u + s2 * v);
    return 1 - smooth((sum + 0.9) / 2.2);
  };
}

const cosines = Float64Array.from({ length: 1024 }, (_, index) => Math.cos((index * 2 * Math.PI) / 1024));

/** Cosine, looked up: good to 0.006. */
function cosineOf(angle: number): number {
  return cosines[Math.floor(angle * (1024 / (2 * Math.PI))) & 1023]!;
}
