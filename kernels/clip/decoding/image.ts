/** 8-bit pixels as Pillow would hold them in the named mode, rows top to bottom, channels interleaved. */
export interface DecodedImage {
  readonly mode: 'L' | 'LA' | 'RGB' | 'RGBA' | 'CMYK' | 'P';
  readonly width: number;
  readonly height: number;
  /** `width * height * channels` bytes. */
  readonly data: Uint8Array;
  /** For mode `P`: RGB or RGBA palette entries. */
  readonly palette?: Uint8Array;
}

/** Where an image comes from: a file, or bytes with a name for messages. */
export type ImageSource = string | { readonly name: string; readonly bytes: Uint8Array };
