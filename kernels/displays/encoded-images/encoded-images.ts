import type { ImageSource } from '../../clip/decoding/image.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { throwIfCancelled } from '../../clip/encoders/progress.ts';
import { failure } from '../../protocol/failures/index.ts';
import { cellSignal } from '../in-cell/with-bar.ts';
import { thumbnail } from '../images/thumbnail.ts';
import { namedApart, rowsRead } from '../zero-shot/thumbnails.ts';

/** Images that could be read, encoded; their pictures are drawn when they are asked for. */
export interface EncodedImages {
  readonly embeddings: ImageEmbeddings;
  /** `[rows]`: the place of each row among the images that were given. */
  readonly places: readonly number[];
  /** A JPEG of at most 64 pixels a side as a `data:` URL, drawn once; undefined if the image cannot be read any more. */
  thumbnail(row: number): Promise<string | undefined>;
}

/** Pixels of the longer side: six stand beside each other, and a hundred are below 300 KB. */
const side = 64;

/**
 * Encodes images for a figure that shows a few of many.
 * @param task ends "there are no images to …".
 * @throws Failure `images-needed` if none is given or none can be read, `cancelled`, `encoder-failed`.
 */
export async function encodeShown(
  clip: Pick<Clip, 'encodeImage'>,
  images: readonly ImageSource[],
  { task, signal }: { readonly task: string; readonly signal?: AbortSignal | undefined },
): Promise<EncodedImages> {
  if (images.length === 0) throw failure('images-needed', { task, unreadable: 0 });
  const sources = namedApart(images);
  const embeddings = await clip.encodeImage(sources, { signal });
  if (embeddings.count === 0) throw failure('images-needed', { task, unreadable: images.length });
  const places = rowsRead(sources, embeddings.ids);
  const drawn = new Map<number, Promise<string | undefined>>();
  return {
    embeddings,
    places,
    thumbnail: row => {
      const known = drawn.get(row) ?? thumbnail(sources[places[row]!]!, side);
      drawn.set(row, known);
      return known;
    },
  };
}

/** Pictures of some rows, one after the other. @throws Failure `cancelled`. */
export async function thumbnailsOf(
  images: EncodedImages,
  rows: Iterable<number>,
  signal?: AbortSignal,
): Promise<ReadonlyMap<number, string>> {
  const found = new Map<number, string>();
  const stop = cellSignal(signal);
  for (const row of rows) {
    throwIfCancelled(stop, 'Drawing thumbnails');
    const picture = await images.thumbnail(row);
    if (picture !== undefined) found.set(row, picture);
  }
  return found;
}

/** What a reader is told of images that are missing; nothing if none is. */
export function unreadableCaution({ failures }: Pick<ImageEmbeddings, 'failures'>): string[] {
  if (failures.length === 0) return [];
  const [first] = failures;
  const more = failures.length === 1 ? '' : ` and ${failures.length - 1} more`;
  return [`Left out, because they could not be read: ${first!.id}${more}. ${first!.failure.message}`];
}
