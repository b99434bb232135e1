import type { Raster } from './raster.ts';

/**
 * OpenCV's `resize(INTER_AREA)` for 8-bit pixels. Where both sides shrink, every output is the mean of the area it
 * covers, in float32; where one grows, OpenCV interpolates linearly with 11-bit weights (imgproc/resize.cpp).
 * Sums are kept in double here, so a mean within a float32 step of a half may round to the other level.
 */
export function resizeArea(source: Raster, width: number, height: number): Raster {
  const shrinks = width <= source.width && height <= source.height;
  return shrinks ? average(source, width, height) : interpolate(source, width, height);
}

interface Cells {
  /** Inputs of each output. */
  readonly first: Int32Array;
  readonly count: Int32Array;
  /** `[outputs, stride]`. */
  readonly weights: Float64Array;
  readonly stride: number;
}

function average(source: Raster, width: number, height: number): Raster {
  const { channels } = source;
  const across = coverage(source.width, width);
  const down = coverage(source.height, height);
  const length = width * channels;
  const data = new Uint8Array(length * height);
  const sums = new Float64Array(length);
  for (let y = 0; y < height; y++) {
    sums.fill(0);
    for (let tap = 0; tap < down.count[y]!; tap++) {
      const row = (down.first[y]! + tap) * source.width;
      const share = down.weights[y * down.stride + tap]!;
      for (let x = 0; x < width; x++) {
        for (let c = 0; c < channels; c++) {
          let sum = 0;
          let at = (row + across.first[x]!) * channels + c;
          for (let i = 0; i < across.count[x]!; i++, at += channels) {
            sum += across.weights[x * across.stride + i]! * source.data[at]!;
          }
          sums[x * channels + c]! += share * sum;
        }
      }
    }
    for (let i = 0; i < length; i++) data[y * length + i] = Math.round(sums[i]!);
  }
  return { width, height, channels, data };
}

/** The inputs each output covers, with the share of its length. */
function coverage(inputs: number, outputs: number): Cells {
  const scale = inputs / outputs;
  const stride = Math.ceil(scale) + 2;
  const first = new Int32Array(outputs);
  const count = new Int32Array(outputs);
  const weights = new Float64Array(outputs * stride);
  for (let output = 0; output < outputs; output++) {
    const start = output * scale;
    const end = Math.min(inputs, start + scale);
    first[output] = Math.floor(start);
    for (let index = first[output]!; index < end - 1e-9; index++) {
      const share = Math.min(end, index + 1) - Math.max(start, index);
      weights[output * stride + count[output]!] = share / (end - start);
      count[output]!++;
    }
  }
  return { first, count, weights, stride };
}

function interpolate(source: Raster, width: number, height: number): Raster {
  const { channels } = source;
  const across = neighbours(source.width, width);
  const down = neighbours(source.height, height);
  const length = width * channels;
  const rows = new Int32Array(source.height * length);
  for (let y = 0; y < source.height; y++) {
    for (let x = 0; x < width; x++) {
      const { near, far, weight } = across[x]!;
      for (let c = 0; c < channels; c++) {
        const row = y * source.width;
        rows[y * length + x * channels + c] =
          source.data[(row + near) * channels + c]! * (2048 - weight) +
          source.data[(row + far) * channels + c]! * weight;
      }
    }
  }
  const data = new Uint8Array(length * height);
  for (let y = 0; y < height; y++) {
    const { near, far, weight } = down[y]!;
    for (let i = 0; i < length; i++) {
      const upper = ((2048 - weight) * (rows[near * length + i]! >> 4)) >> 16;
      const lower = (weight * (rows[far * length + i]! >> 4)) >> 16;
      data[y * length + i] = (upper + lower + 2) >> 2;
    }
  }
  return { width, height, channels, data };
}

/** The two inputs of each output and the weight of the second, of 2048. */
function neighbours(inputs: number, outputs: number): { near: number; far: number; weight: number }[] {
  const scale = inputs / outputs;
  return Array.from({ length: outputs }, (_, output) => {
    const index = Math.floor(output * scale);
    const position = Math.fround(output + 1 - (index + 1) / scale);
    const fraction = position <= 0 ? 0 : Math.fround(position - Math.floor(position));
    const near = Math.min(inputs - 1, index);
    return {
      near,
      far: Math.min(inputs - 1, index + 1),
      weight: near === inputs - 1 ? 0 : Math.round(fraction * 2048),
    };
  });
}
