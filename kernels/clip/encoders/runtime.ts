import { join } from 'node:path';
import { failure } from '../../protocol/failures/index.ts';
import { openEmbeddingCache, type EmbeddingCache } from '../embedding-cache/cache.ts';
import { cacheFolder } from '../embedding-cache/location.ts';
import type { EncoderGraph, Model, Precision } from '../families/model.ts';
import { createImagePipeline, type ImagePipeline } from '../preprocessing/pipeline.ts';
import { openSession, type Device, type EncoderSession } from '../sessions/session.ts';
import { loadTokenizer } from '../tokenizers/load.ts';
import type { Tokenizer } from '../tokenizers/tokenizer.ts';
import { digestWeights } from '../weights/digest.ts';

/** Everything a loaded model shares between its calls. Each value is made once, when first asked for. */
export interface Runtime {
  readonly model: Model;
  readonly precision: Precision;
  digest(): Promise<string>;
  pipeline(): ImagePipeline;
  tokenizer(): Promise<Tokenizer>;
  image(output: 'embedding' | 'patches'): Promise<LoadedTower>;
  text(output: 'embedding' | 'tokens'): Promise<LoadedTower>;
  cache(space: string, size: number): Promise<EmbeddingCache | undefined>;
  /** Frees what was made. */
  close(): Promise<void>;
}

/** A tower's graph and the session that runs it. */
export interface LoadedTower {
  readonly graph: EncoderGraph;
  readonly session: EncoderSession;
}

export interface RuntimeOptions {
  readonly precision: Precision;
  readonly device: Device;
  readonly threads: number | undefined;
  readonly cache: string | false | undefined;
}

export function createRuntime(model: Model, { precision, device, threads, cache }: RuntimeOptions): Runtime {
  const towers = new Map<string, Promise<LoadedTower>>();
  const caches = new Map<string, Promise<EmbeddingCache>>();
  const folder = cache === false ? undefined : (cache ?? cacheFolder());
  const digest = lazily(() =>
    digestWeights(model.files, folder === undefined ? {} : { memoFolder: join(folder, 'digests') }),
  );
  const pipeline = lazily(() => createImagePipeline({}));
  const tokenizer = lazily(() => loadTokenizer(model.text.tokenizer));
  const open = async (graph: EncoderGraph): Promise<LoadedTower> =>
    openTower(model, graph, { device, threads, overlapped: graph.inputs.pixels !== undefined });
  return {
    model,
    precision,
    digest,
    pipeline,
    tokenizer,
    image: output =>
      remembered(towers, `image ${output}`, async () =>
        open(await model.image.graph(precision, output === 'patches' ? ['patches'] : [])),
      ),
    text: output =>
      remembered(towers, `text ${output}`, async () =>
        open(await model.text.graph(precision, output === 'tokens' ? ['tokens'] : [])),
      ),
    cache: async (space, dim) => {
      if (folder === undefined) return undefined;
      return remembered(caches, `${space} ${dim}`, async () =>
        openEmbeddingCache({ folder, model: await digest(), space: `${precision} ${space}`, dim }),
      );
    },
    close: async () => {
      if (pipeline.made()) await pipeline().close();
      await releaseAll(towers, tower => tower.session.release());
      await releaseAll(caches, each => each.close());
    },
  };
}

/** Where one tower runs; `overlapped` as in `SessionOptions`. */
interface TowerOptions extends Pick<RuntimeOptions, 'device' | 'threads'> {
  readonly overlapped?: boolean;
}

/** Loads one graph of a model. @throws Failure `encoder-failed` naming the model and what the runtime said. */
export async function openTower(
  model: Model,
  graph: EncoderGraph,
  { device, threads, overlapped = false }: TowerOptions,
): Promise<LoadedTower> {
  try {
    const options = { device, overlapped, ...(threads !== undefined && { threads }) };
    return { graph, session: await openSession(graph, options) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw failure('encoder-failed', { model: model.name, device, problem }, error);
  }
}

/** Makes the value of a key once; a rejected attempt is forgotten, so that the next call tries again. */
function remembered<Value>(
  known: Map<string, Promise<Value>>,
  key: string,
  make: () => Promise<Value>,
): Promise<Value> {
  const before = known.get(key);
  if (before) return before;
  const value = make();
  known.set(key, value);
  value.catch(() => known.delete(key));
  return value;
}

function lazily<Value>(make: () => Value): (() => Value) & { made(): boolean } {
  let kept: { value: Value } | undefined;
  return Object.assign(() => (kept ??= { value: make() }).value, { made: () => kept !== undefined });
}

async function releaseAll<Value>(
  known: Map<string, Promise<Value>>,
  release: (value: Value) => Promise<void>,
): Promise<void> {
  for (const each of await Promise.allSettled(known.values())) {
    if (each.status === 'fulfilled') await release(each.value);
  }
  known.clear();
}
