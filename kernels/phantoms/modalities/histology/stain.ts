import type { Random } from '../../drawing/random.ts';
import { noiseRow } from '../../drawing/noise.ts';
import { smoothRows } from '../../drawing/smooth-rows.ts';
import type { Texture } from '../../drawing/texture.ts';

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
  const data = new Uint8ClampedArray(size * size * 3);
  const [hr, hg, hb] = laboratory.hematoxylin.map(dye => dye * steps) as [number, number, number];
  const [er, eg, eb] = laboratory.eosin.map(dye => dye * steps) as [number, number, number];
  const [reds, greens, blues] = laboratory.white.map(lights) as [Float32Array, Float32Array, Float32Array];
  const thicknesses = smoothRows(thickness, size);
  const depths = new Float64Array(size);
  const noises = new Float32Array(size);
  for (let row = 0, at = 0, to = 0; row < size; row++) {
    thicknesses(depths, row);
    noiseRow(random, noises);
    for (let column = 0; column < size; column++, at++, to += 3) {
      const factor = 1 + 0.06 * depths[column]!;
      const h = hematoxylin[at]! * factor;
      const e = eosin[at]! * factor;
      const noise = 1.73 * noises[column]!;
      data[to] = reds[Math.min(last, h * hr + e * er) | 0]! + noise;
      data[to + 1] = greens[Math.min(last, h * hg + e * eg) | 0]! + noise;
      data[to + 2] = blues[Math.min(last, h * hb + e * eb) | 0]! + noise;
    }
  }
  return new Uint8Array(data.buffer);
}

/** 8-bit light behind densities in steps of 1/512: 255 · white · exp(−density). */
function lights(white: number): Float32Array {
  return transmissions.map(share => 255 * white * share);
}

const steps = 512;
const last = 4095;
const transmissions = Float32Array.from({ length: last + 1 }, (_, index) => Math.exp(-(index + 0.5) / steps));
