import { type IndexRecord } from './records.ts';
import { closeShard, listShards, newRecords, openShard, readRows, type Shard } from './shard.ts';

/** What is known of a space's shards: which digest lies where. Kept in memory, about 200 bytes an entry. */
export interface Contents {
  readonly folder: string;
  readonly dim: number;
  readonly shards: Map<string, Shard>;
  readonly places: Map<string, Place>;
}

interface Place {
  readonly shard: Shard;
  readonly record: IndexRecord;
  /** The same digest elsewhere: two processes stored it, or an earlier copy was damaged. */
  readonly other: Place | undefined;
}

export function emptyContents(folder: string, dim: number): Contents {
  return { folder, dim, shards: new Map(), places: new Map() };
}

/** Takes in shards and rows that appeared since the last call, and forgets shards that were removed. */
export async function refresh(contents: Contents): Promise<void> {
  const ids = await shardsThere(contents.folder);
  const there = new Set(ids);
  const gone = [...contents.shards.values()].filter(shard => !there.has(shard.id));
  if (gone.length > 0) await forget(contents, new Set(gone));
  for (const id of ids) {
    const shard = contents.shards.get(id) ?? (await openShard(contents.folder, id));
    if (!shard) continue;
    contents.shards.set(id, shard);
    for (const record of await newRecords(shard)) {
      contents.places.set(record.digest, { shard, record, other: contents.places.get(record.digest) });
    }
  }
}

/** The stored embeddings `[n][dim]` of `digests` `[n]`; undefined where none is stored whole. Damaged ones are forgotten. */
export async function lookUp(
  contents: Contents,
  digests: readonly string[],
): Promise<(Float32Array | undefined)[]> {
  const found = new Map<string, Float32Array>();
  let wanted = [...new Set(digests)];
  while (wanted.length > 0) {
    const damaged: Place[] = [];
    for (const [shard, here] of placesByShard(contents, wanted)) {
      const rows = await readRows(
        shard,
        here.map(place => place.record),
        contents.dim,
      );
      here.forEach((place, at) => {
        const row = rows[at];
        if (row) found.set(place.record.digest, row);
        else damaged.push(place);
      });
    }
    for (const { record, other } of damaged) {
      if (other) contents.places.set(record.digest, other);
      else contents.places.delete(record.digest);
    }
    wanted = damaged.map(place => place.record.digest);
  }
  return digests.map(digest => found.get(digest));
}

export async function closeContents({ shards, places }: Contents): Promise<void> {
  const open = [...shards.values()];
  shards.clear();
  places.clear();
  await Promise.all(open.map(closeShard));
}

function placesByShard({ places }: Contents, digests: readonly string[]): Map<Shard, Place[]> {
  const byShard = new Map<Shard, Place[]>();
  for (const digest of digests) {
    const place = places.get(digest);
    const here = place && byShard.get(place.shard);
    if (here) here.push(place);
    else if (place) byShard.set(place.shard, [place]);
  }
  return byShard;
}

async function shardsThere(folder: string): Promise<string[]> {
  try {
    return await listShards(folder);
  } catch (problem) {
    if ((problem as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw problem;
  }
}

async function forget(contents: Contents, gone: ReadonlySet<Shard>): Promise<void> {
  for (const [digest, place] of contents.places) {
    const kept = withoutShards(place, gone);
    if (kept === place) continue;
    if (kept) contents.places.set(digest, kept);
    else contents.places.delete(digest);
  }
  for (const shard of gone) {
    contents.shards.delete(shard.id);
    await closeShard(shard);
  }
}

function withoutShards(place: Place, gone: ReadonlySet<Shard>): Place | undefined {
  const other = place.other && withoutShards(place.other, gone);
  if (gone.has(place.shard)) return other;
  return other === place.other ? place : { ...place, other };
}
