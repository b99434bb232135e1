import { build } from 'esbuild';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEmbeddingCache } from '../../../../kernels/clip/embedding-cache/cache.ts';
import { digestOf, rowOf } from './rows.ts';

let folder: string;
let program: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedding-cache-processes-'));
  program = join(folder, 'writer.mjs');
  await build({
    entryPoints: [fileURLToPath(new URL('writer.program.ts', import.meta.url))],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'warning',
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const dim = 512;

function startWriter(cache: string, first: number, count: number, batch: number): ChildProcess {
  const numbers = [dim, first, count, batch].map(String);
  return spawn(process.execPath, [program, cache, ...numbers], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Numbers below `count` whose row is stored; fails if any stored row is not the one put. */
async function storedNumbers(cache: string, count: number): Promise<number[]> {
  const opened = await openEmbeddingCache({ folder: cache, model: 'm', space: 's', dim });
  const numbers = Array.from({ length: count }, (_, n) => n);
  const rows = await opened.get(numbers.map(digestOf));
  await opened.close();
  return numbers.filter(n => {
    const row = rows[n];
    if (row) expect(Buffer.compare(Buffer.from(row.buffer), Buffer.from(rowOf(n, dim).buffer))).toBe(0);
    return row !== undefined;
  });
}

it('two processes write and read at once, over the same content in part', async () => {
  const cache = join(folder, 'two');
  const writers = [startWriter(cache, 0, 1200, 8), startWriter(cache, 600, 1200, 8)];
  const ends = await Promise.all(writers.map(writer => once(writer, 'exit')));
  expect(ends).toEqual([
    [0, null],
    [0, null],
  ]);
  expect(await storedNumbers(cache, 1800)).toHaveLength(1800);
});

it('a process killed while writing costs only what it had not finished', async () => {
  const cache = join(folder, 'killed');
  let acknowledged = 0;
  for (let round = 0; round < 8; round++) {
    const writer = startWriter(cache, round * 100_000, 100_000, 4);
    let dots = 0;
    writer.stdout?.on('data', (text: Buffer) => (dots += text.length));
    while (dots < 3) await once(writer.stdout!, 'data');
    await new Promise(resolve => setTimeout(resolve, 3 * round));
    writer.kill('SIGKILL');
    await once(writer, 'close');
    acknowledged += dots * 4;
    const opened = await openEmbeddingCache({ folder: cache, model: 'm', space: 's', dim });
    const numbers = Array.from({ length: dots * 4 }, (_, n) => round * 100_000 + n);
    const rows = await opened.get(numbers.map(digestOf));
    expect(rows).toEqual(numbers.map(n => rowOf(n, dim)));
    expect(opened.size).toBeGreaterThanOrEqual(acknowledged);
    await opened.close();
  }
});

it.skipIf(process.platform === 'win32')(
  'a disk that takes no more ends storing, not the process',
  async () => {
    const cache = join(folder, 'full');
    // A limit on file size fails writes half-way, as a full disk does.
    const limited = spawn(
      'sh',
      ['-c', 'ulimit -f 200; exec "$0" "$@"', process.execPath, program, cache, '512', '0', '400', '8'],
      {
        stdio: ['ignore', 'pipe', 'inherit'],
      },
    );
    let said = '';
    limited.stdout.on('data', (text: Buffer) => (said += text.toString()));
    expect(await once(limited, 'close')).toEqual([4, null]);
    const batches = said.indexOf('lost');
    expect(batches).toBeGreaterThan(0);
    expect(said).toContain('"kind":"read-only"');
    expect(await storedNumbers(cache, 400)).toEqual(Array.from({ length: batches * 8 }, (_, n) => n));
  },
);
