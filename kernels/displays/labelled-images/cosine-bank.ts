import { requireSameModel } from '../../analysis/embedding-space/unit-rows.ts';
import type { ImageEmbeddings } from '../../clip/encoders/encode-images.ts';
import type { Clip } from '../../clip/encoders/load-clip.ts';
import { failure } from '../../protocol/failures/index.ts';
import { textBank } from '../prompt-comparison/text-bank.ts';
import { productColumns, type UnitRows } from './product-columns.ts';

/** Cosines of one set of images with texts, kept by text: an edit encodes and multiplies only what is new. */
export interface CosineBank {
  /** Encodes those that are new. @throws Failure `cancelled`, `encoder-failed`, `embedding-invalid`, `embeddings-differ`. */
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
  const units = unitRowsOf(images);
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
      const vectors = fresh.map(text => bank.vector(text));
      requireSameModel(images, { data: vectors[0]!, count: 1, dim: vectors[0]!.length }, ['images', 'texts']);
      productColumns(units, vectors, fresh).forEach((column, at) => columns.set(fresh[at]!, column));
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

function unitRowsOf({ data, count, dim, ids }: ImageEmbeddings): UnitRows {
  const lengths = new Float64Array(count);
  for (let row = 0; row < count; row++) {
    let squares = 0;
    for (let at = row * dim; at < (row + 1) * dim; at++) squares += data[at]! * data[at]!;
    if (!(squares > 0 && squares < Infinity))
      throw failure('embedding-invalid', {
        id: ids[row]!,
        problem: squares === 0 ? 'is all zeros' : 'holds NaN or infinity',
      });
    lengths[row] = Math.sqrt(squares);
  }
  return { data, count, dim, lengths };
}
