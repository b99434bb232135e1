import type { PackedArray } from './packed-array.ts';

/** Which text fits each image: survey Fig. 4. */
export interface ZeroShotData {
  readonly texts: readonly string[];
  readonly images: readonly ZeroShotImage[];
  /** `[images, texts]` cosines. */
  readonly cosine: PackedArray;
  /** `[images, texts]`; rows sum to 1 for `softmax`, each entry is its own for `sigmoid`. */
  readonly probability: PackedArray;
  readonly scoring: 'softmax' | 'sigmoid';
  readonly logitScale: number;
}

export interface ZeroShotImage {
  readonly name: string;
  /** A picture of at most 128 pixels a side as a `data:` URL. */
  readonly thumbnail?: string | undefined;
  /** The text that is known to be true of it. */
  readonly truth?: string | undefined;
}
