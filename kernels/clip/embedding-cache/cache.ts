import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compact } from './compaction.ts';
import { closeContents, type Contents, emptyContents, lookUp, refresh } from './contents.ts';
import { makeRoom } from './eviction.ts';
import { type EmbeddingSpace, spaceFolder } from './location.ts';
import { openShardWriter, type ShardWriter } from './shard.ts';

export interface EmbeddingCacheOptions extends EmbeddingSpace {
  /** Folder of all spaces; see `cacheFolder`. */
  readonly folder: string;
  /** Most bytes all spaces may take; the least recently opened go first. 2 GiB unless given. */
  readonly maximumBytes?: number;
}

/** Whether the cache stores. `off` and `read-only` come with the reason, to be shown once. */
export type EmbeddingCacheState =
  | { readonly kind: 'read-write' }
  /** What is there is used, nothing is added: the folder is write-protected or its disk is full. */
  | { readonly kind: 'read-only'; readonly problem: string }
  /** Every look-up misses. */
  | { readonly kind: 'off'; readonly problem: string };

/** Embeddings of one space, kept on disk under the SHA-256 of what was embedded. Never throws for the disk's sake. */
export interface EmbeddingCache {
  /** Entries known to this process. */
  readonly size: number;
  readonly state: EmbeddingCacheState;
  /** Embeddings `[n][dim]` bit-equal to what was put under `digests` `[n]` (64 hex digits); undefined where there is none. */
  get(digests: readonly string[]): Promise<(Float32Array | undefined)[]>;
  /** Stores embeddings `[dim]`; digests already stored are left as they are. Throws RangeError for a wrong digest or length. */
  put(entries: readonly CacheEntry[]): Promise<void>;
  close(): Promise<void>;
}

export interface CacheEntry {
  /** SHA-256 of the content, 64 lower-case hex digits. */
  readonly digest: string;
  /** `[dim]`. */
  readonly embedding: Float32Array;
}

/**
 * Opens the cache of one space, creating it when there is none. Several processes may use it at once and any of them
 * may die at any moment: each appends to a shard of its own, every row carries a checksum, and a row cut short or altered
 * is a miss. A folder that cannot be used gives a cache that stores nothing, see `state`.
 */
export async function openEmbeddingCache(options: EmbeddingCacheOptions): Promise<EmbeddingCache> {
  const { dim, maximumBytes = 2 * 2 ** 30 } = options;
  const folder = spaceFolder(options.folder, options);
  const contents = emptyContents(folder, dim);
  let state = await prepare(contents, options);
  let writer: ShardWriter | undefined;
  let writtenSinceCheck = 0;
  let queue: Promise<unknown> = Promise.resolve();

  // One task at a time: look-ups take milliseconds, and no two tasks then race for the same table.
  const inTurn = <T>(task: () => Promise<T>): Promise<T> => {
    const result = queue.then(task);
    queue = result.catch(() => undefined);
    return result;
  };

  const closeWriter = async (): Promise<void> => {
    const closing = writer;
    writer = undefined;
    await closing?.close();
  };

  const append = async (entries: readonly CacheEntry[]): Promise<void> => {
    if (writer && (!contents.shards.has(writer.id) || writer.bytes > largestShard(maximumBytes))) {
      await closeWriter();
    }
    if (!writer) {
      await describe(folder, options);
      writer = await openShardWriter(folder);
    }
    const rows = new Float32Array(entries.length * dim);
    entries.forEach(({ embedding }, at) => rows.set(embedding, at * dim));
    await writer.append(
      entries.map(entry => entry.digest),
      new Uint8Array(rows.buffer),
    );
    writtenSinceCheck += rows.byteLength;
  };

  const limit = async (): Promise<void> => {
    if (writtenSinceCheck < maximumBytes / 32) return;
    writtenSinceCheck = 0;
    await makeRoom(options.folder, folder, writer?.id, maximumBytes);
  };

  return {
    get size() {
      return contents.places.size;
    },
    get state() {
      return state;
    },
    get: digests =>
      inTurn(async () => {
        if (state.kind === 'off') return digests.map(() => undefined);
        try {
          if (digests.some(digest => !contents.places.has(digest))) await refresh(contents);
          return await lookUp(contents, digests);
        } catch (problem) {
          state = { kind: 'off', problem: reason(options.folder, problem) };
          return digests.map(() => undefined);
        }
      }),
    put: entries => {
      for (const entry of entries) check(entry, dim);
      return inTurn(async () => {
        if (state.kind !== 'read-write') return;
        try {
          await refresh(contents);
          const fresh = distinct(entries).filter(({ digest }) => !contents.places.has(digest));
          for (let at = 0; at < fresh.length; at += entriesAtOnce)
            await append(fresh.slice(at, at + entriesAtOnce));
          if (fresh.length > 0) await refresh(contents);
          await limit();
        } catch (problem) {
          state = { kind: 'read-only', problem: reason(options.folder, problem) };
          await closeWriter().catch(() => undefined);
        }
      });
    },
    close: () =>
      inTurn(async () => {
        state = { kind: 'off', problem: 'The embedding cache was closed.' };
        await closeWriter();
        await closeContents(contents);
      }),
  };
}

/** Rows in one write: 2 MB for 512 numbers a row. */
const entriesAtOnce = 1024;

/** A shard of at most 256 MiB can be dropped alone when the space outgrows its limit. */
function largestShard(maximumBytes: number): number {
  return Math.min(256 * 2 ** 20, maximumBytes / 4);
}

async function prepare(contents: Contents, options: EmbeddingCacheOptions): Promise<EmbeddingCacheState> {
  let state: EmbeddingCacheState = { kind: 'read-write' };
  try {
    await describe(contents.folder, options);
  } catch (problem) {
    state = { kind: 'read-only', problem: reason(options.folder, problem) };
  }
  try {
    await refresh(contents);
  } catch (problem) {
    return { kind: 'off', problem: reason(options.folder, problem) };
  }
  try {
    if (state.kind === 'read-write') await compact(contents);
  } catch (problem) {
    state = { kind: 'read-only', problem: reason(options.folder, problem) };
  }
  return state;
}

/** Makes the folder, says in `space.json` what it holds (for people), and marks it as used now (for eviction). */
async function describe(folder: string, { model, space, dim }: EmbeddingSpace): Promise<void> {
  const path = join(folder, 'space.json');
  const now = new Date();
  try {
    await utimes(path, now, now);
  } catch {
    await mkdir(folder, { recursive: true });
    await writeFile(path, `${JSON.stringify({ model, space, dim }, null, 2)}\n`);
  }
}

function distinct(entries: readonly CacheEntry[]): CacheEntry[] {
  return [...new Map(entries.map(entry => [entry.digest, entry])).values()];
}

function check({ digest, embedding }: CacheEntry, dim: number): void {
  if (!/^[0-9a-f]{64}$/.test(digest)) throw new RangeError(`not a SHA-256 in hex: ${digest}`);
  if (embedding.length !== dim) throw new RangeError(`${embedding.length} numbers where ${dim} are expected`);
}

function reason(folder: string, problem: unknown): string {
  const { code, message } = problem as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return `The disk that holds ${folder} is full, so embeddings are no longer kept. Free some space to keep them.`;
  return `Embeddings cannot be kept in ${folder} (${message}). Set CLIP_NOTEBOOK_CACHE to a folder that can be written.`;
}
