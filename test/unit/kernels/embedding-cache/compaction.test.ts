import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openEmbeddingCache } from '../../../../kernels/clip/embedding-cache/cache.ts';
import { spaceFolder } from '../../../../kernels/clip/embedding-cache/location.ts';
import { digestOf, entriesOf, rowOf } from './rows.ts';

const space = { model: 'm', space: 's', dim: 3 };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedding-cache-compaction-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function sessions(count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const cache = await openEmbeddingCache({ ...space, folder });
    await cache.put(entriesOf(n * 4, n * 4 + 4, 3));
    await cache.close();
  }
}

async function shardFiles(): Promise<string[]> {
  const names = await readdir(spaceFolder(folder, space));
  return names.filter(name => name.endsWith('.f32'));
}

it('merges what many sessions left, and a reader that was open meanwhile goes on', async () => {
  await sessions(40);
  expect(await shardFiles()).toHaveLength(40);
  const reader = await openEmbeddingCache({ ...space, folder });
  const longAgo = new Date(Date.now() - 7_200_000);
  for (const name of await shardFiles()) {
    await utimes(join(spaceFolder(folder, space), name), longAgo, longAgo);
  }
  const merging = await openEmbeddingCache({ ...space, folder });
  expect(await shardFiles()).toHaveLength(1);
  const numbers = Array.from({ length: 160 }, (_, n) => n);
  for (const cache of [merging, reader]) {
    expect(await cache.get(numbers.map(digestOf))).toEqual(numbers.map(n => rowOf(n, 3)));
  }
  expect(await reader.get([digestOf(999), digestOf(7)])).toEqual([undefined, rowOf(7, 3)]);
  expect([merging.size, reader.size]).toEqual([160, 160]);
  await Promise.all([merging.close(), reader.close()]);
});

it('leaves alone what was written lately', async () => {
  await sessions(40);
  await (await openEmbeddingCache({ ...space, folder })).close();
  expect(await shardFiles()).toHaveLength(40);
});
