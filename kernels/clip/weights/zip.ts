import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from 'yauzl';
import { Failure, failure } from '../../protocol/failures/index.ts';
import type { Place } from './place.ts';
import { printable } from './printable.ts';
import type { ByteSource } from './source.ts';

/** A zip archive's directory. */
export interface ZipArchive {
  /** Entry names in the order of the directory. */
  readonly names: readonly string[];
  has(name: string): boolean;
  /**
   * Where the bytes of the entry lie in the file: bytes from its start.
   * Fails with `checkpoint-compressed` unless they are stored as they are, `checkpoint-unreadable` if absent or outside.
   */
  place(name: string): Promise<Place>;
}

/**
 * Reads the central directory (ZIP64 too) of the archive in `source`; checksums are not looked at.
 * Fails with `checkpoint-unreadable`, also if two entries share a name, which readers resolve differently.
 */
export async function readZip(source: ByteSource): Promise<ZipArchive> {
  const { path } = source;
  const damaged = (cause: unknown): Error => {
    if (cause instanceof Failure) return cause;
    const problem =
      cause instanceof Error ? printable(cause.message.replace(/\.$/, '')) : 'its zip directory is damaged';
    return failure('checkpoint-unreadable', { path, problem }, cause);
  };
  const tailStart = Math.max(0, source.size - tailLength);
  const reader = new SourceReader(source, tailStart, await source.read(tailStart, source.size - tailStart));
  const entries = new Map<string, Entry>();
  let zip: ZipFile;
  try {
    zip = await fromRandomAccessReaderPromise(reader, source.size, { autoClose: false });
    if (zip.entryCount > mostEntries) throw new Error(`its zip directory lists ${zip.entryCount} entries`);
    for await (const entry of zip.eachEntry()) {
      if (entries.has(entry.fileName))
        throw new Error(`it has two entries called ${printable(entry.fileName)}`);
      entries.set(entry.fileName, entry);
    }
  } catch (cause) {
    throw damaged(cause);
  }
  return {
    names: [...entries.keys()],
    has: name => entries.has(name),
    place: async name => {
      const entry = entries.get(name);
      if (entry === undefined)
        throw failure('checkpoint-unreadable', { path, problem: `its part ${printable(name)} is missing` });
      if (entry.isEncrypted()) throw failure('checkpoint-unsupported', { path, feature: 'zip encryption' });
      if (entry.compressionMethod !== 0)
        throw failure('checkpoint-compressed', { path, what: `its part ${printable(name)}` });
      const byteLength = entry.uncompressedSize;
      const offset = await zip.readLocalFileHeaderPromise(entry, { minimal: true }).then(
        header => header.fileDataStart,
        (cause: unknown) => {
          throw damaged(cause);
        },
      );
      if (byteLength !== entry.compressedSize || offset + byteLength > source.size)
        throw failure('checkpoint-unreadable', {
          path,
          problem: `its part ${printable(name)} reaches beyond its end`,
        });
      return { offset, byteLength };
    },
  };
}

// The directory of a checkpoint with 1,000 tensors takes about 100 KB.
const tailLength = 1 << 20;

// A ViT-L/14 training checkpoint with optimizer has about 1,800.
const mostEntries = 50_000;

/** yauzl's view of a source: the tail, where the directory lies, is read once. */
class SourceReader extends RandomAccessReader {
  readonly #source: ByteSource;
  readonly #tailStart: number;
  readonly #tail: Buffer;

  constructor(source: ByteSource, tailStart: number, tail: Buffer) {
    super();
    this.#source = source;
    this.#tailStart = tailStart;
    this.#tail = tail;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    if (position >= this.#tailStart && position + length <= this.#source.size) {
      const start = position - this.#tailStart;
      this.#tail.copy(buffer, offset, start, start + length);
      process.nextTick(callback, null);
      return;
    }
    this.#source.readInto(buffer.subarray(offset, offset + length), position).then(
      () => process.nextTick(callback, null),
      (error: unknown) => process.nextTick(callback, error),
    );
  }

  override close(callback: (error: Error | null) => void): void {
    callback(null);
  }
}
