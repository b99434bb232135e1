import { type Contents, refresh } from './contents.ts';
import type { IndexRecord } from './records.ts';
import { openShardWriter, readRows, removeShard, type Shard } from './shard.ts';

/** Shards smaller than this (8 MiB of rows) are worth merging, once there are more than `fewEnough`. */
const smallBytes = 8 * 2 ** 20;
const fewEnough = 32;

/** Nobody appends to a shard that was left alone for an hour; if somebody does, its rows are only lost from the cache. */
const idleMs = 3_600_000;

/**
 * Merges the small shards that earlier sessions left behind into one, so that opening a space stays quick after hundreds of
 * sessions. The merged shard is whole before the others go: a process that dies half-way leaves duplicates, nothing less.
 */
export async function compact(contents: Contents, now = Date.now()): Promise<void> {
  const small = await smallIdleShards(contents, now);
  if (small.size <= fewEnough) return;
  const records = new Map([...small].map(shard => [shard, [] as IndexRecord[]]));
  for (const { shard, record } of contents.places.values()) records.get(shard)?.push(record);
  const writer = await openShardWriter(contents.folder);
  try {
    for (const [shard, wanted] of records) {
      const rows = await readRows(shard, wanted, contents.dim);
      const whole = wanted.flatMap(({ digest }, at) => (rows[at] ? [{ digest, row: rows[at] }] : []));
      if (whole.length === 0) continue;
      const bytes = Buffer.concat(whole.map(({ row }) => new Uint8Array(row.buffer)));
      await writer.append(
        whole.map(({ digest }) => digest),
        bytes,
      );
    }
  } finally {
    await writer.close();
  }
  for (const { id } of small) await removeShard(contents.folder, id);
  await refresh(contents);
}

async function smallIdleShards({ shards }: Contents, now: number): Promise<Set<Shard>> {
  const small = new Set<Shard>();
  for (const shard of shards.values()) {
    const { size, mtimeMs } = await shard.rows.stat();
    if (size < smallBytes && now - mtimeMs > idleMs) small.add(shard);
  }
  return small;
}
