import type { ImageSource } from '../../clip/decoding/image.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import { failure } from '../../protocol/failures/index.ts';
import { thumbnail } from '../images/thumbnail.ts';
import type { ZeroShotModel, ZeroShotOptions } from './zero-shot.ts';

/** Images as they are scored and drawn. */
export interface ZeroShotPicture {
  readonly embeddings: ImageEmbeddings;
  /** The true text of each row, where known. */
  readonly truth: readonly (string | undefined)[];
  /** JPEGs of at most 128 pixels a side as `data:` URLs, of the first 200 rows. */
  readonly thumbnails: readonly (string | undefined)[];
}

/** Images in a picture; a page of more is of no use, and its notebook would not open any more. */
export const mostThumbnails = 200;

/** Encodes the images and draws their thumbnails; truth and thumbnails follow the rows that could be read. */
export async function pictureOf(
  clip: Pick<ZeroShotModel, 'encodeImage'>,
  images: readonly ImageSource[],
  { truth, signal }: Pick<ZeroShotOptions, 'truth' | 'signal'>,
): Promise<ZeroShotPicture> {
  if (truth && truth.length !== images.length)
    throw failure('zero-shot-truth', { truths: truth.length, images: images.length });
  const sources = namedApart(images);
  const embeddings = await clip.encodeImage(sources, { signal });
  const rows = rowsRead(sources, embeddings.ids);
  const thumbnails: (string | undefined)[] = [];
  for (const row of rows.slice(0, mostThumbnails)) {
    if (signal?.aborted) throw failure('cancelled', { what: 'Drawing thumbnails' }, signal.reason);
    thumbnails.push(await thumbnail(sources[row]!, 128));
  }
  return { embeddings, truth: rows.map(row => truth?.[row]), thumbnails };
}

/** Two images in memory may have one name; rows are told apart by it. */
export function namedApart(images: readonly ImageSource[]): ImageSource[] {
  const seen = new Map<string, number>();
  return images.map(image => {
    if (typeof image === 'string') return image;
    const times = (seen.get(image.name) ?? 0) + 1;
    seen.set(image.name, times);
    return times === 1 ? image : { name: `${image.name} (${times})`, bytes: image.bytes };
  });
}

/** Which sources the rows are: names in order, those left out could not be read. */
export function rowsRead(sources: readonly ImageSource[], ids: readonly string[]): number[] {
  const rows: number[] = [];
  sources.forEach((source, at) => {
    if ((typeof source === 'string' ? source : source.name) === ids[rows.length]) rows.push(at);
  });
  return rows;
}
