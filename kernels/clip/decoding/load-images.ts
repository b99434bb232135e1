import { open, readdir, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { failure } from '../../protocol/failures/index.ts';

/**
 * Paths of images, ready for `encodeImage`, which reads each when its turn comes. A folder stands for all PNG, JPEG, WebP,
 * TIFF, GIF and DICOM files in it and below, sorted by path; DICOM files without a name ending are known by their first
 * bytes. Files named one by one keep their order.
 * @throws Failure `image-not-found` for a path that leads nowhere, `images-absent` for a folder without any image.
 */
export async function loadImages(from: string | readonly string[]): Promise<string[]> {
  const paths = typeof from === 'string' ? [from] : from;
  const lists = await Promise.all(paths.map(imagesAt));
  return lists.flat();
}

async function imagesAt(path: string): Promise<string[]> {
  const found = await stat(path).catch((error: unknown) => {
    throw failure('image-not-found', { path }, error);
  });
  if (!found.isDirectory()) return [path];
  const names = (await readdir(path, { recursive: true })).sort();
  const images: string[] = [];
  for (const name of names) {
    const file = join(path, name);
    if (/(^|[/\\])\./.test(name)) continue;
    if (await isImage(file)) images.push(file);
  }
  if (images.length === 0) throw failure('images-absent', { path });
  return images;
}

async function isImage(file: string): Promise<boolean> {
  const ending = extname(file).toLowerCase();
  // A DICOM file is often named by its number (`IM000001`) or its UID, which looks like an ending of digits.
  const bare = ending === '' || /^\.\d+$/.test(ending);
  if (!bare && !endings.has(ending)) return false;
  if (!(await stat(file)).isFile()) return false;
  return !bare || (await hasDicomPreamble(file));
}

/** `DICM` after 128 bytes (PS3.10 §7.1). */
async function hasDicomPreamble(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 128);
    return bytesRead === 4 && buffer.toString('latin1') === 'DICM';
  } finally {
    await handle.close();
  }
}

const endings: ReadonlySet<string> = new Set([
  '.png',
  '.jpg',
  '.jpeg',
  '.webp',
  '.tif',
  '.tiff',
  '.gif',
  '.dcm',
  '.dicom',
]);
