/** The filters of Pillow's `resize` that CLIP's references use (`nearest` copies pixels and has no weights). */
export type Filter = 'bilinear' | 'bicubic' | 'lanczos';

/** The taps of every output pixel along one axis. */
export interface Taps {
  /** First input pixel of each output pixel. */
  readonly first: Int32Array;
  /** Number of input pixels of each output pixel. */
  readonly count: Int32Array;
  /** `[outputs, stride]` weights. */
  readonly weights: Float64Array;
  readonly stride: number;
}

/**
 * Weights of outputs `from` to `to` (exclusive) of an axis resized from `inputs` to `outputs` pixels: Pillow's
 * `precompute_coeffs` (libImaging/Resample.c), same order of operations in double precision. Antialiased: the filter
 * widens by the reduction factor.
 */
export function taps(filter: Filter, inputs: number, outputs: number, from: number, to: number): Taps {
  const { support: radius, weight } = kernels[filter];
  const scale = inputs / outputs;
  const stretch = Math.max(scale, 1);
  const support = radius * stretch;
  const inverse = 1 / stretch;
  const stride = Math.ceil(support) * 2 + 1;
  const first = new Int32Array(to - from);
  const count = new Int32Array(to - from);
  const weights = new Float64Array((to - from) * stride);
  for (let index = 0; index < to - from; index++) {
    const center = (from + index + 0.5) * scale;
    const start = Math.max(0, Math.trunc(center - support + 0.5));
    const length = Math.min(inputs, Math.trunc(center + support + 0.5)) - start;
    const base = index * stride;
    let sum = 0;
    for (let tap = 0; tap < length; tap++) {
      const value = weight((tap + start - center + 0.5) * inverse);
      weights[base + tap] = value;
      sum += value;
    }
    for (let tap = 0; tap < length && sum !== 0; tap++) weights[base + tap]! /= sum;
    first[index] = start;
    count[index] = length;
  }
  return { first, count, weights, stride };
}

/** Pillow's 8-bit fixed point: 22 fractional bits, halves away from zero. */
export function fixedPoint(weight: number): number {
  return Math.trunc(weight < 0 ? weight * 4194304 - 0.5 : weight * 4194304 + 0.5);
}

const kernels: Record<Filter, { support: number; weight: (x: number) => number }> = {
  bilinear: { support: 1, weight: triangle },
  bicubic: { support: 2, weight: keys },
  lanczos: { support: 3, weight: lanczos },
};

function triangle(x: number): number {
  const distance = Math.abs(x);
  return distance < 1 ? 1 - distance : 0;
}

/** Keys' cubic convolution with a = −0.5. */
function keys(x: number): number {
  const a = -0.5;
  const d = Math.abs(x);
  if (d < 1) return ((a + 2) * d - (a + 3)) * d * d + 1;
  if (d < 2) return (((d - 5) * d + 8) * d - 4) * a;
  return 0;
}

function lanczos(x: number): number {
  return -3 <= x && x < 3 ? sinc(x) * sinc(x / 3) : 0;
}

function sinc(x: number): number {
  if (x === 0) return 1;
  const angle = x * Math.PI;
  return Math.sin(angle) / angle;
}
