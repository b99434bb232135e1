import { decodeImage } from '../../clip/decoding/decode.ts';
import { onWhite, picture } from '../../clip/preprocessing/modes.ts';
import { failure } from '../../protocol/failures/index.ts';
import { displayed, type Displayed } from '../displayed.ts';
import { galleryBundle, imageBundle, mostImages, type ImageOptions } from './bundle.ts';
import type { Pixels } from './encode.ts';
import { imageFrom, type FoundImage } from './recognise.ts';

/** A path of any image file that models read, DICOM included, or a value that holds a picture. */
export type PictureSource = string | object;

/** Shows a picture with zoom. The display fails with `display-source`, `image-not-found` or `image-unreadable`. */
export function image(source: PictureSource, options: ImageOptions = {}): Displayed {
  return displayed(async () => imageBundle(await pictureFrom(source), options));
}

/** Shows pictures side by side, the first 60 of more, each with its caption or its name. */
export function gallery(
  images: Iterable<PictureSource>,
  captions: readonly (string | undefined)[] = [],
): Displayed {
  return displayed(async () => {
    const sources = [...images];
    const found: FoundImage[] = [];
    for (const source of sources.slice(0, mostImages)) found.push(await pictureFrom(source));
    return galleryBundle(found, captions, sources.length);
  });
}

async function pictureFrom(source: PictureSource): Promise<FoundImage> {
  if (typeof source === 'string') return decoded(source);
  const found = imageFrom(source);
  if (found) return found;
  const { name, bytes } = source as { name?: unknown; bytes?: unknown };
  // DICOM and TIFF have no place in a page: they are decoded first.
  if (typeof name === 'string' && bytes instanceof Uint8Array) return decoded({ name, bytes });
  throw failure('display-source', { what: source.constructor.name });
}

async function decoded(source: string | { name: string; bytes: Uint8Array }): Promise<FoundImage> {
  const { width, height, channels, data } = onWhite(picture(await decodeImage(source)));
  const id = typeof source === 'string' ? source : source.name;
  const name = typeof source === 'string' ? source.replace(/^.*[/\\]/, '') : id;
  return { pixels: { width, height, channels: channels as Pixels['channels'], data }, name, id };
}
