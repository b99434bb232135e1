import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/**
 * True if the file's content has the digest the hub names it by: SHA-256 (64 hex digits) for large files, else git's SHA-1 of the
 * blob (40), which is that of `blob <size>\0` and the content. The file is read back, so what is checked is what the disk holds,
 * earlier parts of a resumed download included.
 */
export async function hasDigest(path: string, size: number, etag: string): Promise<boolean> {
  const hash = etag.length === 64 ? createHash('sha256') : createHash('sha1').update(`blob ${size}\0`);
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex') === etag;
}

/** True for the two kinds of digest the hub uses. */
export function isDigest(etag: string | undefined): etag is string {
  return etag !== undefined && /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(etag);
}
