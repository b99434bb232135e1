import type { FailureCode } from '../../protocol/failures/index.ts';
import type { ImageSource } from '../decoding/image.ts';
import type { Preset } from './preset.ts';

/** What a worker is asked for; it answers each request once, in order. */
export interface ImageRequest {
  readonly source: ImageSource;
  readonly preset: Preset;
}

/** An image ready for an encoder. */
export interface LoadedImage {
  /** float32 `[3, preset.height, preset.width]`. */
  readonly pixels: Float32Array<ArrayBuffer>;
  /** Pixels of the decoded image, turned upright. */
  readonly original: { readonly width: number; readonly height: number };
}

export type ImageResponse =
  | { readonly outcome: 'loaded'; readonly image: LoadedImage }
  | {
      readonly outcome: 'failed';
      readonly code: FailureCode;
      readonly message: string;
      readonly details: Readonly<Record<string, unknown>>;
      readonly cause: string | undefined;
    }
  /** A fault of the program itself, not of the image. */
  | { readonly outcome: 'broken'; readonly message: string; readonly stack: string | undefined };
