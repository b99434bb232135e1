import { crc32 } from './crc32.ts';

/**
 * A shard is two files. `<id>.f32` holds rows of `dim` float32, row after row, nothing else. `<id>.index` holds one
 * record of 40 bytes for each row, in the same order: SHA-256 of the content (32 bytes), CRC-32 of digest and row,
 * CRC-32 of the 36 bytes before it. Fixed sizes let a reader step over a damaged record to the next one.
 */
export const recordBytes = 40;

export interface IndexRecord {
  /** 64 hex digits. */
  readonly digest: string;
  /** Row number in the shard. */
  readonly row: number;
  /** CRC-32 of the digest's 32 bytes followed by the row's bytes. */
  readonly checksum: number;
}

/** Index bytes for `rows` `[n, dim]` (as bytes) stored under `digests` `[n]`. */
export function encodeRecords(digests: readonly string[], rows: Uint8Array): Uint8Array {
  const records = Buffer.alloc(recordBytes * digests.length);
  const rowBytes = rows.length / digests.length;
  digests.forEach((digest, at) => {
    const record = records.subarray(recordBytes * at, recordBytes * (at + 1));
    record.write(digest, 0, 'hex');
    const row = rows.subarray(rowBytes * at, rowBytes * (at + 1));
    record.writeUInt32LE(rowChecksum(record.subarray(0, 32), row), 32);
    record.writeUInt32LE(crc32(record.subarray(0, 36)), 36);
  });
  return records;
}

/**
 * The whole, undamaged records in `bytes`, the part of an index that starts at row `firstRow`.
 * A record whose own checksum is wrong is left out, and so is a last one cut short.
 */
export function decodeRecords(bytes: Uint8Array, firstRow: number): IndexRecord[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found: IndexRecord[] = [];
  for (let at = 0, row = firstRow; at + recordBytes <= buffer.length; at += recordBytes, row++) {
    if (buffer.readUInt32LE(at + 36) !== crc32(buffer.subarray(at, at + 36))) continue;
    found.push({
      digest: buffer.toString('hex', at, at + 32),
      row,
      checksum: buffer.readUInt32LE(at + 32),
    });
  }
  return found;
}

/** True if `row` (as bytes) is what was stored under the record. */
export function rowIsWhole({ digest, checksum }: IndexRecord, row: Uint8Array): boolean {
  return rowChecksum(Buffer.from(digest, 'hex'), row) === checksum;
}

function rowChecksum(digest: Uint8Array, row: Uint8Array): number {
  return crc32(row, crc32(digest));
}
