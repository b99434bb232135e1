import { randomBytes } from 'node:crypto';
import { type FileHandle, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeRecords, encodeRecords, type IndexRecord, recordBytes, rowIsWhole } from './records.ts';

/** One shard open for reading. Any process may append to it meanwhile; nobody ever rewrites a byte. */
export interface Shard {
  readonly id: string;
  readonly rows: FileHandle;
  readonly index: FileHandle;
  /** Rows whose records have been taken by `newRecords`. */
  seen: number;
}

/** The one shard a process appends to; each opens its own, so writers need no lock. */
export interface ShardWriter {
  readonly id: string;
  readonly bytes: number;
  /** Appends `rows` `[n, dim]` (as bytes) under `digests` `[n]`; on failure the shard keeps its earlier length. */
  append(digests: readonly string[], rows: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Ids of the shards in `folder`, oldest name first. Throws ENOENT if the folder is gone. */
export async function listShards(folder: string): Promise<string[]> {
  const names = await readdir(folder);
  return names.flatMap(name => /^([0-9a-f]{16})\.index$/.exec(name)?.[1] ?? []).sort();
}

/** Opens a shard, or undefined if another process has just removed it. */
export async function openShard(folder: string, id: string): Promise<Shard | undefined> {
  const index = await openForReading(join(folder, `${id}.index`));
  const rows = index && (await openForReading(join(folder, `${id}.f32`)));
  if (rows) return { id, rows, index, seen: 0 };
  await index?.close();
  return undefined;
}

export async function closeShard({ rows, index }: Shard): Promise<void> {
  await Promise.all([rows.close(), index.close()]);
}

/** Deletes a shard's files, the index first so that no reader finds rows missing. */
export async function removeShard(folder: string, id: string): Promise<void> {
  await rm(join(folder, `${id}.index`), { force: true });
  await rm(join(folder, `${id}.f32`), { force: true });
}

/** Records appended since the last call. Damaged ones at the end are looked at again next time: a writer may be at them. */
export async function newRecords(shard: Shard): Promise<IndexRecord[]> {
  const { size } = await shard.index.stat();
  const fresh = Math.floor(size / recordBytes) - shard.seen;
  if (fresh <= 0) return [];
  const bytes = await readAt(shard.index, shard.seen * recordBytes, fresh * recordBytes);
  const records = decodeRecords(bytes, shard.seen);
  shard.seen = (records.at(-1)?.row ?? shard.seen - 1) + 1;
  return records;
}

/** Rows `[dim]` of `records`, each a copy of its own; undefined where the row is cut short or altered. */
export async function readRows(
  shard: Shard,
  records: readonly IndexRecord[],
  dim: number,
): Promise<(Float32Array | undefined)[]> {
  const rowBytes = 4 * dim;
  const found = new Map<IndexRecord, Float32Array>();
  for (const run of adjacentRuns(records, Math.max(1, Math.floor(longestRead / rowBytes)))) {
    const first = run[0]!.row;
    const bytes = await readAt(shard.rows, first * rowBytes, run.length * rowBytes);
    for (const record of run) {
      const row = bytes.subarray((record.row - first) * rowBytes, (record.row - first + 1) * rowBytes);
      if (row.length === rowBytes && rowIsWhole(record, row)) found.set(record, toFloats(row));
    }
  }
  return records.map(record => found.get(record));
}

/** Starts a new shard in `folder`, which must exist. */
export async function openShardWriter(folder: string, id = randomShardId()): Promise<ShardWriter> {
  const rowsFile = await open(join(folder, `${id}.f32`), 'wx');
  const indexFile = await open(join(folder, `${id}.index`), 'wx');
  let rowEnd = 0;
  let indexEnd = 0;
  return {
    id,
    get bytes() {
      return rowEnd + indexEnd;
    },
    async append(digests, rows) {
      const records = encodeRecords(digests, rows);
      try {
        // Rows first: a record never speaks of a row that was not handed to the system.
        await writeAt(rowsFile, rows, rowEnd);
        await writeAt(indexFile, records, indexEnd);
      } catch (problem) {
        await Promise.allSettled([rowsFile.truncate(rowEnd), indexFile.truncate(indexEnd)]);
        throw problem;
      }
      rowEnd += rows.length;
      indexEnd += records.length;
    },
    async close() {
      await Promise.all([rowsFile.close(), indexFile.close()]);
    },
  };
}

export function randomShardId(): string {
  return randomBytes(8).toString('hex');
}

/** Bytes in one read: large enough to hide the call, small enough to keep memory flat. */
const longestRead = 4 << 20;

function adjacentRuns(records: readonly IndexRecord[], longest: number): IndexRecord[][] {
  const runs: IndexRecord[][] = [];
  for (const record of [...records].sort((a, b) => a.row - b.row)) {
    const run = runs.at(-1);
    if (run && run.length < longest && record.row === run.at(-1)!.row + 1) run.push(record);
    else runs.push([record]);
  }
  return runs;
}

function toFloats(row: Uint8Array): Float32Array {
  return new Float32Array(row.slice().buffer);
}

async function openForReading(path: string): Promise<FileHandle | undefined> {
  try {
    return await open(path, 'r');
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw problem;
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}

async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}
