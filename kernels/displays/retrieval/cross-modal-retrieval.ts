import type { Vectors } from '../../analysis/embedding-space/unit-rows.ts';
import type { BootstrapOptions } from '../../analysis/metrics/bootstrap.ts';
import { rankEstimates, type RankEstimates } from '../../analysis/retrieval/rank-estimates.ts';
import { nearestEntries, retrieveBothWays } from '../../analysis/retrieval/retrieve.ts';
import { wholeOption } from '../../analysis/statistics/checked.ts';
import type { ImageSource } from '../../clip/decoding/image.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { failure } from '../../protocol/failures/index.ts';
import { encodeShown } from '../encoded-images/encoded-images.ts';
import { figureProvenance } from '../encoded-images/figure-provenance.ts';
import { textVectors } from '../encoded-images/text-vectors.ts';
import { liveSheet, type LiveSheet } from '../sheet/live-sheet.ts';
import { drawGalleries } from './galleries.ts';
import { searchDrawn, searchRows, type QueryHits } from './image-search.ts';
import { pairTexts } from './paired-texts.ts';
import { retrievalRows, type RetrievalRow } from './retrieval-rows.ts';
import { retrievalSheet } from './retrieval-sheet.ts';

export interface CrossModalRetrievalOptions extends BootstrapOptions {
  /** `[images]`, the index or the indices of the texts of each image; by default the text of the same place. */
  readonly textsOf?: readonly (number | readonly number[])[] | undefined;
  /** Default 1, 5, 10. */
  readonly ks?: readonly number[] | undefined;
  /** What is shown for one query; default 5. */
  readonly hits?: number | undefined;
  /** Texts to search for at first; the first text unless given. */
  readonly queries?: string | readonly string[] | undefined;
  /** Stops between batches; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/** One direction: the rank of every query, and measures with intervals. */
export interface RetrievalDirection extends RankEstimates {
  /** `[queries]`, rank of the first right entry from 1; 0 for a query without any, which no measure counts. */
  readonly ranks: Uint32Array;
}

/** How well images and texts find each other, as data and as a picture. */
export interface CrossModalRetrieval extends LiveSheet<readonly QueryHits[]> {
  /** Names of the images that could be read. */
  readonly images: readonly string[];
  /** Each text once. */
  readonly texts: readonly string[];
  /** `[images]`, indices into `texts`. */
  readonly textsOf: readonly (readonly number[])[];
  /** Ranks of texts for each image; undefined if no image has a text. */
  readonly imageToText: RetrievalDirection | undefined;
  /** Ranks of images for each text. */
  readonly textToImage: RetrievalDirection | undefined;
  readonly embeddings: ImageEmbeddings;
  /** Images that could not be read. */
  readonly failures: ImageEmbeddings['failures'];
  /** One row a direction and measure, with its interval and what chance gives. */
  toTable(): RetrievalRow[];
  /** The `k` images nearest to other texts; only these texts are encoded. @throws Failure `texts-needed`, `option-invalid`. */
  search(queries: string | readonly string[], k?: number): Promise<QueryHits[]>;
}

/**
 * Retrieval both ways: which text belongs to an image, and which image to a text; Recall@k, mean reciprocal rank and median rank with
 * bootstrap intervals over queries, over thousands of either. Equal texts count as one. In a notebook, free queries are typed in the
 * picture; `latest()` gives what they found.
 * @throws Failure `images-needed`, `texts-needed`, `values-unequal`, `value-invalid`, `option-invalid`, `embedding-invalid`,
 * `cancelled`, `encoder-failed`; single images that cannot be read are named in `failures`.
 */
export async function crossModalRetrieval(
  clip: Pick<Clip, 'encodeImage' | 'encodeText'>,
  images: readonly ImageSource[],
  texts: readonly string[],
  options: CrossModalRetrievalOptions = {},
): Promise<CrossModalRetrieval> {
  const { ks = [1, 5, 10], hits = 5, textsOf, signal } = options;
  const { resamples = 1000, level = 0.95, seed = 0 } = options;
  wholeOption('hits', hits, 1);
  if (ks.length === 0) throw failure('values-empty', { what: 'ks' });
  // Before the long part: a mistake in the lists shows at once.
  if (images.length > 0)
    pairTexts(
      texts,
      images.map((_, at) => at),
      images.length,
      textsOf,
    );
  const shown = await encodeShown(clip, images, { task: 'retrieve', signal });
  const pairs = pairTexts(texts, shown.places, images.length, textsOf);
  const bank = textVectors(clip);
  const vectors: Vectors = await bank.of(pairs.texts, signal);
  const { embeddings } = shown;
  const scores = await retrieveBothWays(embeddings, vectors, { ks, textsOf: pairs.textsOf });
  const direction = (ranks: Uint32Array | undefined): RetrievalDirection | undefined => {
    const estimates = ranks && rankEstimates(ranks, ks, { resamples, level, seed });
    return ranks && estimates && { ...estimates, ranks };
  };
  const [imageToText, textToImage] = [scores.imageToText, scores.textToImage].map(each =>
    direction(each?.ranks),
  );
  const nearest = {
    texts: await nearestEntries(embeddings, vectors, hits),
    images: await nearestEntries(vectors, embeddings, hits),
  };
  const ranked = { shown, pairs, vectors, imageToText, textToImage, ks, level };
  const galleries = await drawGalleries({ ...ranked, nearest }, signal);
  const asked = listed(options.queries ?? pairs.texts[0]!);
  const first = await searchDrawn(shown, bank, asked, { hits, signal });
  const cut = bank.truncated(pairs.texts);
  const made = new Date().toISOString();
  const sheet = liveSheet({
    first,
    draw: (result, edited) => retrievalSheet({ ...ranked, galleries, search: result, cut, edited }),
    provenance: ({ found }) =>
      figureProvenance(embeddings.model, {
        n: embeddings.count,
        seed,
        made,
        choices: {
          texts: pairs.texts.length,
          ks: ks.join(', '),
          resamples,
          level,
          queries: found.map(({ query }) => query).join(' | '),
        },
      }),
    change: async (_, edit) => {
      if (edit.kind !== 'set-texts' || edit.part !== 'queries')
        throw failure('view-message', { view: 'retrieval' });
      return searchDrawn(shown, bank, edit.groups.flat(), { hits });
    },
  });
  return {
    images: embeddings.ids,
    texts: pairs.texts,
    textsOf: pairs.textsOf,
    imageToText,
    textToImage,
    embeddings,
    failures: embeddings.failures,
    toTable: () => retrievalRows(ranked),
    search: (queries, k = hits) => searchRows(shown, bank, listed(queries), { hits: wholeOption('k', k, 1) }),
    ...sheet,
    latest: () => sheet.latest().found,
  };
}

function listed(queries: string | readonly string[]): readonly string[] {
  return typeof queries === 'string' ? [queries] : queries;
}
