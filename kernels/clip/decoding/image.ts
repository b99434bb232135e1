/** 8-bit pixels as Pillow would hold them in the named mode, rows top to bottom, channels interleaved. */
export interface DecodedImage {
  readonly mode: 'L' | 'LA' | 'RGB' | 'RGBA' | 'CMYK' | 'P';
  readonly width: number;
  readonly height: number;
  /** `width * height * channels` bytes. */
  readonly data: Uint8Array;
  /** For mode `P`: RGB entries, `[entries, 3]`. */
  readonly palette?: Uint8Array;
  /** For mode `P`: opacity of each entry, where the file gives one. */
  readonly paletteAlpha?: Uint8Array;
  /** For modes `L` and `RGB`: the one colour that the file declares transparent (PNG tRNS). */
  readonly transparentColor?: readonly number[];
}

/** Where an image comes from: a file, or bytes with a name for messages. */
export type ImageSource = string | { readonly name: string; readonly bytes: Uint8Array };

export interface DecodeOptions {
  /** Frame of a multi-frame DICOM image, from 0. Default 0. */
  readonly frame?: number;
  /** `full`: a DICOM image's whole range of stored values is mapped to 8 bits, whatever window it names. Default `window`. */
  readonly dicomRange?: 'window' | 'full';
}
