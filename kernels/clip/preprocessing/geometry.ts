import type { Raster, Window } from './raster.ts';

/** Where a window falls on an image, and how much of it lies outside, filled. */
export interface Crop {
  /** The part inside the image. */
  readonly inside: Window;
  /** Where that part goes in the result. */
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A window of `width` × `height` in the middle of an image: offsets and padding as torchvision (`half-even`) or transformers (`floor`) round them. */
export function centerCrop(
  image: { readonly width: number; readonly height: number },
  crop: { readonly width: number; readonly height: number; readonly rounding: 'half-even' | 'floor' },
): Crop {
  const across = along(image.width, crop.width, crop.rounding);
  const down = along(image.height, crop.height, crop.rounding);
  return {
    inside: { left: across.start, top: down.start, width: across.length, height: down.length },
    left: across.padding,
    top: down.padding,
    width: crop.width,
    height: crop.height,
  };
}

/** Puts the image's `inside` part, already cut out as `part`, on a canvas of `fill`. */
export function place(part: Raster, { inside, left, top, width, height }: Crop, fill: number): Raster {
  if (inside.width === width && inside.height === height) return part;
  const { channels } = part;
  const data = new Uint8Array(width * height * channels).fill(fill);
  const length = part.width * channels;
  for (let y = 0; y < part.height; y++) {
    data.set(part.data.subarray(y * length, (y + 1) * length), ((top + y) * width + left) * channels);
  }
  return { width, height, channels, data };
}

/**
 * Pillow's nearest resize (libImaging/Geometry.c `ImagingScaleAffine`): the source position is accumulated step by
 * step in double precision, so that rounding errors fall where Pillow's do.
 */
export function resizeNearest(source: Raster, width: number, height: number, window: Window): Raster {
  const { channels } = source;
  const columns = positions(source.width, width, window.left, window.width);
  const rows = positions(source.height, height, window.top, window.height);
  const data = new Uint8Array(window.width * window.height * channels);
  let at = 0;
  for (const row of rows) {
    for (const column of columns) {
      const start = (row * source.width + column) * channels;
      for (let c = 0; c < channels; c++) data[at++] = source.data[start + c]!;
    }
  }
  return { width: window.width, height: window.height, channels, data };
}

function positions(inputs: number, outputs: number, from: number, count: number): Int32Array {
  const step = inputs / outputs;
  const taken = new Int32Array(count);
  let position = step * 0.5;
  for (let i = 0; i < from + count; i++, position += step) {
    if (i >= from) taken[i - from] = Math.min(inputs - 1, Math.trunc(position));
  }
  return taken;
}

function along(
  size: number,
  crop: number,
  rounding: 'half-even' | 'floor',
): { start: number; length: number; padding: number } {
  if (crop > size) {
    const half = (crop - size) / 2;
    return { start: 0, length: size, padding: rounding === 'floor' ? Math.ceil(half) : Math.floor(half) };
  }
  const half = (size - crop) / 2;
  return {
    start: rounding === 'floor' ? Math.floor(half) : roundHalfEven(half),
    length: crop,
    padding: 0,
  };
}

/** Python's `round`: halves go to the even neighbour. */
export function roundHalfEven(value: number): number {
  const floor = Math.floor(value);
  if (value - floor !== 0.5) return Math.round(value);
  return floor % 2 === 0 ? floor : floor + 1;
}
