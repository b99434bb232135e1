// Prints put and get rates of the embedding cache: node test/bench/embedding-cache.mjs [entries] [dim]
import { build } from 'esbuild';
import { createHash, randomFillSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [entries = 10_000, dim = 512] = process.argv.slice(2).map(Number);
const folder = await mkdtemp(join(tmpdir(), 'bench-embedding-cache-'));
const outfile = join(folder, 'cache.mjs');
await build({
  entryPoints: ['kernels/clip/embedding-cache/cache.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
});
const { openEmbeddingCache } = await import(pathToFileURL(outfile).href);
const options = { folder, model: 'bench', space: 'bench', dim };
const rows = Array.from({ length: entries }, (_, n) => ({
  digest: createHash('sha256').update(String(n)).digest('hex'),
  embedding: randomFillSync(new Float32Array(dim)),
}));
const digests = rows.map(row => row.digest);

async function timed(what, count, task) {
  const start = performance.now();
  const result = await task();
  const ms = performance.now() - start;
  const line = `${what.padEnd(34)} ${ms.toFixed(0).padStart(6)} ms ${((count / ms) * 1000).toFixed(0).padStart(9)} rows/s`;
  process.stdout.write(`${line}\n`);
  return result;
}

process.stdout.write(`${entries} rows of ${dim} float32\n`);
const cache = await openEmbeddingCache(options);
await timed('put, 8 at a time', entries / 2, async () => {
  for (let at = 0; at < entries / 2; at += 8) await cache.put(rows.slice(at, Math.min(at + 8, entries / 2)));
});
await timed('put, all at once', entries / 2, () => cache.put(rows.slice(entries / 2)));
await cache.close();
const again = await timed('open', entries, () => openEmbeddingCache(options));
const found = await timed('get, all at once', entries, () => again.get(digests));
await timed('get, one at a time', entries, async () => {
  for (const digest of digests) await again.get([digest]);
});
const misses = digests.map(digest => digest.split('').reverse().join(''));
await timed('get, one miss at a time', 1000, async () => {
  for (const digest of misses.slice(0, 1000)) await again.get([digest]);
});
await again.close();
await rm(folder, { recursive: true });
if (found.some(row => row === undefined)) throw new Error('a row was lost');
