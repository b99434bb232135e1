import { readFile } from 'node:fs/promises';
import { failure } from '../../protocol/failures/index.ts';
import type { ImageSource } from './image.ts';

/** An image file in memory, with the name that messages use. */
export interface ImageFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Reads the whole file. Throws `image-not-found`, or `image-unreadable` for a folder, an empty file, one without
 * permission, or one too large for memory.
 */
export async function readImage(source: ImageSource): Promise<ImageFile> {
  const file = typeof source === 'string' ? { name: source, bytes: await readBytes(source) } : source;
  if (file.bytes.length === 0) throw failure('image-unreadable', { name: file.name, problem: 'it is empty' });
  return file;
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    const { buffer, byteOffset, length } = await readFile(path);
    return new Uint8Array(buffer, byteOffset, length);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') throw failure('image-not-found', { path }, error);
    throw failure('image-unreadable', { name: path, problem: readProblems[code] ?? code }, error);
  }
}

const readProblems: Readonly<Record<string, string>> = {
  EISDIR: 'it is a folder',
  EACCES: 'reading it is not permitted',
  EPERM: 'reading it is not permitted',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GiB',
};
