import { fixedPoint, taps, type Taps } from './filters.ts';
import { copyColumns, reach, verticalFirst, type Raster, type Resize, type Window } from './raster.ts';

/** `resample` in plain typed arrays: for machines without WebAssembly SIMD, and the tests' oracle. */
export function resamplePlain(source: Raster, resize: Resize): Raster {
  const { width, height, filter, window } = resize;
  const down =
    height === source.height
      ? undefined
      : taps(filter, source.height, height, window.top, window.top + window.height);
  const across =
    width === source.width
      ? undefined
      : taps(filter, source.width, width, window.left, window.left + window.width);
  if (down && across && verticalFirst(source, resize)) {
    return horizontally(vertically(source, down, 0), across);
  }
  const [from, to] = down ? reach(down) : [window.top, window.top + window.height];
  const kept = rowsOf(source, from, to);
  const middle = across ? horizontally(kept, across) : columnsOf(kept, window);
  return down ? vertically(middle, down, from) : middle;
}

function horizontally(source: Raster, across: Taps): Raster {
  const { channels, height } = source;
  const width = across.first.length;
  const data = new Uint8Array(width * height * channels);
  const line = source.width * channels;
  for (let y = 0; y < height; y++) {
    blend(across, source.data, y * line, channels, channels, data, y * width * channels);
  }
  return { width, height, channels, data };
}

/** Row 0 of `source` is row `from` of the image that `down` counts in. */
function vertically(source: Raster, down: Taps, from: number): Raster {
  const { channels, width } = source;
  const height = down.first.length;
  const line = width * channels;
  const data = new Uint8Array(height * line);
  for (let y = 0; y < height; y++) {
    const taps = single(down, y, from);
    for (let x = 0; x < line; x++) blend(taps, source.data, x, line, 1, data, y * line + x);
  }
  return { width, height, channels, data };
}

function rowsOf({ width, channels, data }: Raster, from: number, to: number): Raster {
  const line = width * channels;
  return { width, height: to - from, channels, data: data.subarray(from * line, to * line) };
}

function columnsOf(source: Raster, window: Window): Raster {
  const { height, channels } = source;
  const data = new Uint8Array(height * window.width * channels);
  copyColumns(source, 0, height, window, data);
  return { width: window.width, height, channels, data };
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
