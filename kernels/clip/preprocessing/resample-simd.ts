import { taps, type Taps } from './filters.ts';
import { copyColumns, reach, verticalFirst, type Raster, type Resize } from './raster.ts';
import { engine, type Engine } from './resample-engine.ts';
import { weightBytes, writePairs, writeSpans } from './resample-weights.ts';

/** Rows copied into the module's memory at a time: 16 rows of 2000 RGB pixels stay in the L2 cache. */
const stripRows = 16;
/** Bytes of a column block copied at a time when the vertical pass comes first. */
const blockBytes = 8 * 1024 * 1024;
/** Loads and stores of whole vectors may reach this far past the bytes that count. */
const slack = 64;
/** Past this the memory is given back after the call: WebAssembly memory grows and never shrinks. */
const keptBytes = 64 * 1024 * 1024;

/** `resample` by the passes in resample.assembly.ts; undefined where the engine has no WebAssembly SIMD. */
export function resampleWithSimd(source: Raster, resize: Resize): Raster | undefined {
  const { channels } = source;
  if (channels !== 1 && channels !== 3 && channels !== 4) return undefined;
  const passes = engine();
  if (!passes) return undefined;
  const { width, height, filter, window } = resize;
  const down =
    height === source.height
      ? undefined
      : taps(filter, source.height, height, window.top, window.top + window.height);
  const across =
    width === source.width
      ? undefined
      : taps(filter, source.width, width, window.left, window.left + window.width);
  const data =
    down && across && verticalFirst(source, resize)
      ? downThenAcross(passes, source, resize, down, across)
      : acrossThenDown(passes, source, resize, across, down);
  if (passes.memory.buffer.byteLength > keptBytes) passes.release();
  return { width: window.width, height: window.height, channels, data };
}

function acrossThenDown(
  passes: Engine,
  source: Raster,
  { window }: Resize,
  across: Taps | undefined,
  down: Taps | undefined,
): Uint8Array {
  const { channels } = source;
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
    const horizontal = horizontalPass(passes, channels);
    for (let row = 0; row < rows; row += stripRows) {
      const copied = Math.min(stripRows, rows - row);
      copyPart(source, from + row, copied, left * channels, right * channels, memory, stripAt, strip);
      horizontal(stripAt, strip, middle + row * stride, stride, (copied + 3) & ~3, window.width, spans);
    }
  } else copyColumns(source, from, rows, window, memory.subarray(middle), stride);

  if (down)
    verticalPass(passes, down, from, {
      middle,
      stride,
      target,
      targetStride: stride,
      length,
      weights: downWeights,
    });
  return gather(memory, down ? target : middle, stride, length, window.height);
}

/** Column block by column block, so that a very tall image is never in the module's memory as a whole. */
function downThenAcross(
  passes: Engine,
  source: Raster,
  { window }: Resize,
  down: Taps,
  across: Taps,
): Uint8Array {
  const { channels } = source;
  const [from, to] = reach(down);
  const [left, right] = reach(across);
  const rows = to - from;
  const length = (right - left) * channels;
  const block = Math.min(align(length), Math.max(64, align(Math.floor(blockBytes / rows)) - 16));
  const blockStride = block + 16;
  const middleStride = align(length + slack);
  const outLength = window.width * channels;
  const outStride = align(outLength + slack);

  const layout = memoryLayout();
  const spans = layout.reserve(window.width * 12);
  const acrossWeights = layout.reserve(weightBytes(across, channels));
  const downWeights = layout.reserve(weightBytes(down, 3));
  const blockAt = layout.reserve(blockStride * (rows + 1));
  const middle = layout.reserve(middleStride * (window.height + 3));
  const target = layout.reserve(outStride * (window.height + 3));
  const memory = passes.reserve(layout.size());

  for (let start = 0; start < length; start += block) {
    const end = Math.min(length, start + block);
    const first = left * channels;
    copyPart(source, from, rows, first + start, first + end, memory, blockAt, blockStride);
    verticalPass(passes, down, from, {
      middle: blockAt,
      stride: blockStride,
      target: middle + start,
      targetStride: middleStride,
      length: end - start,
      weights: downWeights,
    });
  }
  writeSpans(memory, across, channels, left, spans, acrossWeights);
  const padded = (window.height + 3) & ~3;
  horizontalPass(passes, channels)(middle, middleStride, target, outStride, padded, window.width, spans);
  return gather(memory, target, outStride, outLength, window.height);
}

function verticalPass(
  passes: Engine,
  down: Taps,
  from: number,
  at: {
    readonly middle: number;
    readonly stride: number;
    readonly target: number;
    readonly targetStride: number;
    readonly length: number;
    readonly weights: number;
  },
): void {
  const view = new DataView(passes.memory.buffer);
  let { weights } = at;
  for (let y = 0; y < down.first.length; y++) {
    const pairs = writePairs(view, down, y, weights);
    const row = at.middle + (down.first[y]! - from) * at.stride;
    passes.vertical(row, at.stride, at.target + y * at.targetStride, at.length, weights, pairs);
    weights += pairs * 8;
  }
}

function horizontalPass(passes: Engine, channels: number): Engine['horizontal1'] {
  return channels === 1 ? passes.horizontal1 : channels === 3 ? passes.horizontal3 : passes.horizontal4;
}

/** Bytes `start` to `end` of `rows` rows from row `from` on. */
function copyPart(
  source: Raster,
  from: number,
  rows: number,
  start: number,
  end: number,
  memory: Uint8Array,
  at: number,
  stride: number,
): void {
  const line = source.width * source.channels;
  for (let row = 0; row < rows; row++) {
    const base = (from + row) * line;
    memory.set(source.data.subarray(base + start, base + end), at + row * stride);
  }
}

function gather(memory: Uint8Array, at: number, stride: number, length: number, rows: number): Uint8Array {
  const data = new Uint8Array(length * rows);
  for (let y = 0; y < rows; y++)
    data.set(memory.subarray(at + y * stride, at + y * stride + length), y * length);
  return data;
}

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
