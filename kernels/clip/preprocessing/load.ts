import { decodeImage } from '../decoding/decode.ts';
import { readImage } from '../decoding/read.ts';
import { preprocess } from './preprocess.ts';
import type { ImageRequest, LoadedImage } from './worker-messages.ts';

/** File → decoded image → tensor. Throws the failures of `decodeImage`. */
export async function loadImage({ source, preset }: ImageRequest): Promise<LoadedImage> {
  const file = await readImage(source);
  const image = await decodeImage(file, { dicomRange: preset.dicomRange ?? 'window' });
  const { width, height } = image;
  return { pixels: preprocess(image, preset), original: { width, height } };
}
