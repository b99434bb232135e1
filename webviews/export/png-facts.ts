/** What a PNG says of itself. */
export interface PngFacts {
  readonly pixelsPerMeter: number;
  /** By keyword, 1 to 79 letters of ASCII. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Signature, and the header chunk that comes first. */
const headerEnd = 8 + 25;

/** The PNG with its resolution (`pHYs`) and texts (`iTXt`, UTF-8) after its header: PNG, third edition, §11.3. */
export function withFacts(png: Uint8Array, { pixelsPerMeter, texts }: PngFacts): Uint8Array<ArrayBuffer> {
  const size = new DataView(new ArrayBuffer(9));
  size.setUint32(0, pixelsPerMeter);
  size.setUint32(4, pixelsPerMeter);
  size.setUint8(8, 1);
  const utf8 = new TextEncoder();
  const chunks = [
    chunk('pHYs', new Uint8Array(size.buffer)),
    // Keyword, then: not compressed, no language, no translated keyword.
    ...Object.entries(texts).map(([keyword, text]) =>
      chunk('iTXt', utf8.encode(`${keyword}\0\0\0\0\0${text}`)),
    ),
  ];
  const length = chunks.reduce((sum, each) => sum + each.length, png.length);
  const whole = new Uint8Array(length);
  whole.set(png.subarray(0, headerEnd));
  let at = headerEnd;
  for (const each of chunks) {
    whole.set(each, at);
    at += each.length;
  }
  whole.set(png.subarray(headerEnd), at);
  return whole;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}

/** CRC-32 of ISO 3309, bit by bit: the texts are short. */
function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
