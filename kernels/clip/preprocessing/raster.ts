import type { Filter, Taps } from './filters.ts';

/** 8-bit pixels, rows top to bottom, channels interleaved. */
export interface Raster {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  /** `[height, width, channels]`. */
  readonly data: Uint8Array;
}

/** The part of a resized image that is wanted, in pixels of the resized image; it must lie inside. */
export interface Window {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A resize to `width` × `height` of which only `window` is computed. */
export interface Resize {
  readonly width: number;
  readonly height: number;
  readonly filter: Filter;
  readonly window: Window;
}

/** First and past-the-last input pixel that any output needs. */
export function reach({ first, count }: Taps): [from: number, to: number] {
  const last = first.length - 1;
  return [first[0]!, first[last]! + count[last]!];
}

/** Rows `from` on of `source`, cut to the columns of `window`, into `target`. */
export function copyColumns(
  source: Raster,
  from: number,
  rows: number,
  window: Window,
  target: Uint8Array,
  stride = window.width * source.channels,
): void {
  const line = source.width * source.channels;
  const left = window.left * source.channels;
  const length = window.width * source.channels;
  for (let row = 0; row < rows; row++) {
    const start = (from + row) * line + left;
    target.set(source.data.subarray(start, start + length), row * stride);
  }
}

/**
 * Which pass Pillow 13 runs first where both sides change (libImaging/Resample.c `ImagingResampleInner`): the vertical
 * one if the height loses more than twice the pixels that the width does. Pillow before 13 always began horizontally;
 * results differ by single levels.
 */
export function verticalFirst(source: Raster, { width, height }: Resize): boolean {
  const lost = source.height - height;
  return lost > 0 && lost > (source.width - width) * 2;
}
