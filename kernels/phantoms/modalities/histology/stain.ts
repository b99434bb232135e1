import type { Random } from '../../drawing/random.ts';
import { textureRow, type Texture } from '../../drawing/texture.ts';

/** What a slide holds at each pixel: amounts of the two dyes, `[size, size]`, 1 = deeply stained. */
export interface Slide {
  readonly size: number;
  readonly hematoxylin: Float32Array;
  readonly eosin: Float32Array;
}

/** A laboratory's dyes and its scanner. */
export interface Laboratory {
  readonly hematoxylin: readonly [number, number, number];
  readonly eosin: readonly [number, number, number];
  /** Colour of empty glass. */
  readonly white: readonly [number, number, number];
}

/**
 * Optical densities of haematoxylin and eosin in red, green, blue, after A. C. Ruifrok and D. A. Johnston (2001), with the
 * variation seen between laboratories.
 */
export function sampleLaboratory(random: Random): Laboratory {
  const strength = random.between(0.85, 1.2);
  const warm = random.between(0.85, 1.2);
  const vary = (value: number, factor: number): number => value * factor * random.between(0.9, 1.1);
  const tint = random.between(-0.025, 0.025);
  return {
    hematoxylin: [vary(0.98, strength), vary(1.05, strength), vary(0.45, strength)],
    eosin: [vary(0.1, warm), vary(0.8, warm), vary(0.36, warm)],
    white: [0.965 + tint, 0.95, 0.965 - tint],
  };
}

/** Transmitted light by the Beer–Lambert law, as interleaved 8-bit RGB with a little sensor noise. */
export function develop(
  slide: Slide,
  laboratory: Laboratory,
  random: Random,
  thickness: Texture,
): Uint8Array {
  const { size, hematoxylin, eosin } = slide;
  const data = new Uint8Array(size * size * 3);
  const { white } = laboratory;
  const [hr, hg, hb] = laboratory.hematoxylin;
  const [er, eg, eb] = laboratory.eosin;
  const depths = new Float64Array(size);
  for (let row = 0, at = 0; row < size; row++) {
    textureRow(thickness, depths, (row + 0.5) / size, size);
    for (let column = 0; column < size; column++, at++) {
      const factor = 1 + 0.06 * depths[column]!;
      const h = hematoxylin[at]! * factor;
      const e = eosin[at]! * factor;
      const noise = 6 * (random.uniform() - 0.5);
      data[at * 3] = level(white[0] * transmission(h * hr + e * er), noise);
      data[at * 3 + 1] = level(white[1] * transmission(h * hg + e * eg), noise);
      data[at * 3 + 2] = level(white[2] * transmission(h * hb + e * eb), noise);
    }
  }
  return data;
}

function level(light: number, noise: number): number {
  return Math.min(255, Math.max(0, 255 * light + noise));
}

/** exp(−density), looked up in steps of 1/512. */
function transmission(density: number): number {
  return transmissions[Math.min(4095, Math.max(0, Math.floor(density * 512)))]!;
}

const transmissions = Float64Array.from({ length: 4096 }, (_, index) => Math.exp(-(index + 0.5) / 512));
