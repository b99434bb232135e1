import type { ImageSource } from '../../clip/decoding/image.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { failure } from '../../protocol/failures/index.ts';
import { wholeOption } from '../../analysis/statistics/checked.ts';
import type { SheetData } from '../../../webviews/protocol/sheet.ts';
import { encodeShown, unreadableCaution } from '../encoded-images/encoded-images.ts';
import { figureProvenance } from '../encoded-images/figure-provenance.ts';
import { shortened, textVectors, truncatedCaution } from '../encoded-images/text-vectors.ts';
import { liveSheet, type LiveSheet } from '../sheet/live-sheet.ts';
import { mostQueries, searchDrawn, searchRows, type QueryHits } from './image-search.ts';
import { searchParts } from './search-parts.ts';

export interface ImageSearchOptions {
  /** Images shown for each query; default 6. */
  readonly hits?: number | undefined;
  /** `[images]`, what stands under a picture, such as its report or its labels. */
  readonly captions?: readonly (string | undefined)[] | undefined;
  /** Stops between batches; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** What was found, as data and as a gallery. */
export interface ImageSearch extends LiveSheet<readonly QueryHits[]> {
  /** Nearest images of each query. */
  readonly found: readonly QueryHits[];
  /** The `k` images nearest to other texts; only these texts are encoded. @throws Failure `texts-needed`, `option-invalid`. */
  search(queries: string | readonly string[], k?: number): Promise<QueryHits[]>;
  /** Images that could not be read. */
  readonly failures: ImageEmbeddings['failures'];
}

/**
 * Searches images by free text: cosine of the text with every image, also among thousands. In a notebook the queries can be edited in
 * the picture; `latest()` gives what they found.
 * @throws Failure `images-needed`, `texts-needed`, `values-unequal`, `option-invalid`, `cancelled`, `encoder-failed`; single images
 * that cannot be read are named in `failures`.
 */
export async function searchImages(
  clip: Pick<Clip, 'encodeImage' | 'encodeText'>,
  images: readonly ImageSource[],
  queries: string | readonly string[],
  { hits = 6, captions, signal }: ImageSearchOptions = {},
): Promise<ImageSearch> {
  wholeOption('hits', hits, 1);
  if (captions && captions.length !== images.length)
    throw failure('values-unequal', {
      left: 'captions',
      leftCount: captions.length,
      right: 'images',
      rightCount: images.length,
    });
  const texts = textVectors(clip);
  const asked = listed(queries);
  if (asked.every(query => query.trim() === ''))
    throw failure('texts-needed', { task: 'search for', example: "'a large pleural effusion on the left'" });
  await texts.of(asked, signal);
  const shown = await encodeShown(clip, images, { task: 'search', signal });
  const { embeddings, places } = shown;
  const made = new Date().toISOString();
  const first = await searchDrawn(shown, texts, asked, { hits, signal });
  const sheet = liveSheet({
    first,
    draw: (result, edited): SheetData => ({
      title: 'Image search',
      summary: summaryOf(result.found, embeddings.count),
      cautions: [
        ...unreadableCaution(embeddings),
        ...truncatedCaution(texts.truncated(result.found.map(({ query }) => query))),
        ...(asked.length > mostQueries && !edited
          ? [`The first ${mostQueries} of ${asked.length} queries are shown; \`search\` takes them all.`]
          : []),
      ],
      parts: searchParts(result, { editable: true, caption: row => captions?.[places[row]!] }),
      edited,
    }),
    provenance: ({ found }) =>
      figureProvenance(embeddings.model, {
        n: embeddings.count,
        made,
        choices: { queries: found.map(({ query }) => query).join(' | '), hits },
      }),
    change: async (_, edit) => {
      if (edit.kind !== 'set-texts' || edit.part !== 'queries')
        throw failure('view-message', { view: 'image search' });
      return searchDrawn(shown, texts, edit.groups.flat(), { hits });
    },
  });
  return {
    found: first.found,
    search: (others, k = hits) => searchRows(shown, texts, listed(others), { hits: wholeOption('k', k, 1) }),
    failures: embeddings.failures,
    ...sheet,
    latest: () => sheet.latest().found,
  };
}

function summaryOf(found: readonly QueryHits[], count: number): string {
  const [{ query, hits }] = found as [QueryHits];
  const best = hits[0]!;
  return `Among ${count.toLocaleString('en')} ${count === 1 ? 'image' : 'images'}, ${best.image} is nearest to “${shortened(query, 80)}”: cosine ${best.cosine.toFixed(3)}.`;
}

function listed(queries: string | readonly string[]): readonly string[] {
  return typeof queries === 'string' ? [queries] : queries;
}
