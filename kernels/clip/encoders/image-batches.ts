import { readFile } from 'node:fs/promises';
import { Failure, failure } from '../../protocol/failures/index.ts';
import type { ImageSource } from '../decoding/image.ts';
import type { EmbeddingCache } from '../embedding-cache/cache.ts';
import type { EncoderGraph } from '../families/model.ts';
import type { ImagePipeline } from '../preprocessing/pipeline.ts';
import type { Preset } from '../preprocessing/preset.ts';
import type { EncoderSession, Feed } from '../sessions/session.ts';
import { prefetch } from './prefetch.ts';
import { throwIfCancelled, type EncodeOptions } from './progress.ts';

/** A file that could not be encoded, by name; the others were. */
export interface FailedImage {
  readonly id: string;
  readonly failure: Failure;
}

/** Rows in the order of the sources that could be read. */
export interface ImageRows {
  readonly ids: readonly string[];
  readonly rows: readonly Float32Array[];
  readonly failures: readonly FailedImage[];
}

/** What one run of the image tower needs. */
export interface ImageEncoder {
  readonly session: EncoderSession;
  readonly graph: EncoderGraph;
  readonly preset: Preset;
  readonly pipeline: ImagePipeline;
  /** Which output to collect, and how many numbers it has for one image. */
  readonly output: string;
  readonly size: number;
  readonly cache?: EmbeddingCache | undefined;
}

type Prepared =
  | { readonly state: 'cached'; readonly id: string; readonly row: Float32Array }
  | {
      readonly state: 'ready';
      readonly id: string;
      readonly digest: string | undefined;
      readonly pixels: Float32Array;
    }
  | { readonly state: 'failed'; readonly id: string; readonly failure: Failure };

/**
 * Files → output rows. Reading, decoding and preprocessing of the next batches overlap with the run of this one;
 * at most three batches of pixels exist at a time, whatever the number of files.
 * @throws Failure `cancelled`; failures of single images are returned, not thrown.
 */
export async function runImages(
  sources: readonly ImageSource[],
  encoder: ImageEncoder,
  { signal, onProgress, batchSize = 8 }: EncodeOptions,
): Promise<ImageRows> {
  const rows = new Map<number, Float32Array>();
  const failures: FailedImage[] = [];
  const ids = sources.map(nameOf);
  let cached = 0;
  let running: Promise<void> = Promise.resolve();
  let batch: { index: number; digest: string | undefined; pixels: Float32Array }[] = [];
  const report = (): void =>
    onProgress?.({
      done: rows.size + failures.length,
      total: sources.length,
      cached,
      failed: failures.length,
    });

  const flush = async (): Promise<void> => {
    const taken = batch;
    batch = [];
    await running;
    throwIfCancelled(signal, 'Encoding');
    if (taken.length === 0) return;
    running = runBatch(taken, encoder, rows).then(report);
    running.catch(() => undefined);
  };

  let index = 0;
  for await (const item of prefetch(sources, 2 * batchSize, source => prepare(source, encoder, signal))) {
    throwIfCancelled(signal, 'Encoding');
    if (item.state === 'failed') failures.push({ id: item.id, failure: item.failure });
    else if (item.state === 'cached') {
      rows.set(index, item.row);
      cached++;
    } else batch.push({ index, digest: item.digest, pixels: item.pixels });
    if (item.state !== 'ready') report();
    index++;
    if (batch.length === batchSize) await flush();
  }
  await flush();
  await running;
  const order = [...rows.keys()].sort((left, right) => left - right);
  return { ids: order.map(each => ids[each]!), rows: order.map(each => rows.get(each)!), failures };
}

async function prepare(
  source: ImageSource,
  { pipeline, preset, cache }: ImageEncoder,
  signal: AbortSignal | undefined,
): Promise<Prepared> {
  const id = nameOf(source);
  try {
    throwIfCancelled(signal, 'Encoding');
    const bytes = typeof source === 'string' ? await readImageFile(source) : source.bytes;
    const digest = cache && (await sha256(bytes));
    const row = digest === undefined ? undefined : (await cache?.get([digest]))?.[0];
    if (row) return { state: 'cached', id, row };
    const { pixels } = await pipeline.load({ name: id, bytes }, preset, signal ? { signal } : {});
    return { state: 'ready', id, digest, pixels };
  } catch (error) {
    if (error instanceof Failure && error.code !== 'cancelled')
      return { state: 'failed', id, failure: error };
    throw signal?.aborted ? failure('cancelled', { what: 'Encoding' }, error) : error;
  }
}

async function runBatch(
  batch: readonly { index: number; digest: string | undefined; pixels: Float32Array }[],
  { session, graph, preset, output, size, cache }: ImageEncoder,
  rows: Map<number, Float32Array>,
): Promise<void> {
  const length = 3 * preset.height * preset.width;
  const data = new Float32Array(batch.length * length);
  batch.forEach(({ pixels }, row) => data.set(pixels, row * length));
  const feed: Feed = { type: 'float32', data, shape: [batch.length, 3, preset.height, preset.width] };
  const results = await session.run(new Map([[graph.inputs.pixels!, feed]]));
  const embeddings = results.get(output)!.data;
  const fresh: { digest: string; embedding: Float32Array }[] = [];
  batch.forEach(({ index, digest }, row) => {
    const embedding = embeddings.slice(row * size, (row + 1) * size);
    rows.set(index, embedding);
    if (digest !== undefined) fresh.push({ digest, embedding });
  });
  if (cache && fresh.length > 0) await cache.put(fresh);
}

async function readImageFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') throw failure('image-not-found', { path }, error);
    throw failure(
      'image-unreadable',
      { name: path, problem: code === 'EISDIR' ? 'it is a folder' : String(code) },
      error,
    );
  }
}

/** On the thread pool: hashing a large DICOM file does not hold up the event loop. */
async function sha256(bytes: Uint8Array): Promise<string> {
  return Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
}

function nameOf(source: ImageSource): string {
  return typeof source === 'string' ? source : source.name;
}
