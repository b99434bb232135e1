import { cosines } from '../../analysis/cosines.ts';
import type { Vectors } from '../../analysis/embedding-space/unit-rows.ts';
import { blockOf, openProduct } from '../../analysis/projections/products.ts';

/** Products below this many multiplications are made here, in double precision: opening the runtime's product takes longer. */
const fewProducts = 2_000_000;

/** Rows in one product, as in the ranking of zero-shot classes. */
const blockRows = 2048;

/**
 * Cosines of every image with each text, `[texts][images]` in [-1, 1]: in double precision for few, in float32 (errors below 1e-6) by the
 * runtime's own matrix product for many.
 * @param images `[images, dim]` of length 1.
 * @param texts `[texts, dim]` of length 1.
 * @throws Failure `embeddings-differ`, `embedding-invalid` for a row of zeros or with NaN or infinity, for few products.
 */
export async function productColumns(images: Vectors, texts: Vectors): Promise<Float64Array[]> {
  const columns = Array.from({ length: texts.count }, () => new Float64Array(images.count));
  if (images.count * texts.count * texts.dim < fewProducts) {
    spread(cosines(images, texts, ['images', 'texts']), columns, 0);
    return columns;
  }
  const product = await openProduct(false);
  try {
    for (let from = 0; from < images.count; from += blockRows) {
      const block = blockOf(images, from, Math.min(images.count, from + blockRows));
      spread(await product.of(block, { data: texts.data, shape: [texts.count, texts.dim] }), columns, from);
    }
  } finally {
    await product.close();
  }
  return columns;
}

/** Writes rows of `[rows, columns]` into their columns. */
function spread(values: ArrayLike<number>, columns: readonly Float64Array[], from: number): void {
  const width = columns.length;
  for (let column = 0; column < width; column++) {
    const own = columns[column]!;
    for (let at = column, row = from; at < values.length; at += width, row++)
      own[row] = Math.max(-1, Math.min(1, values[at]!));
  }
}
