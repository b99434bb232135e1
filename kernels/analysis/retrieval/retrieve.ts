import { failure } from '../../protocol/failures/index.ts';
import { requireCount, requireRows } from '../cosines.ts';
import { requireSameModel, unitRows, type Vectors } from '../embedding-space/unit-rows.ts';
import { retrievalScores, scoresOfRanks, type RetrievalScores } from '../metrics/retrieval.ts';
import { blockOf, openBestColumns, openProduct } from '../projections/products.ts';
import { wholeOption } from '../statistics/checked.ts';

/** Scores of retrieval both ways. */
export interface RetrievalBothWays {
  /** Undefined if no image has a text. */
  readonly imageToText: RetrievalScores | undefined;
  readonly textToImage: RetrievalScores | undefined;
}

export interface RetrievalOptions {
  /** Default 1, 5, 10. */
  readonly ks?: readonly number[];
  /** `[images]`, the texts of each image, by index; by default the text of the same place. */
  readonly textsOf?: readonly (readonly number[])[];
}

/** The entries nearest to each query. */
export interface NearestEntries {
  readonly k: number;
  /** `[queries, k]`, best first. */
  readonly entries: Int32Array;
  /** `[queries, k]`, cosines. */
  readonly cosine: Float32Array;
}

/** Queries of one product: with 10,000 entries its result is 10 MB. */
const blockRows = 256;

/**
 * Recall@k, mean reciprocal rank and median rank, images to texts and texts to images, over thousands of either: products in ONNX
 * Runtime in float32, block by block. Entries that tie with a right one rank before it.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `embeddings-differ`, `embedding-invalid`, `option-invalid`.
 */
export async function retrieveBothWays(
  images: Vectors,
  texts: Vectors,
  { ks = [1, 5, 10], textsOf }: RetrievalOptions = {},
): Promise<RetrievalBothWays> {
  requireRows(images, 'images');
  if (textsOf === undefined) requireCount(texts, 'texts', images.count, 'images');
  else if (textsOf.length !== images.count)
    throw failure('values-unequal', {
      left: 'images',
      leftCount: images.count,
      right: 'lists of texts',
      rightCount: textsOf.length,
    });
  const forward = textsOf ?? Array.from({ length: images.count }, (_, at) => [at]);
  const backward: number[][] = Array.from({ length: texts.count }, () => []);
  forward.forEach((own, image) =>
    own.forEach(text => {
      const list = backward[text];
      if (list === undefined)
        throw failure('value-invalid', {
          what: 'texts of images',
          position: image,
          value: String(text),
          expected: `the index of one of ${texts.count} texts`,
        });
      list.push(image);
    }),
  );
  const [left, right] = unitPair(images, texts, ['images', 'texts']);
  return {
    imageToText: await ranked(left, right, forward, ks),
    textToImage: await ranked(right, left, backward, ks),
  };
}

/**
 * The `k` entries nearest to each query by cosine, for galleries: images of a text, texts of an image.
 * @throws Failure `values-empty`, `embeddings-differ`, `embedding-invalid`, `option-invalid`.
 */
export async function nearestEntries(queries: Vectors, entries: Vectors, k = 10): Promise<NearestEntries> {
  const width = Math.min(wholeOption('k', k, 1), Math.max(1, entries.count));
  const [left, right] = unitPair(queries, entries, ['queries', 'entries']);
  const product = await openBestColumns(
    { data: right.data, shape: [right.count, right.dim] },
    new Float32Array(right.count),
    width,
  );
  const found = {
    k: width,
    entries: new Int32Array(left.count * width),
    cosine: new Float32Array(left.count * width),
  };
  try {
    for (let from = 0; from < left.count; from += blockRows) {
      const { scores, columns } = await product.of(
        blockOf(left, from, Math.min(left.count, from + blockRows)),
      );
      found.entries.set(columns, from * width);
      found.cosine.set(
        scores.map(score => Math.max(-1, Math.min(1, score))),
        from * width,
      );
    }
  } finally {
    await product.close();
  }
  return found;
}

async function ranked(
  queries: Vectors,
  entries: Vectors,
  relevant: readonly (readonly number[])[],
  ks: readonly number[],
): Promise<RetrievalScores | undefined> {
  const ranks = new Uint32Array(queries.count);
  const product = await openProduct(false);
  try {
    const all = blockOf(entries, 0, entries.count);
    for (let from = 0; from < queries.count; from += blockRows) {
      const to = Math.min(queries.count, from + blockRows);
      const similarity = await product.of(blockOf(queries, from, to), all);
      const found = retrievalScores(similarity, relevant.slice(from, to), { ks });
      if (found) ranks.set(found.ranks, from);
    }
  } finally {
    await product.close();
  }
  return scoresOfRanks(ranks, ks);
}

/** Both sets with rows of unit length. */
function unitPair(left: Vectors, right: Vectors, names: readonly [string, string]): [Vectors, Vectors] {
  requireRows(left, names[0]);
  requireRows(right, names[1]);
  requireSameModel(left, right, names);
  const unit = (vectors: Vectors): Vectors => {
    const data = new Float32Array(vectors.data.length);
    unitRows(vectors).forEach((row, at) => data.set(row, at * vectors.dim));
    return { data, count: vectors.count, dim: vectors.dim };
  };
  return [unit(left), unit(right)];
}
