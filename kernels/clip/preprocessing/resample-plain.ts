import { fixedPoint, taps, type Taps } from './filters.ts';
import { copyColumns, reach, type Raster, type Resize } from './raster.ts';

/** `resample` in plain typed arrays: for machines without WebAssembly SIMD, and the tests' oracle. */
export function resamplePlain(source: Raster, { width, height, filter, window }: Resize): Raster {
  const { channels } = source;
  const vertical =
    height === source.height
      ? undefined
      : taps(filter, source.height, height, window.top, window.top + window.height);
  const [from, to] = vertical ? reach(vertical) : [window.top, window.top + window.height];
  const rows = to - from;
  const middle = new Uint8Array(rows * window.width * channels);
  if (width === source.width) copyColumns(source, from, rows, window, middle);
  else {
    const across = taps(filter, source.width, width, window.left, window.left + window.width);
    const line = source.width * channels;
    for (let row = 0; row < rows; row++) {
      blend(
        across,
        source.data,
        (from + row) * line,
        channels,
        channels,
        middle,
        row * window.width * channels,
      );
    }
  }
  if (!vertical) return { width: window.width, height: window.height, channels, data: middle };
  const length = window.width * channels;
  const data = new Uint8Array(window.height * length);
  for (let y = 0; y < window.height; y++) {
    const rowTaps = single(vertical, y, from);
    for (let x = 0; x < length; x++) blend(rowTaps, middle, x, length, 1, data, y * length + x);
  }
  return { width: window.width, height: window.height, channels, data };
}

/** Weighs `lanes` neighbouring bytes at once for every output of `taps`; inputs lie `step` bytes apart. */
function blend(
  { first, count, weights, stride }: Taps,
  source: Uint8Array,
  start: number,
  step: number,
  lanes: number,
  target: Uint8Array,
  at: number,
): void {
  for (let output = 0; output < first.length; output++) {
    for (let lane = 0; lane < lanes; lane++) {
      let sum = 1 << 21;
      let position = start + first[output]! * step + lane;
      for (let tap = 0; tap < count[output]!; tap++, position += step) {
        sum += source[position]! * fixedPoint(weights[output * stride + tap]!);
      }
      target[at + output * lanes + lane] = Math.max(0, Math.min(255, sum >> 22));
    }
  }
}

/** The taps of one output, counted from row `from`. */
function single({ first, count, weights, stride }: Taps, index: number, from: number): Taps {
  return {
    first: Int32Array.of(first[index]! - from),
    count: count.subarray(index, index + 1),
    weights: weights.subarray(index * stride, (index + 1) * stride),
    stride,
  };
}
