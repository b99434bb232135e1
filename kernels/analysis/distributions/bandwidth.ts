import { momentsOf } from '../statistics/moments.ts';
import { quantileOf } from '../statistics/quantile.ts';
import { cosineTransform } from './cosine-transform.ts';

/** How the width of the smoothing kernel is chosen. */
export type BandwidthRule = 'isj' | 'silverman';

/** Below these, the Improved Sheather-Jones rule has too little to estimate a density's derivatives from. */
const fewestValues = 50;
const fewestDistinct = 30;
const bins = 4096;
/** Equal values have no width: a kernel this wide shows them as a narrow peak. */
const narrowest = 1e-3;

/**
 * One rule for several samples of ascending values, that their curves may be compared: Improved Sheather-Jones if every sample
 * allows it, else Silverman's rule for all.
 */
export function commonRule(samples: readonly Float64Array[]): { rule: BandwidthRule; bandwidths: number[] } {
  if (samples.every(enoughForSheatherJones)) {
    const bandwidths = samples.map(sheatherJonesBandwidth).filter(width => width !== undefined);
    if (bandwidths.length === samples.length) return { rule: 'isj', bandwidths };
  }
  return { rule: 'silverman', bandwidths: samples.map(silvermanBandwidth) };
}

/** Whether `ascending` values are enough for the Improved Sheather-Jones rule: 50, of them 30 distinct. */
function enoughForSheatherJones(ascending: Float64Array): boolean {
  return ascending.length >= fewestValues && distinct(ascending) >= fewestDistinct;
}

/**
 * Silverman's rule of thumb for `ascending` values: 0.9 · min(σ, IQR / 1.34) · n^(−1/5) (Silverman 1986, Eq. 3.31), or 0.001 if
 * all values are equal.
 */
export function silvermanBandwidth(ascending: Float64Array): number {
  const { count, deviation } = momentsOf(ascending);
  if (!(deviation > 1e-12)) return narrowest;
  const range = (quantileOf(ascending, 0.75) - quantileOf(ascending, 0.25)) / 1.34;
  return 0.9 * (range > 0 ? Math.min(deviation, range) : deviation) * count ** -0.2;
}

/**
 * Improved Sheather-Jones bandwidth of `ascending` values by diffusion (Botev, Grotowski and Kroese 2010, Algorithm 1): the root of
 * t = ξγ⁽⁷⁾(t) on 4,096 bins over the range widened by its half on both sides. Unlike a rule of thumb it assumes no normal
 * shape, so two peaks stay two. Undefined if there is no root, as for a few repeated values.
 */
export function sheatherJonesBandwidth(ascending: Float64Array): number | undefined {
  const range = ascending.at(-1)! - ascending[0]!;
  if (!(range > 0)) return undefined;
  const start = ascending[0]! - range / 2;
  const width = 2 * range;
  const shares = new Float64Array(bins);
  for (const value of ascending) {
    const bin = Math.min(bins - 1, Math.floor(((value - start) / width) * bins));
    shares[bin] = shares[bin]! + 1 / ascending.length;
  }
  const squares = cosineTransform(shares).subarray(1);
  for (let index = 0; index < squares.length; index++) squares[index] = (squares[index]! / 2) ** 2;
  const time = smallestRoot(time => time - nextTime(time, squares, distinct(ascending)));
  return time === undefined ? undefined : Math.sqrt(time) * width;
}

/** ξγ⁽⁷⁾: the diffusion time that seven stages of plug-in estimates make of `time`. */
function nextTime(time: number, squares: Float64Array, count: number): number {
  let roughness = derivativeNorm(7, squares, time);
  for (let order = 6; order >= 2; order--) {
    let odd = 1 / Math.sqrt(2 * Math.PI);
    for (let factor = 3; factor < 2 * order; factor += 2) odd *= factor;
    const constant = (1 + 0.5 ** (order + 0.5)) / 3;
    const stage = ((2 * constant * odd) / count / roughness) ** (2 / (3 + 2 * order));
    roughness = derivativeNorm(order, squares, stage);
  }
  return (2 * count * Math.sqrt(Math.PI) * roughness) ** -0.4;
}

/** ‖f⁽ˢ⁾‖² of the density smoothed for `time`: 2 π^(2s) Σ k^(2s) a_k² e^(−k²π²t). */
function derivativeNorm(order: number, squares: Float64Array, time: number): number {
  let sum = 0;
  const rate = Math.PI * Math.PI * time;
  const last = Math.min(squares.length, Math.ceil(Math.sqrt(700 / rate)));
  for (let index = 0; index < last; index++) {
    const frequency = (index + 1) * (index + 1);
    let term = squares[index]! * Math.exp(-frequency * rate);
    for (let factor = 0; factor < order; factor++) term *= frequency;
    sum += term;
  }
  return 2 * Math.PI ** (2 * order) * sum;
}

/**
 * Root in (0, 0.1] of a function that is negative at 0: the upper end grows fourfold until the sign turns, then false position
 * with the Illinois rule narrows the square root of the time. 1e-7 is one bin.
 */
function smallestRoot(excess: (time: number) => number): number | undefined {
  let high = 1e-7;
  let above = excess(high);
  let low = 0;
  let below = -1;
  while (!(above > 0)) {
    if (high >= 0.1) return undefined;
    [low, below] = [Math.sqrt(high), above];
    high = Math.min(0.1, high * 4);
    above = excess(high);
  }
  high = Math.sqrt(high);
  if (low === 0) below = excess(high * high * 1e-6);
  for (let round = 0, kept = 0; round < 60 && high - low > 1e-11 * high; round++) {
    const middle = below < 0 ? high - (above * (high - low)) / (above - below) : (low + high) / 2;
    const value = excess(middle * middle);
    if (Math.abs(value) < 1e-13 * middle * middle) return middle * middle;
    if (value > 0) {
      [high, above] = [middle, value];
      if (kept === 1) below /= 2;
      kept = 1;
    } else {
      [low, below] = [middle, value];
      if (kept === -1) above /= 2;
      kept = -1;
    }
  }
  return high * high;
}

function distinct(ascending: Float64Array): number {
  let count = ascending.length === 0 ? 0 : 1;
  for (let index = 1; index < ascending.length; index++)
    if (ascending[index] !== ascending[index - 1]) count++;
  return count;
}
