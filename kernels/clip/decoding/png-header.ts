/** What a PNG's header says about its pixels; Pillow derives its mode from these two alone. */
export interface PngHeader {
  /** 0 gray, 2 RGB, 3 palette, 4 gray + alpha, 6 RGBA. */
  readonly colorType: number;
  /** 1, 2, 4, 8 or 16. */
  readonly bitDepth: number;
}

/** The header of a PNG (ISO/IEC 15948 §11.2.1), or undefined if the bytes are no PNG. */
export function pngHeader(bytes: Uint8Array): PngHeader | undefined {
  if (bytes.length < 26 || signature.some((value, index) => bytes[index] !== value)) return undefined;
  return { bitDepth: bytes[24]!, colorType: bytes[25]! };
}

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
