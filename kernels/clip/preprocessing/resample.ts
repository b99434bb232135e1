import type { Raster, Resize } from './raster.ts';
import { resamplePlain } from './resample-plain.ts';
import { resampleWithSimd } from './resample-simd.ts';

/**
 * Pillow's `Image.resize` for 8-bit channels, to the bit (libImaging/Resample.c `ImagingResample`): two
 * passes with 8 bits between them, each left out where the size does not change. Returns the window alone,
 * `[window.height, window.width, channels]`. Channels are resampled independently: colours under transparency must
 * have been multiplied by it.
 */
export function resample(source: Raster, resize: Resize): Raster {
  return resampleWithSimd(source, resize) ?? resamplePlain(source, resize);
}
