/** What a PNG's header says about its pixels; Pillow derives its mode from these two alone. */
export interface PngHeader {
  /** 0 gray, 2 RGB, 3 palette, 4 gray + alpha, 6 RGBA. */
  readonly colorType: number;
  /** 1, 2, 4, 8 or 16. */
  readonly bitDepth: number;
  /** The colour that is transparent, one or three samples (§11.3.2.1). */
  readonly transparentColor?: readonly number[];
}

/** The header of a PNG (ISO/IEC 15948 §11.2.1), or undefined if the bytes are no PNG. */
export function pngHeader(bytes: Uint8Array): PngHeader | undefined {
  if (bytes.length < 26 || signature.some((value, index) => bytes[index] !== value)) return undefined;
  const header = { bitDepth: bytes[24]!, colorType: bytes[25]! };
  const transparentColor = header.colorType === 0 || header.colorType === 2 ? transparency(bytes) : undefined;
  return transparentColor ? { ...header, transparentColor } : header;
}

function transparency(bytes: Uint8Array): number[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 12 <= bytes.length; at += 12 + view.getUint32(at)) {
    const type = view.getUint32(at + 4);
    if (type === 0x49444154) return undefined;
    if (type !== 0x74524e53) continue;
    const samples = view.getUint32(at) / 2;
    if (samples > 3 || at + 8 + samples * 2 > bytes.length) return undefined;
    return Array.from({ length: samples }, (_, index) => view.getUint16(at + 8 + index * 2));
  }
  return undefined;
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
