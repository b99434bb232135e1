import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type EmbeddingCache, openEmbeddingCache } from '../../../../kernels/clip/embedding-cache/cache.ts';
import { cacheFolder, spaceFolder } from '../../../../kernels/clip/embedding-cache/location.ts';
import { digestOf, entriesOf, rowOf } from './rows.ts';

const dim = 64;
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedding-cache-eviction-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const open = (space: string, maximumBytes?: number): Promise<EmbeddingCache> =>
  openEmbeddingCache({ folder, model: 'm', space, dim, ...(maximumBytes && { maximumBytes }) });

it('drops the space opened longest ago when the whole grows over its limit', async () => {
  for (const [space, day] of [
    ['old', 1],
    ['recent', 2],
  ] as const) {
    const cache = await open(space);
    await cache.put(entriesOf(0, 100, dim));
    await cache.close();
    const used = new Date(Date.UTC(2020, 0, day));
    await utimes(join(spaceFolder(folder, { model: 'm', space, dim }), 'space.json'), used, used);
  }
  const reader = await open('recent');
  const cache = await open('new', 80_000);
  await cache.put(entriesOf(0, 100, dim));
  expect(existsSync(spaceFolder(folder, { model: 'm', space: 'old', dim }))).toBe(false);
  expect(await reader.get([digestOf(5)])).toEqual([rowOf(5, dim)]);
  expect(await cache.get([digestOf(5)])).toEqual([rowOf(5, dim)]);
  await Promise.all([reader.close(), cache.close()]);
});

it('goes on when its own space is taken away', async () => {
  const cache = await open('s');
  await cache.put(entriesOf(0, 10, dim));
  await rm(spaceFolder(folder, { model: 'm', space: 's', dim }), { recursive: true });
  expect(await cache.get([digestOf(99)])).toEqual([undefined]);
  expect(cache.size).toBe(0);
  await cache.put(entriesOf(0, 10, dim));
  expect(await cache.get([digestOf(3)])).toEqual([rowOf(3, dim)]);
  await cache.close();
  const again = await open('s');
  expect(again.size).toBe(10);
  await again.close();
});

it('keeps one space under its limit by dropping its oldest shards', async () => {
  const cache = await open('s', 60_000);
  for (let n = 0; n < 1000; n += 20) await cache.put(entriesOf(n, n + 20, dim));
  const files = await readdir(spaceFolder(folder, { model: 'm', space: 's', dim }));
  expect(files.filter(name => name.endsWith('.f32')).length).toBeGreaterThan(1);
  expect(cache.size * (4 * dim + 40)).toBeLessThan(75_000);
  expect(await cache.get([digestOf(999), digestOf(0)])).toEqual([rowOf(999, dim), undefined]);
  expect(cache.state).toEqual({ kind: 'read-write' });
  await cache.close();
});

it('lies where the platform keeps caches', () => {
  expect(cacheFolder({ HOME: '/u' }, 'linux')).toBe(join('/u', '.cache', 'clip-notebook'));
  expect(cacheFolder({ HOME: '/u', XDG_CACHE_HOME: '/x' }, 'linux')).toBe(join('/x', 'clip-notebook'));
  expect(cacheFolder({ HOME: '/u' }, 'darwin')).toBe(join('/u', 'Library', 'Caches', 'clip-notebook'));
  expect(cacheFolder({ LOCALAPPDATA: '/l' }, 'win32')).toBe(join('/l', 'clip-notebook'));
  expect(cacheFolder({ CLIP_NOTEBOOK_CACHE: '/c', HOME: '/u' }, 'linux')).toBe(join('/c'));
});
