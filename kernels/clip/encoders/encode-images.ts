import type { ImageSource } from '../decoding/image.ts';
import { normalizeRows, type Embeddings } from '../embeddings/embeddings.ts';
import { runImages, type FailedImage, type ImageRows } from './image-batches.ts';
import type { Runtime } from './runtime.ts';
import type { EncodeOptions } from './progress.ts';
import { presetDigest, provenanceOf } from './provenance.ts';

/** Image vectors, and the images that could not be read. */
export interface ImageEmbeddings extends Embeddings {
  readonly kind: 'image';
  readonly failures: readonly FailedImage[];
}

/** Patch vectors in the joint space: `data` is `[count, rows, columns, dim]`, patches row by row from the top left. */
export interface PatchEmbeddings extends ImageEmbeddings {
  readonly rows: number;
  readonly columns: number;
}

/** Images → `[n, dim]`. @throws Failure `cancelled`, `encoder-failed`. */
export async function encodeImages(
  runtime: Runtime,
  images: readonly ImageSource[],
  options: EncodeOptions,
): Promise<ImageEmbeddings> {
  const dim = runtime.model.embeddingDimension;
  return toEmbeddings(runtime, await rowsFrom(runtime, images, 'embedding', dim, options), dim, options);
}

/** Images → `[n, rows, columns, dim]`. @throws Failure `cancelled`, `encoder-failed`, `output-unavailable`. */
export async function encodePatches(
  runtime: Runtime,
  images: readonly ImageSource[],
  options: EncodeOptions,
): Promise<PatchEmbeddings> {
  const dim = runtime.model.embeddingDimension;
  const { rows, columns } = runtime.model.image.grid;
  const found = await rowsFrom(runtime, images, 'patches', rows * columns * dim, options);
  return { ...(await toEmbeddings(runtime, found, dim, options)), rows, columns };
}

async function rowsFrom(
  runtime: Runtime,
  images: readonly ImageSource[],
  output: 'embedding' | 'patches',
  size: number,
  options: EncodeOptions,
): Promise<ImageRows> {
  const { preset } = runtime.model.image;
  const { graph, session } = await runtime.image(output);
  // Patches are 50 to 1,000 times the size of an embedding: computing them again is cheaper than keeping them.
  const cache =
    output === 'embedding' ? await runtime.cache(`image ${presetDigest(preset)}`, size) : undefined;
  const encoder = {
    session,
    graph,
    preset,
    pipeline: runtime.pipeline(),
    output: graph.outputs[output]!,
    size,
    cache,
  };
  return runImages(images, encoder, options);
}

async function toEmbeddings(
  runtime: Runtime,
  { ids, rows, failures }: ImageRows,
  dim: number,
  { normalize = true }: EncodeOptions,
): Promise<ImageEmbeddings> {
  const size = rows[0]?.length ?? 0;
  const data = new Float32Array(rows.length * size);
  rows.forEach((row, index) => data.set(row, index * size));
  if (normalize) normalizeRows(data, dim);
  const model = await provenanceOf(runtime);
  return { data, count: rows.length, dim, ids, kind: 'image', model, normalized: normalize, failures };
}
