import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { textBank } from '../prompt-comparison/text-bank.ts';
import { productColumns } from './product-columns.ts';

/** Cosines of one set of images with texts, kept by text: an edit encodes and multiplies only what is new. */
export interface CosineBank {
  /** Encodes those that are new. @throws Failure `cancelled`, `encoder-failed`. */
  learn(texts: readonly string[], signal?: AbortSignal): Promise<void>;
  /** `[images, texts]`, in [-1, 1], of texts that were learned. */
  cosines(texts: readonly string[]): Float64Array;
  /** Those whose end did not fit into the model's context. */
  truncated(texts: readonly string[]): string[];
}

/** Columns of texts that are no longer asked for are forgotten beyond this many numbers: 128 MB. */
const mostKept = 2 ** 24;

export function cosineBank(clip: Pick<Clip, 'encodeText'>, images: ImageEmbeddings): CosineBank {
  const bank = textBank(clip);
  const columns = new Map<string, Float64Array>();
  const forget = (wanted: ReadonlySet<string>): void => {
    for (const text of columns.keys()) {
      if (columns.size * images.count <= mostKept) return;
      if (!wanted.has(text)) columns.delete(text);
    }
  };
  return {
    learn: async (texts, signal) => {
      const wanted = new Set(texts);
      const fresh = [...wanted].filter(text => !columns.has(text));
      if (fresh.length === 0) return;
      await bank.learn(fresh, signal);
      const { dim } = images;
      const data = new Float32Array(fresh.length * dim);
      fresh.forEach((text, row) => data.set(bank.vector(text), row * dim));
      const found = await productColumns(images, { data, count: fresh.length, dim, ids: fresh });
      fresh.forEach((text, at) => columns.set(text, found[at]!));
      forget(wanted);
    },
    cosines: texts => {
      const all = new Float64Array(images.count * texts.length);
      texts.forEach((text, at) => {
        const column = columns.get(text)!;
        for (let row = 0, place = at; row < column.length; row++, place += texts.length)
          all[place] = column[row]!;
      });
      return all;
    },
    truncated: texts => [...new Set(texts)].filter(text => bank.truncated(text)),
  };
}
