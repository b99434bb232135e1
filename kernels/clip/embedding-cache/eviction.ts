import { randomBytes } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isSpaceFolder } from './location.ts';
import { listShards, removeShard } from './shard.ts';

/**
 * Deletes stored embeddings until all spaces under `folder` take at most `maximumBytes`: first other spaces, the least
 * recently opened first, then the oldest shards of `ownSpace` except `ownShard`. Readers elsewhere keep what they have
 * open and see the rest as misses. What cannot be deleted (open on Windows) is left.
 */
export async function makeRoom(
  folder: string,
  ownSpace: string,
  ownShard: string | undefined,
  maximumBytes: number,
): Promise<void> {
  const spaces = await measure(folder);
  let total = spaces.reduce((sum, space) => sum + space.bytes, 0);
  for (const space of spaces.sort((a, b) => a.used - b.used)) {
    if (total <= maximumBytes) return;
    if (space.path === ownSpace) continue;
    if (await removeSpace(folder, space.path)) total -= space.bytes;
  }
  for (const shard of await oldestShards(ownSpace)) {
    if (total <= maximumBytes) return;
    if (shard.id === ownShard) continue;
    await removeShard(ownSpace, shard.id).catch(() => undefined);
    total -= shard.bytes;
  }
}

interface Space {
  readonly path: string;
  readonly bytes: number;
  /** When it was last opened, in ms. */
  readonly used: number;
}

async function measure(folder: string): Promise<Space[]> {
  const names = (await readdir(folder)).filter(isSpaceFolder);
  return Promise.all(
    names.map(async name => {
      const path = join(folder, name);
      const files = await readdir(path).catch(() => []);
      const sizes = await Promise.all(files.map(file => facts(join(path, file))));
      const { used } = await facts(join(path, 'space.json'));
      return { path, bytes: sizes.reduce((sum, { bytes }) => sum + bytes, 0), used };
    }),
  );
}

async function oldestShards(space: string): Promise<{ id: string; bytes: number; used: number }[]> {
  const shards = await Promise.all(
    (await listShards(space)).map(async id => {
      const rows = await facts(join(space, `${id}.f32`));
      const index = await facts(join(space, `${id}.index`));
      return { id, bytes: rows.bytes + index.bytes, used: index.used };
    }),
  );
  return shards.sort((a, b) => a.used - b.used);
}

async function facts(path: string): Promise<{ bytes: number; used: number }> {
  try {
    const { size, mtimeMs } = await stat(path);
    return { bytes: size, used: mtimeMs };
  } catch {
    return { bytes: 0, used: 0 };
  }
}

/** Renames before deleting, so that no other process finds the space half there. */
async function removeSpace(folder: string, path: string): Promise<boolean> {
  const leaving = join(folder, `leaving-${randomBytes(8).toString('hex')}`);
  try {
    await rename(path, leaving);
    await rm(leaving, { recursive: true, force: true });
    return true;
  } catch {
    return false;
  }
}
