import { decodeDicom } from './dicom/decode-dicom.ts';
import { isDicom } from './dicom/part10.ts';
import { decodeGif, isGif } from './gif.ts';
import type { DecodedImage, DecodeOptions, ImageSource } from './image.ts';
import { readImage } from './read.ts';
import { decodeWithSharp } from './sharp.ts';

/**
 * File → pixels, as Pillow 13 holds them after `ImageOps.exif_transpose`, byte for byte: no colour profile or gamma is
 * applied, palettes stay palettes, 1-bit images become palettes of black and white, CMYK stays CMYK.
 * Reference scripts that never call `exif_transpose` encode a photograph as it lies in the file; here it stands upright.
 * Where Pillow's own answer is of no use it is not followed: 16-bit gray becomes its high byte (Pillow 13 clips it
 * to white, but takes the high byte of 16-bit RGB), and DICOM, which Pillow does not read, is windowed as its own
 * attributes say (PS3.3 C.11).
 *
 * Throws `image-not-found`, `image-unreadable` (also for truncated files, which Pillow refuses too), and
 * `image-too-large` above 300 megapixels, before pixels are decoded.
 */
export async function decodeImage(source: ImageSource, options: DecodeOptions = {}): Promise<DecodedImage> {
  const file = await readImage(source);
  if (isDicom(file.bytes)) return decodeDicom(file, options);
  if (isGif(file.bytes)) return decodeGif(file);
  return decodeWithSharp(file);
}
