import { createRandom, type Random } from './random.ts';

const length = 65536;

const normals = ((): Float32Array => {
  const random = createRandom('normal noise');
  return Float32Array.from({ length }, () => random.normal(0, 1));
})();

/** Exponential, as the power of an echo from many scatterers. */
const echoes = ((): Float32Array => {
  const random = createRandom('echo noise');
  return Float32Array.from({ length }, () => -Math.log(random.uniform() + 1e-9));
})();

/**
 * Normal noise of mean 0 and deviation 1 for one row of pixels: a piece of a long table from a random place on, so that a row costs
 * one number of the stream and no logarithm.
 */
export function noiseRow(random: Random, values: Float32Array): void {
  cut(normals, random, values);
}

/** Exponential noise of mean 1 for one row, from a table likewise. */
export function echoRow(random: Random, values: Float32Array): void {
  cut(echoes, random, values);
}

function cut(table: Float32Array, random: Random, values: Float32Array): void {
  for (let at = 0; at < values.length;) {
    const start = Math.floor(random.uniform() * length);
    const piece = table.subarray(start, Math.min(length, start + values.length - at));
    values.set(piece, at);
    at += piece.length;
  }
}
