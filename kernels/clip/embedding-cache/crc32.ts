/**
 * CRC-32 of `bytes` (polynomial 0xEDB88320 reflected, as in zlib and PNG), an unsigned 32-bit number.
 * `previous` continues an earlier call: `crc32(b, crc32(a))` equals `crc32(a ‖ b)`.
 * Node has `zlib.crc32` only from 20.15; this version takes four bytes a step (slicing-by-4).
 */
export function crc32(bytes: Uint8Array, previous = 0): number {
  const [t0, t1, t2, t3] = tables;
  const end = bytes.length - (bytes.length % 4);
  let crc = ~previous;
  let at = 0;
  for (; at < end; at += 4) {
    crc ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    crc = t3[crc & 255]! ^ t2[(crc >>> 8) & 255]! ^ t1[(crc >>> 16) & 255]! ^ t0[crc >>> 24]!;
  }
  for (; at < bytes.length; at++) crc = t0[(crc ^ bytes[at]!) & 255]! ^ (crc >>> 8);
  return ~crc >>> 0;
}

const tables = makeTables();

function makeTables(): readonly [Int32Array, Int32Array, Int32Array, Int32Array] {
  const t0 = Int32Array.from({ length: 256 }, (_, byte) => {
    let crc = byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
    return crc;
  });
  const next = (table: Int32Array): Int32Array => table.map(crc => t0[crc & 255]! ^ (crc >>> 8));
  const t1 = next(t0);
  const t2 = next(t1);
  return [t0, t1, t2, next(t2)];
}
