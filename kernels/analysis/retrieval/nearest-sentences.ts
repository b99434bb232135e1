import { failure } from '../../protocol/failures/index.ts';
import type { Vectors } from '../embedding-space/unit-rows.ts';
import { wholeOption } from '../statistics/checked.ts';
import { nearestEntries } from './retrieve.ts';

/** A report made of sentences of other reports. */
export interface RetrievedReport {
  /** Best first, none twice. */
  readonly sentences: readonly { readonly text: string; readonly index: number; readonly cosine: number }[];
  readonly report: string;
}

export interface NearestSentencesOptions {
  /** Sentences of a report; default 6. */
  readonly k?: number;
  /** `[images]`, optional, CXR-RePaiR's Select: true for an image without finding, whose report has one sentence. */
  readonly normal?: ArrayLike<boolean | number>;
}

/**
 * Reports of the sentences nearest to each image (CXR-RePaiR, Endo et al. 2021). Sentences that occur several times in the corpus are
 * taken once.
 * @param texts `[sentences, dim]`.
 * @param sentences `[sentences]`.
 * @throws Failure `values-empty`, `values-unequal`, `embeddings-differ`, `embedding-invalid`, `option-invalid`.
 */
export async function nearestSentences(
  images: Vectors,
  texts: Vectors,
  sentences: readonly string[],
  { k = 6, normal }: NearestSentencesOptions = {},
): Promise<RetrievedReport[]> {
  wholeOption('k', k, 1);
  requireLength('texts', texts.count, 'sentences', sentences.length);
  if (normal) requireLength('images', images.count, 'decisions of no finding', normal.length);
  const places = new Map<string, number>();
  sentences.forEach((sentence, at) => {
    const known = sentence.trim();
    if (known !== '' && !places.has(known)) places.set(known, at);
  });
  if (places.size === 0) throw failure('values-empty', { what: 'the list of sentences' });
  const kept = [...places.values()];
  const data = new Float32Array(kept.length * texts.dim);
  kept.forEach((at, row) =>
    data.set(texts.data.subarray(at * texts.dim, (at + 1) * texts.dim), row * texts.dim),
  );
  const corpus = { ...texts, data, count: kept.length, ids: kept.map(at => sentences[at]!) };
  const found = await nearestEntries(images, corpus, k);
  return Array.from({ length: images.count }, (_, image) => {
    const count = normal && Number(normal[image]) === 1 ? 1 : found.k;
    const chosen = Array.from({ length: count }, (_, rank) => {
      const index = kept[found.entries[image * found.k + rank]!]!;
      return {
        text: sentences[index]!.trim(),
        index,
        cosine: found.cosine[image * found.k + rank]!,
      };
    });
    return { sentences: chosen, report: chosen.map(({ text }) => text).join(' ') };
  });
}

function requireLength(left: string, leftCount: number, right: string, rightCount: number): void {
  if (leftCount !== rightCount) throw failure('values-unequal', { left, leftCount, right, rightCount });
}
