import type { Random } from '../../drawing/random.ts';

/** dB around the mean at a beam coordinate and a depth (both in units of the picture). */
export type Speckle = (across: number, depth: number) => number;

/**
 * Fully developed speckle: the magnitude of correlated complex Gaussian noise, hence Rayleigh (Wagner et al., 1983).
 * Grains are wider across the beam than along it.
 */
export function createSpeckle(random: Random): Speckle {
  const [columns, rows] = [96, 160];
  const [real, imaginary] = [gaussians(random, columns * rows), gaussians(random, columns * rows)];
  return (across, depth) => {
    const u = (across + 0.6) * 80;
    const v = (depth + 0.05) * 165;
    const column = Math.floor(u);
    const row = Math.floor(v);
    const s = u - column;
    const t = v - row;
    const a = (row % rows) * columns + (column % columns);
    const b = a + columns >= rows * columns ? a : a + columns;
    const w00 = (1 - s) * (1 - t);
    const w10 = s * (1 - t);
    const w01 = (1 - s) * t;
    const w11 = s * t;
    const re = real[a]! * w00 + real[a + 1]! * w10 + real[b]! * w01 + real[b + 1]! * w11;
    const im = imaginary[a]! * w00 + imaginary[a + 1]! * w10 + imaginary[b]! * w01 + imaginary[b + 1]! * w11;
    const power = (re * re + im * im) / (2 * (w00 * w00 + w10 * w10 + w01 * w01 + w11 * w11));
    return decibels[Math.min(decibels.length - 1, power * stepsPerUnit) | 0]!;
  };
}

const stepsPerUnit = 128;

/** Brightness of a power, in steps of 1/128 up to 16. */
const decibels = Float64Array.from(
  { length: 16 * stepsPerUnit },
  (_, step) => 4.343 * Math.log((step + 0.5) / stepsPerUnit + 0.09) + 1.2,
);

/** About normal, deviation 1: both halves of a random number's bits added (triangular). One element more than asked for. */
function gaussians(random: Random, count: number): Float32Array {
  const values = new Float32Array(count + 1);
  for (let at = 0; at <= count; at++) {
    const bits = random.uniform() * 65536;
    const high = Math.floor(bits);
    values[at] = 2.449 * (high / 65536 + (bits - high) - 1);
  }
  return values;
}
