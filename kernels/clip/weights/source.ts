import { open, stat, type FileHandle } from 'node:fs/promises';
import { failure } from '../../protocol/failures/index.ts';

/** A file opened for reading: no read ever leaves `0 … size`. */
export interface ByteSource {
  /** Absolute real path. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Reads exactly `length` bytes at `offset` into memory of their own (aligned); a range outside the file is the failure `checkpoint-unreadable`. */
  read(offset: number, length: number): Promise<Buffer<ArrayBuffer>>;
  /** The same, into `target`, all of which is filled. */
  readInto(target: Uint8Array, offset: number): Promise<void>;
}

/**
 * Opens the file at `path`, hands it to `use` and closes it.
 * Fails with `checkpoint-not-found`, `checkpoint-forbidden`, `checkpoint-is-folder`, `checkpoint-format-unknown`
 * (no regular file) or `checkpoint-unreadable`.
 */
export async function withSource<T>(path: string, use: (source: ByteSource) => Promise<T>): Promise<T> {
  const found = await stat(path).catch((cause: unknown) => {
    throw fileFailure(path, cause);
  });
  if (found.isDirectory()) throw failure('checkpoint-is-folder', { path });
  // Opening a pipe would wait for its writer.
  if (!found.isFile()) throw failure('checkpoint-format-unknown', { path, found: 'no regular file' });
  const handle = await open(path, 'r').catch((cause: unknown) => {
    throw fileFailure(path, cause);
  });
  try {
    const status = await handle.stat();
    return await use(sourceOf(path, status.size, handle));
  } finally {
    await handle.close();
  }
}

/** The failure that tells the user what an error of the file system means for a checkpoint. */
export function fileFailure(path: string, cause: unknown): Error {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') return failure('checkpoint-not-found', { path }, cause);
  if (code === 'EACCES' || code === 'EPERM') return failure('checkpoint-forbidden', { path }, cause);
  if (code === 'EISDIR') return failure('checkpoint-is-folder', { path }, cause);
  const problem = code === 'ELOOP' ? 'its symbolic links form a circle' : `reading failed (${String(code)})`;
  return failure('checkpoint-unreadable', { path, problem }, cause);
}

// One fs.read takes at most 2 GiB - 1.
const longestRead = 2 ** 30;

function sourceOf(path: string, size: number, handle: FileHandle): ByteSource {
  const readInto = async (target: Uint8Array, offset: number): Promise<void> => {
    if (!Number.isSafeInteger(offset) || offset < 0 || offset + target.byteLength > size)
      throw failure('checkpoint-unreadable', {
        path,
        problem: `it refers to bytes ${offset} to ${offset + target.byteLength}, but has only ${size}`,
      });
    for (let done = 0; done < target.byteLength;) {
      const length = Math.min(target.byteLength - done, longestRead);
      const { bytesRead } = await handle.read(target, done, length, offset + done).catch((cause: unknown) => {
        throw fileFailure(path, cause);
      });
      if (bytesRead === 0)
        throw failure('checkpoint-unreadable', { path, problem: 'it became shorter while it was read' });
      done += bytesRead;
    }
  };
  return {
    path,
    size,
    readInto,
    read: async (offset, length) => {
      // Checked before the allocation, so that a false length asks for no memory.
      if (!Number.isSafeInteger(length) || length < 0 || length > size)
        throw failure('checkpoint-unreadable', {
          path,
          problem: `it refers to ${length} bytes, but has only ${size}`,
        });
      const target = Buffer.allocUnsafeSlow(length);
      await readInto(target, offset);
      return target;
    },
  };
}
