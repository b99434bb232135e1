import { decodeImage } from '../../clip/decoding/decode.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import { onWhite, picture } from '../../clip/preprocessing/modes.ts';
import { dataUrl, toJpeg, type Pixels } from './encode.ts';

/** A JPEG of at most `most` pixels a side as a `data:` URL; undefined if the image cannot be read any more. */
export async function thumbnail(source: ImageSource, most: number): Promise<string | undefined> {
  try {
    const { width, height, channels, data } = onWhite(picture(await decodeImage(source)));
    const pixels: Pixels = { width, height, channels: channels as Pixels['channels'], data };
    return dataUrl('image/jpeg', await toJpeg(pixels, { most }));
  } catch {
    // It was encoded, from the cache perhaps, and is gone since: what is known of it is drawn without it.
    return undefined;
  }
}
