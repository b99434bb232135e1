import { nearestEntries } from '../../analysis/retrieval/retrieve.ts';
import { failure } from '../../protocol/failures/index.ts';
import { thumbnailsOf, type EncodedImages } from '../encoded-images/encoded-images.ts';
import type { TextVectors } from '../encoded-images/text-vectors.ts';

/** An image found for a text. */
export interface ImageHit {
  readonly image: string;
  /** Row of the image among those that could be read. */
  readonly row: number;
  /** In [-1, 1]. */
  readonly cosine: number;
}

/** What one text found, nearest first. */
export interface QueryHits {
  readonly query: string;
  readonly hits: readonly ImageHit[];
}

/** Hits with their pictures, ready to be drawn. */
export interface DrawnHits {
  readonly found: readonly QueryHits[];
  /** By row. */
  readonly thumbnails: ReadonlyMap<number, string>;
}

/** Queries of one figure. */
export const mostQueries = 12;

/**
 * The images nearest to each text by cosine; blank queries are left out.
 * @throws Failure `texts-needed` if no query is left, `option-invalid`, `embedding-invalid`, `cancelled`, `encoder-failed`.
 */
export async function searchRows(
  images: EncodedImages,
  texts: TextVectors,
  queries: readonly string[],
  { hits, signal }: { readonly hits: number; readonly signal?: AbortSignal | undefined },
): Promise<QueryHits[]> {
  const wanted = queries.map(query => query.trim()).filter(query => query !== '');
  if (wanted.length === 0)
    throw failure('texts-needed', { task: 'search for', example: "'a large pleural effusion on the left'" });
  const { ids, count } = images.embeddings;
  const { k, entries, cosine } = await nearestEntries(
    await texts.of(wanted, signal),
    images.embeddings,
    Math.min(hits, count),
  );
  return wanted.map((query, at) => ({
    query,
    hits: Array.from({ length: k }, (_, rank) => {
      const row = entries[at * k + rank]!;
      return { image: ids[row]!, row, cosine: cosine[at * k + rank]! };
    }),
  }));
}

/** The first queries' hits with their pictures. @throws Failure as `searchRows`. */
export async function searchDrawn(
  images: EncodedImages,
  texts: TextVectors,
  queries: readonly string[],
  options: { readonly hits: number; readonly signal?: AbortSignal | undefined },
): Promise<DrawnHits> {
  const found = await searchRows(images, texts, queries.slice(0, mostQueries), options);
  const rows = new Set(found.flatMap(({ hits }) => hits.map(({ row }) => row)));
  return { found, thumbnails: await thumbnailsOf(images, rows, options.signal) };
}
