import { createHash } from 'node:crypto';
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { digestWeights } from '../../../../kernels/clip/weights/digest.ts';
import { failureOf, temporaryFolder } from './golden.ts';

const folder = temporaryFolder();
const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest();
const digestOf = (...contents: (Uint8Array | string)[]): string =>
  sha256(Buffer.concat(contents.map(sha256))).toString('hex');

function written(name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

it('is the SHA-256 over the SHA-256 of each file, in order', async () => {
  const large = Buffer.alloc(5_000_001, 'weights');
  const files = [written('a.bin', large), written('b.bin', 'b'), written('empty.bin', '')];
  expect(await digestWeights(files, {})).toBe(digestOf(large, 'b', ''));
  expect(await digestWeights(files.toReversed(), {})).toBe(digestOf('', 'b', large));
});

it('remembers a file until its size, time or inode changes', async () => {
  const memoFolder = join(folder, 'memo', 'digests');
  const path = written('kept.bin', 'one');
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  expect(await digestWeights([path], { memoFolder })).toBe(digestOf('one'));
  const [note] = readdirSync(memoFolder);
  expect(readdirSync(memoFolder)).toHaveLength(1);

  // Same size, time and inode: only the note can still say `one`.
  writeFileSync(path, 'two');
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  expect(await digestWeights([path], { memoFolder })).toBe(digestOf('one'));

  writeFileSync(join(memoFolder, note!), readFileSync(join(memoFolder, note!)).subarray(0, 40));
  expect(await digestWeights([path], { memoFolder })).toBe(digestOf('two'));

  utimesSync(path, 1_700_000_001, 1_700_000_001);
  writeFileSync(path, 'six');
  expect(await digestWeights([path], { memoFolder })).toBe(digestOf('six'));

  const other = written('other.bin', 'ten');
  utimesSync(path, 1_700_000_001, 1_700_000_001);
  utimesSync(other, 1_700_000_001, 1_700_000_001);
  renameSync(other, path);
  expect(await digestWeights([path], { memoFolder })).toBe(digestOf('ten'));
  expect(readdirSync(memoFolder)).toEqual([note]);
});

it('takes a blob of a hub cache at its name', async () => {
  mkdirSync(join(folder, 'blobs'));
  const name = 'ab'.repeat(32);
  written(`blobs/${name}`, 'whatever');
  symlinkSync(join('blobs', name), join(folder, 'model.safetensors'));
  const expected = sha256(Buffer.from(name, 'hex')).toString('hex');
  expect(await digestWeights([join(folder, 'model.safetensors')], {})).toBe(expected);
});

it('works where nothing can be remembered', async () => {
  const path = written('plain.bin', 'plain');
  expect(await digestWeights([path], { memoFolder: path })).toBe(digestOf('plain'));
});

it('stops when told to, and leaves no note', async () => {
  const path = written('long.bin', Buffer.alloc(32 << 20));
  const memoFolder = join(folder, 'stopped');
  const abort = new AbortController();
  const digest = digestWeights([path], { memoFolder, signal: abort.signal });
  setTimeout(() => abort.abort(), 1);
  expect(await failureOf(digest)).toMatchObject({ code: 'cancelled', message: /long\.bin/ });
  expect(() => readdirSync(memoFolder)).toThrow();
  const aborted = digestWeights([path], { signal: AbortSignal.abort() });
  expect((await failureOf(aborted)).code).toBe('cancelled');
});

it('leaves turns to the event loop', async () => {
  const path = written('busy.bin', Buffer.alloc(32 << 20, 1));
  let turns = 0;
  const timer = setInterval(() => turns++, 1);
  await digestWeights([path], {});
  clearInterval(timer);
  expect(turns).toBeGreaterThan(5);
});

it('says which file is missing', async () => {
  const problem = await failureOf(digestWeights([join(folder, 'absent.bin')], {}));
  expect(problem).toMatchObject({ code: 'checkpoint-not-found', message: /absent\.bin/ });
});
