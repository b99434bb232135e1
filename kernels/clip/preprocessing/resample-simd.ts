import { readFileSync } from 'node:fs';
import { bundleUrl } from '../../bundle-url.ts';
import { fixedPoint, taps, type Taps } from './filters.ts';
import { copyColumns, reach, type Raster, type Resize } from './raster.ts';

/** Rows copied into the module's memory at a time: a strip of a 2000-pixel RGB row set stays in the L2 cache. */
const stripRows = 16;
/** Loads and stores of whole vectors may reach this far past the bytes that count. */
const slack = 64;
/** Past this the memory is given back after the call: WebAssembly memory grows and never shrinks. */
const keptBytes = 64 * 1024 * 1024;
const pageBytes = 65536;

/** `resample` by the passes in resample.assembly.ts; undefined where the engine has no WebAssembly SIMD. */
export function resampleWithSimd(
  source: Raster,
  { width, height, filter, window }: Resize,
): Raster | undefined {
  const { channels } = source;
  if (channels !== 1 && channels !== 3 && channels !== 4) return undefined;
  const passes = engine();
  if (!passes) return undefined;

  const down =
    height === source.height
      ? undefined
      : taps(filter, source.height, height, window.top, window.top + window.height);
  const across =
    width === source.width
      ? undefined
      : taps(filter, source.width, width, window.left, window.left + window.width);
  const [from, to] = down ? reach(down) : [window.top, window.top + window.height];
  const rows = to - from;
  const length = window.width * channels;
  const stride = align(length + slack);
  const [left, right] = across ? reach(across) : [0, 0];
  const strip = align((right - left) * channels + slack);

  const layout = memoryLayout();
  const spans = layout.reserve(across ? window.width * 12 : 0);
  const acrossWeights = layout.reserve(across ? weightBytes(across, channels) : 0);
  const downWeights = layout.reserve(down ? weightBytes(down, 3) : 0);
  const stripAt = layout.reserve(across ? strip * stripRows : 0);
  const middle = layout.reserve(stride * (rows + stripRows));
  const target = layout.reserve(down ? stride * window.height : 0);
  const memory = passes.reserve(layout.size());

  if (across) {
    writeSpans(memory, across, channels, left, spans, acrossWeights);
    const horizontal =
      channels === 1 ? passes.horizontal1 : channels === 3 ? passes.horizontal3 : passes.horizontal4;
    const line = source.width * channels;
    for (let row = 0; row < rows; row += stripRows) {
      const copied = Math.min(stripRows, rows - row);
      for (let offset = 0; offset < copied; offset++) {
        const start = (from + row + offset) * line;
        memory.set(
          source.data.subarray(start + left * channels, start + right * channels),
          stripAt + offset * strip,
        );
      }
      horizontal(stripAt, strip, middle + row * stride, stride, (copied + 3) & ~3, window.width, spans);
    }
  } else copyColumns(source, from, rows, window, memory.subarray(middle), stride);

  if (down) {
    let weights = downWeights;
    const view = new DataView(memory.buffer);
    for (let y = 0; y < window.height; y++) {
      const pairs = writePairs(view, down, y, weights);
      passes.vertical(
        middle + (down.first[y]! - from) * stride,
        stride,
        target + y * stride,
        length,
        weights,
        pairs,
      );
      weights += pairs * 8;
    }
  }
  const data = new Uint8Array(length * window.height);
  for (let y = 0; y < window.height; y++) {
    const start = (down ? target : middle) + y * stride;
    data.set(memory.subarray(start, start + length), y * length);
  }
  if (memory.byteLength > keptBytes) passes.release();
  return { width: window.width, height: window.height, channels, data };
}

interface Passes {
  readonly memory: WebAssembly.Memory;
  horizontal1: Horizontal;
  horizontal3: Horizontal;
  horizontal4: Horizontal;
  vertical(
    source: number,
    stride: number,
    target: number,
    length: number,
    weights: number,
    pairs: number,
  ): void;
}

type Horizontal = (
  source: number,
  sourceStride: number,
  target: number,
  targetStride: number,
  rows: number,
  width: number,
  spans: number,
) => void;

interface Engine extends Passes {
  /** The module's memory, at least `bytes` long. */
  reserve(bytes: number): Uint8Array;
  /** Drops the memory. */
  release(): void;
}

/** One instance a thread: calls are synchronous and leave nothing behind in its memory that a later call reads. */
const engine: () => Engine | undefined = (() => {
  let module: WebAssembly.Module | undefined;
  let current: Engine | undefined;
  return () => {
    if (current) return current;
    if (!module) {
      const bytes = readFileSync(bundleUrl('resample.wasm'));
      if (!WebAssembly.validate(bytes)) return undefined;
      module = new WebAssembly.Module(bytes);
    }
    const passes = new WebAssembly.Instance(module).exports as unknown as Passes;
    current = {
      ...passes,
      reserve(bytes) {
        const missing = bytes - passes.memory.buffer.byteLength;
        if (missing > 0) passes.memory.grow(Math.ceil(missing / pageBytes));
        return new Uint8Array(passes.memory.buffer);
      },
      release() {
        current = undefined;
      },
    };
    return current;
  };
})();

function memoryLayout(): { reserve(bytes: number): number; size(): number } {
  let size = 1024;
  return {
    reserve(bytes) {
      const start = size;
      size = align(start + bytes + slack);
      return start;
    },
    size: () => size,
  };
}

function align(bytes: number): number {
  return (bytes + 15) & ~15;
}

function weightBytes({ count }: Taps, channels: number): number {
  let bytes = 0;
  for (const taps of count) bytes += channels === 1 ? Math.ceil(taps / 8) * 32 : Math.ceil(taps / 2) * 8;
  return bytes;
}

function writeSpans(
  memory: Uint8Array,
  across: Taps,
  channels: number,
  left: number,
  spans: number,
  start: number,
): void {
  const view = new DataView(memory.buffer);
  let weights = start;
  for (let x = 0; x < across.first.length; x++) {
    const blocks =
      channels === 1 ? writeEights(view, across, x, weights) : writePairs(view, across, x, weights);
    view.setUint32(spans + x * 12, (across.first[x]! - left) * channels, true);
    view.setUint32(spans + x * 12 + 4, blocks, true);
    view.setUint32(spans + x * 12 + 8, weights, true);
    weights += blocks * (channels === 1 ? 32 : 8);
  }
}

/** Weights of one output by pairs of taps, `[high, high, low, low]`; returns the number of pairs. */
function writePairs(view: DataView, { count, weights, stride }: Taps, output: number, at: number): number {
  const pairs = (count[output]! + 1) >> 1;
  for (let tap = 0; tap < pairs * 2; tap++) {
    const weight = tap < count[output]! ? fixedPoint(weights[output * stride + tap]!) : 0;
    const place = at + (tap >> 1) * 8 + (tap & 1) * 2;
    view.setInt16(place, weight >> 12, true);
    view.setInt16(place + 4, weight & 4095, true);
  }
  return pairs;
}

/** Weights of one output by eights, `[8 × high, 8 × low]`; returns the number of eights. */
function writeEights(view: DataView, { count, weights, stride }: Taps, output: number, at: number): number {
  const eights = (count[output]! + 7) >> 3;
  for (let tap = 0; tap < eights * 8; tap++) {
    const weight = tap < count[output]! ? fixedPoint(weights[output * stride + tap]!) : 0;
    const place = at + (tap >> 3) * 32 + (tap & 7) * 2;
    view.setInt16(place, weight >> 12, true);
    view.setInt16(place + 16, weight & 4095, true);
  }
  return eights;
}
