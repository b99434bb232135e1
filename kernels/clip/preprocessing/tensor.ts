import type { Crop } from './geometry.ts';
import type { PreprocessingStep } from './preset.ts';
import type { Raster } from './raster.ts';

/** A float32 image `[3, height, width]`. */
export interface Tensor {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array<ArrayBuffer>;
}

/** A step that maps values and leaves their places alone. */
export type Tone = Extract<PreprocessingStep, { step: 'rescale' | 'normalize' }>;

/**
 * 8-bit L or RGB pixels → planes of mapped values. The 256 outcomes of each channel are computed once, with every
 * intermediate result rounded to float32 as torchvision's and transformers' are.
 */
export function tabulated(source: Raster, tones: readonly Tone[]): Tensor {
  const { width, height, channels, data } = source;
  const pixels = width * height;
  const planes = new Float32Array(pixels * 3);
  for (let channel = 0; channel < 3; channel++) {
    const table = Float32Array.from({ length: 256 }, (_, value) => mapped(value, tones, channel));
    const plane = planes.subarray(channel * pixels, (channel + 1) * pixels);
    let at = channels === 3 ? channel : 0;
    for (let i = 0; i < pixels; i++, at += channels) plane[i] = table[data[at]!]!;
  }
  return { width, height, data: planes };
}

/** Maps every value of a tensor. */
export function toned({ width, height, data }: Tensor, tone: Tone): Tensor {
  const pixels = width * height;
  const result = new Float32Array(data.length);
  for (let channel = 0, at = 0; channel < 3; channel++) {
    for (let i = 0; i < pixels; i++, at++) result[at] = mapped(data[at]!, [tone], channel);
  }
  return { width, height, data: result };
}

/** `uint8(x)`: cuts the fraction off. */
export function truncated({ width, height, data }: Tensor): Tensor {
  return { width, height, data: data.map(value => Math.max(0, Math.min(255, Math.trunc(value)))) };
}

/** Puts the whole tensor on a canvas of `value`. */
export function placed(source: Tensor, { left, top, width, height }: Crop, value: number): Tensor {
  const data = new Float32Array(width * height * 3).fill(value);
  for (let row = 0; row < source.height * 3; row++) {
    const channel = Math.floor(row / source.height);
    const y = row - channel * source.height;
    data.set(
      source.data.subarray(row * source.width, (row + 1) * source.width),
      (channel * height + top + y) * width + left,
    );
  }
  return { width, height, data };
}

function mapped(value: number, tones: readonly Tone[], channel: number): number {
  let x = value;
  for (const tone of tones) {
    if (tone.step === 'rescale') x = Math.fround(x * tone.factor);
    else {
      const mean = Math.fround(tone.mean[channel] ?? tone.mean[0]!);
      const deviation = Math.fround(tone.std[channel] ?? tone.std[0]!);
      x = Math.fround(Math.fround(x - mean) / deviation);
    }
  }
  return x;
}
