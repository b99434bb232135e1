import type { ImageSource } from '../../clip/decoding/image.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { failure } from '../../protocol/failures/index.ts';
import { thumbnail } from '../images/thumbnail.ts';
import { namedApart, rowsRead } from '../zero-shot/thumbnails.ts';

/** Images that all models could read, one row each. */
export interface ReadImages {
  /** One of each model, rows alike. */
  readonly embeddings: readonly [ImageEmbeddings, ...ImageEmbeddings[]];
  /** `[rows]`, for each row its place among the images that were given. */
  readonly given: readonly number[];
  readonly names: readonly string[];
  /** JPEGs as `data:` URLs, of the first rows. */
  readonly thumbnails: readonly (string | undefined)[];
  readonly failures: ImageEmbeddings['failures'];
}

export interface ReadingOptions {
  /** How many rows get a thumbnail. */
  readonly thumbnails: number;
  /** Pixels of its longer side; default 80. */
  readonly side?: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Encodes images with one model or several.
 * @throws Failure `diagnosis-images` without images or if none can be read, `embedding-invalid`, `cancelled`, `encoder-failed`.
 */
export async function readImages(
  clips: readonly [Pick<Clip, 'encodeImage'>, ...Pick<Clip, 'encodeImage'>[]],
  images: readonly ImageSource[],
  { thumbnails: most, side = 80, signal }: ReadingOptions,
): Promise<ReadImages> {
  if (images.length === 0) throw failure('diagnosis-images', { unreadable: 0 });
  const sources = namedApart(images);
  const [first, ...others] = clips;
  const read = await first.encodeImage(sources, { signal });
  if (read.count === 0) throw failure('diagnosis-images', { unreadable: images.length });
  const given = rowsRead(sources, read.ids);
  // What one model could decode, the others can.
  const readable = given.map(row => sources[row]!);
  const embeddings: [ImageEmbeddings, ...ImageEmbeddings[]] = [read];
  for (const clip of others) embeddings.push(await clip.encodeImage(readable, { signal }));
  for (const each of embeddings) requireComplete(each, read);
  const thumbnails: (string | undefined)[] = [];
  for (const source of readable.slice(0, most)) {
    if (signal?.aborted) throw failure('cancelled', { what: 'Drawing thumbnails' }, signal.reason);
    thumbnails.push(await thumbnail(source, side));
  }
  return { embeddings, given, names: read.ids, thumbnails, failures: read.failures };
}

function requireComplete({ ids, data, dim, failures }: ImageEmbeddings, first: ImageEmbeddings): void {
  const lost = first.ids.find((id, row) => ids[row] !== id);
  if (lost !== undefined)
    throw failure('embedding-invalid', {
      id: lost,
      problem: `is missing from one of the models${failures[0] ? `: ${failures[0].failure.message}` : ''}`,
    });
  const broken = data.findIndex(value => !Number.isFinite(value));
  if (broken >= 0)
    throw failure('embedding-invalid', { id: ids[Math.floor(broken / dim)]!, problem: 'is not finite' });
}
