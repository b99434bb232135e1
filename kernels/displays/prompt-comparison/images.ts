import type { ImageSource } from '../../clip/decoding/image.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { failure } from '../../protocol/failures/index.ts';
import { thumbnail } from '../images/thumbnail.ts';
import { mostThumbnails, namedApart, rowsRead } from '../zero-shot/thumbnails.ts';

/** Images that could be read, encoded, with what is true of them. */
export interface ComparedImages {
  readonly embeddings: ImageEmbeddings;
  /** One a row. */
  readonly truth: readonly (readonly string[] | undefined)[];
  /** JPEGs of at most 80 pixels a side as `data:` URLs, of the first 200 rows. */
  readonly thumbnails: readonly (string | undefined)[];
  /** Which of the given images each row is. */
  readonly sources: readonly number[];
}

/** @throws Failure `comparison-images` if none can be read, `embedding-invalid`, `cancelled`. */
export async function encodeCompared(
  clip: Pick<Clip, 'encodeImage'>,
  images: readonly ImageSource[],
  truth: readonly (readonly string[] | undefined)[],
  signal: AbortSignal | undefined,
): Promise<ComparedImages> {
  const sources = namedApart(images);
  const embeddings = await clip.encodeImage(sources, { signal });
  const { ids, data, dim, count } = embeddings;
  if (count === 0) throw failure('comparison-images', { unreadable: images.length });
  const broken = data.findIndex(value => !Number.isFinite(value));
  if (broken >= 0)
    throw failure('embedding-invalid', { id: ids[Math.floor(broken / dim)]!, problem: 'is not finite' });
  const rows = rowsRead(sources, ids);
  const thumbnails: (string | undefined)[] = [];
  for (const row of rows.slice(0, mostThumbnails)) {
    if (signal?.aborted) throw failure('cancelled', { what: 'Drawing thumbnails' }, signal.reason);
    thumbnails.push(await thumbnail(sources[row]!, 80));
  }
  return { embeddings, truth: rows.map(row => truth[row]), thumbnails, sources: rows };
}
