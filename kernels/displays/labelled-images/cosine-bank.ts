import { cosines } from '../../analysis/cosines.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { textBank } from '../prompt-comparison/text-bank.ts';

/** Cosines of one set of images with texts, kept by text: an edit encodes and multiplies only what is new. */
export interface CosineBank {
  /** Encodes those that are new. @throws Failure `cancelled`, `encoder-failed`, `embedding-invalid`. */
  learn(texts: readonly string[], signal?: AbortSignal): Promise<void>;
  /** `[images, texts]`, in [-1, 1], of texts that were learned. */
  cosines(texts: readonly string[]): Float64Array;
  /** Those whose end did not fit into the model's context. */
  truncated(texts: readonly string[]): string[];
}

export function cosineBank(clip: Pick<Clip, 'encodeText'>, images: ImageEmbeddings): CosineBank {
  const bank = textBank(clip);
  const columns = new Map<string, Float64Array>();
  return {
    learn: async (texts, signal) => {
      const fresh = [...new Set(texts)].filter(text => !columns.has(text));
      if (fresh.length === 0) return;
      await bank.learn(fresh, signal);
      const vectors = fresh.map(text => bank.vector(text));
      const { dim } = images;
      const data = new Float32Array(fresh.length * dim);
      vectors.forEach((vector, row) => data.set(vector, row * dim));
      const found = cosines(images, { data, count: fresh.length, dim, ids: fresh }, ['images', 'texts']);
      fresh.forEach((text, at) =>
        columns.set(
          text,
          Float64Array.from({ length: images.count }, (_, row) => found[row * fresh.length + at]!),
        ),
      );
    },
    cosines: texts => {
      const all = new Float64Array(images.count * texts.length);
      texts.forEach((text, at) => {
        const column = columns.get(text)!;
        for (let row = 0; row < column.length; row++) all[row * texts.length + at] = column[row]!;
      });
      return all;
    },
    truncated: texts => [...new Set(texts)].filter(text => bank.truncated(text)),
  };
}
