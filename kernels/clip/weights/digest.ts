import { createHash, type Hash } from 'node:crypto';
import { open, realpath, stat, type FileHandle } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { failure } from '../../protocol/failures/index.ts';
import { readMemo, writeMemo, type FileState } from './digest-memo.ts';
import { fileFailure } from './source.ts';

/** Where digests of files are remembered, and how to stop. */
export interface DigestOptions {
  /** Folder for remembered digests, made if missing; without it nothing is remembered. */
  readonly memoFolder?: string;
  readonly signal?: AbortSignal;
}

/**
 * 64 hex digits that identify the content of a checkpoint: SHA-256 over the SHA-256 (32 bytes each) of `files`, in
 * their order. A file is read once and then remembered by real path, size, modification time and inode; a blob of a
 * hub cache, whose name is its own SHA-256, is not read at all. Reading goes in pieces of a few milliseconds each.
 * Fails with `cancelled`, `checkpoint-not-found`, `checkpoint-forbidden` or `checkpoint-unreadable`.
 */
export async function digestWeights(files: readonly string[], options: DigestOptions): Promise<string> {
  const whole = createHash('sha256');
  for (const file of files) {
    const path = await realpath(file).catch((cause: unknown) => {
      throw fileFailure(file, cause);
    });
    whole.update(Buffer.from(await digestOfFile(path, options), 'hex'));
  }
  return whole.digest('hex');
}

async function digestOfFile(path: string, { memoFolder, signal }: DigestOptions): Promise<string> {
  stopIfAborted(path, signal);
  const name = basename(path);
  if (basename(dirname(path)) === 'blobs' && /^[0-9a-f]{64}$/.test(name)) return name;
  const before = await stateOf(path);
  const known = memoFolder === undefined ? undefined : await readMemo(memoFolder, before);
  if (known !== undefined) return known;
  const digest = await hashFile(path, signal);
  const after = await stateOf(path);
  if (memoFolder !== undefined && after.mtimeNs === before.mtimeNs && after.size === before.size)
    await writeMemo(memoFolder, before, digest);
  return digest;
}

async function stateOf(path: string): Promise<FileState> {
  const { size, mtimeNs, ino } = await stat(path, { bigint: true }).catch((cause: unknown) => {
    throw fileFailure(path, cause);
  });
  return { path, size: String(size), mtimeNs: String(mtimeNs), inode: String(ino) };
}

// About 1 to 4 ms of SHA-256 between two turns of the event loop.
const pieceLength = 2 << 20;

async function hashFile(path: string, signal: AbortSignal | undefined): Promise<string> {
  try {
    const handle = await open(path, 'r');
    try {
      return (await hashHandle(handle, () => stopIfAborted(path, signal))).digest('hex');
    } finally {
      await handle.close();
    }
  } catch (cause) {
    if (signal?.aborted === true) stopIfAborted(path, signal);
    throw fileFailure(path, cause);
  }
}

/** Reads the next piece while the current one is hashed. */
async function hashHandle(handle: FileHandle, stop: () => void): Promise<Hash> {
  const hash = createHash('sha256');
  let current = Buffer.allocUnsafeSlow(pieceLength);
  let next = Buffer.allocUnsafeSlow(pieceLength);
  let { bytesRead } = await handle.read(current, 0, pieceLength);
  while (bytesRead > 0) {
    stop();
    const reading = handle.read(next, 0, pieceLength);
    hash.update(current.subarray(0, bytesRead));
    ({ bytesRead } = await reading);
    [current, next] = [next, current];
  }
  return hash;
}

function stopIfAborted(path: string, signal: AbortSignal | undefined): void {
  if (signal?.aborted === true)
    throw failure('cancelled', { what: `Identifying ${basename(path)}` }, signal.reason);
}
