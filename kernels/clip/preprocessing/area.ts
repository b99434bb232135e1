import type { Raster } from './raster.ts';

/**
 * OpenCV's `resize(INTER_AREA)` for 8-bit pixels when both sides shrink: every output is the mean of the input area it
 * covers, weighed in float32 and rounded half-even. A side that grows is interpolated linearly, as OpenCV then does.
 */
export function resizeArea(source: Raster, width: number, height: number): Raster {
  const { channels } = source;
  const shrinks = width <= source.width && height <= source.height;
  const cells = shrinks ? coverage : linear;
  const across = cells(source.width, width);
  const down = cells(source.height, height);
  const rows = new Float64Array(source.height * width * channels);
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < source.height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++) {
        let sum = 0;
        for (const { index, weight } of across[x]!) {
          sum += weight * source.data[(y * source.width + index) * channels + c]!;
        }
        rows[(y * width + x) * channels + c] = sum;
      }
    }
  }
  const length = width * channels;
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < length; i++) {
      let sum = 0;
      for (const { index, weight } of down[y]!) sum += weight * rows[index * length + i]!;
      data[y * length + i] = Math.max(0, Math.min(255, Math.round(sum)));
    }
  }
  return { width, height, channels, data };
}

interface Cell {
  readonly index: number;
  readonly weight: number;
}

/** The inputs each output covers, with the share of its length. */
function coverage(inputs: number, outputs: number): Cell[][] {
  const scale = inputs / outputs;
  return Array.from({ length: outputs }, (_, output) => {
    const start = output * scale;
    const end = Math.min(inputs, start + scale);
    const cells: Cell[] = [];
    for (let index = Math.floor(start); index < Math.ceil(end - 1e-9); index++) {
      const weight = (Math.min(end, index + 1) - Math.max(start, index)) / (end - start);
      if (weight > 1e-9) cells.push({ index, weight });
    }
    return cells;
  });
}

/** OpenCV's linear interpolation as INTER_AREA uses it when enlarging. */
function linear(inputs: number, outputs: number): Cell[][] {
  const scale = inputs / outputs;
  return Array.from({ length: outputs }, (_, output) => {
    const index = Math.floor(output * scale);
    const t = output + 1 - (index + 1) / scale;
    const fraction = t <= 0 ? 0 : t - Math.floor(t);
    const next = Math.min(inputs - 1, index + 1);
    return [
      { index: Math.min(inputs - 1, index), weight: 1 - fraction },
      { index: next, weight: fraction },
    ];
  });
}
