import fc from 'fast-check';
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type EmbeddingCache, openEmbeddingCache } from '../../../../kernels/clip/embedding-cache/cache.ts';
import { spaceFolder } from '../../../../kernels/clip/embedding-cache/location.ts';
import { digestOf, entriesOf, rowOf } from './rows.ts';

const dim = 5;
const count = 6;
const space = { model: 'm', space: 's', dim };
let folder: string;
let rowsFile: string;
let indexFile: string;
let whole: { rows: Buffer; index: Buffer };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedding-cache-damage-'));
  const cache = await openEmbeddingCache({ ...space, folder });
  await cache.put(entriesOf(0, count, dim));
  await cache.close();
  const inside = spaceFolder(folder, space);
  const names = await readdir(inside);
  rowsFile = join(
    inside,
    names.find(name => name.endsWith('.f32'))!,
  );
  indexFile = join(
    inside,
    names.find(name => name.endsWith('.index'))!,
  );
  whole = { rows: await readFile(rowsFile), index: await readFile(indexFile) };
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function withCache<T>(use: (cache: EmbeddingCache) => Promise<T>): Promise<T> {
  const cache = await openEmbeddingCache({ ...space, folder });
  try {
    return await use(cache);
  } finally {
    await cache.close();
  }
}

const all = Array.from({ length: count }, (_, n) => digestOf(n));

describe('a shard cut short', () => {
  it('at any byte of its rows loses only the rows it lacks', async () => {
    for (let length = whole.rows.length - 1; length >= 0; length--) {
      await truncate(rowsFile, length);
      const rows = await withCache(cache => cache.get(all));
      const kept = Math.floor(length / (4 * dim));
      expect(rows).toEqual(all.map((_, n) => (n < kept ? rowOf(n, dim) : undefined)));
    }
  });

  it('at any byte of its index loses only the records it lacks', async () => {
    for (let length = whole.index.length - 1; length >= 0; length--) {
      await truncate(indexFile, length);
      const rows = await withCache(cache => cache.get(all));
      const kept = Math.floor(length / 40);
      expect(rows).toEqual(all.map((_, n) => (n < kept ? rowOf(n, dim) : undefined)));
    }
  });

  it('is left as it is; what it lost is stored anew beside it', async () => {
    await truncate(rowsFile, whole.rows.length - 1);
    await withCache(async cache => {
      expect((await cache.get(all)).filter(row => row === undefined)).toHaveLength(1);
      await cache.put(entriesOf(0, count, dim));
      expect(await cache.get(all)).toEqual(all.map((_, n) => rowOf(n, dim)));
    });
    expect((await readFile(rowsFile)).length).toBe(whole.rows.length - 1);
    expect(await withCache(cache => cache.get(all))).toEqual(all.map((_, n) => rowOf(n, dim)));
  });
});

describe('a shard altered', () => {
  it('by flipped bits never gives a wrong row, and loses only rows that were hit', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('rows' as const, 'index' as const),
        fc.array(fc.nat(), { minLength: 1, maxLength: 4 }),
        async (which, positions) => {
          const bytes = Buffer.from(whole[which]);
          const hit = new Set<number>();
          for (const position of positions) {
            const bit = position % (bytes.length * 8);
            bytes[bit >> 3]! ^= 1 << (bit & 7);
            hit.add(Math.floor((bit >> 3) / (which === 'rows' ? 4 * dim : 40)));
          }
          await writeFile(which === 'rows' ? rowsFile : indexFile, bytes);
          const rows = await withCache(cache => cache.get(all));
          await writeFile(which === 'rows' ? rowsFile : indexFile, whole[which]);
          rows.forEach((row, n) => {
            if (row) expect(row).toEqual(rowOf(n, dim));
            else expect(hit).toContain(n);
          });
          const unharmed = bytes.equals(whole[which]);
          expect(rows.some(row => row === undefined)).toBe(!unharmed);
        },
      ),
      { numRuns: 150, seed: 20 },
    );
  });

  it('to zeros, as after a power cut, is all misses', async () => {
    await writeFile(indexFile, Buffer.alloc(whole.index.length));
    expect(await withCache(cache => cache.get(all))).toEqual(all.map(() => undefined));
    await writeFile(indexFile, whole.index);
    await writeFile(rowsFile, Buffer.alloc(whole.rows.length));
    expect(await withCache(cache => cache.get(all))).toEqual(all.map(() => undefined));
  });

  it('into any bytes is all misses', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async bytes => {
        await writeFile(indexFile, bytes);
        expect(await withCache(cache => cache.get(all))).toEqual(all.map(() => undefined));
      }),
      { numRuns: 100, seed: 21 },
    );
  });

  it('while it is open is noticed at the next look-up', async () => {
    await withCache(async cache => {
      expect(await cache.get([digestOf(2)])).toEqual([rowOf(2, dim)]);
      const bytes = Buffer.from(whole.rows);
      bytes[2 * 4 * dim]! ^= 1;
      await writeFile(rowsFile, bytes);
      expect(await cache.get([digestOf(2), digestOf(3)])).toEqual([undefined, rowOf(3, dim)]);
    });
  });
});
