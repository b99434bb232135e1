import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowOf } from '../../../../kernels/clip/embeddings/embeddings.ts';
import { loadEmbeddings, saveEmbeddings } from '../../../../kernels/clip/embeddings/files.ts';
import { loadClip, type Clip } from '../../../../kernels/clip/encoders/load-clip.ts';
import type { EncodeProgress } from '../../../../kernels/clip/encoders/progress.ts';

const checkpoint = fileURLToPath(new URL('../../../golden/encoders/clip', import.meta.url));

let folder: string;
let files: string[];
let clip: Clip;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'encode-'));
  files = [];
  for (let index = 0; index < 30; index++) {
    const width = 20 + index;
    const data = Buffer.from(
      Uint8Array.from({ length: width * 40 * 3 }, (_, at) => (at * (index + 3)) % 251),
    );
    files.push(join(folder, `${index}.png`));
    await sharp(data, { raw: { width, height: 40, channels: 3 } })
      .png()
      .toFile(files[index]!);
  }
  clip = await loadClip(checkpoint, { device: 'cpu', cache: join(folder, 'cache') });
});
afterAll(async () => {
  await clip.close();
  await rm(folder, { recursive: true, force: true });
});

describe('encodeImage', () => {
  it('gives one unit row a file, in the order of the files, whatever the batch size', async () => {
    const fresh = await loadClip(checkpoint, { device: 'cpu', cache: false });
    const whole = await fresh.encodeImage(files);
    const single = await fresh.encodeImage(files, { batchSize: 1 });
    await fresh.close();
    expect(whole.ids).toEqual(files);
    expect([whole.count, whole.dim, whole.normalized]).toEqual([30, 20, true]);
    for (let row = 0; row < whole.count; row++) {
      expect(Math.hypot(...rowOf(whole, row))).toBeCloseTo(1, 5);
      rowOf(single, row).forEach((value, index) => expect(value).toBeCloseTo(rowOf(whole, row)[index]!, 5));
    }
  });

  it('encodes the rest when some files cannot be read, and names those', async () => {
    const broken = join(folder, 'broken.png');
    await writeFile(broken, (await readFile(files[0]!)).subarray(0, 60));
    const text = join(folder, 'notes.txt');
    await writeFile(text, 'not an image');
    const sources = [files[0]!, broken, files[1]!, text, join(folder, 'gone.png'), folder, files[2]!];
    const embeddings = await clip.encodeImage(sources);
    expect(embeddings.ids).toEqual([files[0], files[1], files[2]]);
    expect(embeddings.failures.map(({ id, failure }) => [id, failure.code])).toEqual([
      [broken, 'image-unreadable'],
      [text, 'image-unreadable'],
      [join(folder, 'gone.png'), 'image-not-found'],
      [folder, 'image-unreadable'],
    ]);
    for (const { id, failure } of embeddings.failures) expect(failure.message).toContain(id);
  });

  it('takes an image it has seen from the cache, to the bit, also under another name', async () => {
    const first = await clip.encodeImage(files.slice(0, 10));
    const copy = join(folder, 'copy.png');
    await writeFile(copy, await readFile(files[3]!));
    const seen: EncodeProgress[] = [];
    const again = await clip.encodeImage([...files.slice(0, 10), copy], {
      onProgress: progress => seen.push(progress),
    });
    expect(seen.at(-1)).toEqual({ done: 11, total: 11, cached: 11, failed: 0 });
    expect(again.data.subarray(0, first.data.length)).toEqual(first.data);
    expect(rowOf(again, 10)).toEqual(rowOf(first, 3));
  });

  it('stops between batches when cancelled, and works afterwards', async () => {
    const fresh = await loadClip(checkpoint, { device: 'cpu', cache: false });
    const cancel = new AbortController();
    let last = 0;
    const call = fresh.encodeImage(files, {
      batchSize: 2,
      signal: cancel.signal,
      onProgress: ({ done }) => {
        last = done;
        if (done >= 4) cancel.abort();
      },
    });
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
    expect(last).toBeLessThan(files.length);
    expect((await fresh.encodeImage(files.slice(0, 2))).count).toBe(2);
    await fresh.close();
  });

  it('gives no rows for no files', async () => {
    expect(await clip.encodeImage([])).toMatchObject({ count: 0, ids: [], failures: [] });
  });

  it('gives patches of the joint space', async () => {
    const patches = await clip.encodePatches(files.slice(0, 3));
    expect([patches.count, patches.rows, patches.columns, patches.dim]).toEqual([3, 4, 4, 20]);
    expect(patches.data).toHaveLength(3 * 16 * 20);
    expect(Math.hypot(...patches.data.subarray(20, 40))).toBeCloseTo(1, 5);
  });
});

describe('encodeText', () => {
  it('encodes each distinct prompt once and repeats its row', async () => {
    const seen: EncodeProgress[] = [];
    const texts = ['chest x-ray', 'blood smear', 'chest x-ray', ''];
    const embeddings = await clip.encodeText(texts, { onProgress: progress => seen.push(progress) });
    expect(embeddings.ids).toEqual(texts);
    expect(rowOf(embeddings, 0)).toEqual(rowOf(embeddings, 2));
    expect(seen.at(-1)).toMatchObject({ done: 3, total: 3 });
    const alone = await loadClip(checkpoint, { device: 'cpu', cache: false });
    const [row] = [await alone.encodeText(['blood smear'])];
    await alone.close();
    row.data.forEach((value, index) => expect(value).toBeCloseTo(rowOf(embeddings, 1)[index]!, 5));
  });

  it('names the prompts whose end does not fit', async () => {
    const long = 'pneumonia and '.repeat(40);
    expect((await clip.encodeText(['pneumonia', long])).truncated).toEqual([long]);
  });

  it('gives the state of every token', async () => {
    const { prompts, width } = await clip.encodeTokens(['chest x-ray', 'pneumonia']);
    expect(prompts.map(({ id, tokens, states }) => [id, states.length / width === tokens.length])).toEqual([
      ['chest x-ray', true],
      ['pneumonia', true],
    ]);
  });
});

it('saves embeddings with what made them, and reads them back', async () => {
  const embeddings = await clip.encodeText(['chest x-ray', 'a "quoted" prompt\nof two lines']);
  const path = join(folder, 'prompts.npy');
  await saveEmbeddings(embeddings, path);
  const { truncated: _, ...plain } = embeddings;
  expect(await loadEmbeddings(path)).toEqual(plain);
  expect(plain.model.digest).toMatch(/^[0-9a-f]{64}$/);
});
