import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

/** Content digest of an image's bytes: SHA-256, 64 lower-case hex digits. */
export function digestBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Content digest of a prompt: SHA-256 of its token ids as little-endian int32, 64 lower-case hex digits. */
export function digestIds(ids: readonly number[]): string {
  const bytes = Buffer.alloc(4 * ids.length);
  ids.forEach((id, at) => bytes.writeInt32LE(id, 4 * at));
  return digestBytes(bytes);
}

/** `digestBytes` of a file, read as a stream. Throws the file system's own error if it cannot be read. */
export async function digestFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}
