import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadImages } from '../../../../kernels/clip/decoding/load-images.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'load-images-'));
  const dicom = Buffer.alloc(200);
  dicom.write('DICM', 128, 'latin1');
  const files: Record<string, Uint8Array> = {
    'b.PNG': Buffer.from('b'),
    'a.jpeg': Buffer.from('a'),
    'notes.txt': Buffer.from('not an image'),
    '.hidden.png': Buffer.from('h'),
    'study/IM000001': dicom,
    'study/1.2.276.0.7230010': dicom,
    'study/README': Buffer.from('read me, please'),
    'study/.cache/c.png': Buffer.from('c'),
    'study/z.dcm': Buffer.from('z'),
    'empty/notes.md': Buffer.from(''),
  };
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(join(folder, name, '..'), { recursive: true });
    await writeFile(join(folder, name), bytes);
  }
  await mkdir(join(folder, 'slides.png'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('loadImages', () => {
  it('finds images in a folder and below, sorted, DICOM also without an ending', async () => {
    const found = (await loadImages(folder)).map(path => relative(folder, path).replaceAll('\\', '/'));
    expect(found).toEqual(['a.jpeg', 'b.PNG', 'study/1.2.276.0.7230010', 'study/IM000001', 'study/z.dcm']);
  });

  it('keeps the order of files named one by one', async () => {
    const files = ['b.PNG', 'a.jpeg', 'notes.txt'].map(name => join(folder, name));
    expect(await loadImages(files)).toEqual(files);
  });

  it('says what is missing', async () => {
    await expect(loadImages(join(folder, 'nowhere'))).rejects.toMatchObject({ code: 'image-not-found' });
    await expect(loadImages(join(folder, 'empty'))).rejects.toMatchObject({ code: 'images-absent' });
  });
});
