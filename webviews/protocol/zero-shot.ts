import type { PackedArray } from './packed-array.ts';

/** Which text fits each image: survey Fig. 4. */
export interface ZeroShotData {
  readonly texts: readonly string[];
  /** Those that are drawn; `cosine` and `probability` have a row for each. */
  readonly images: readonly ZeroShotImage[];
  /** Images that were scored; more than are drawn if the picture was cut. */
  readonly total: number;
  /** Images that could not be read, and why. */
  readonly unreadable: readonly { readonly name: string; readonly problem: string }[];
  /** Share of all scored images of known truth whose best text is the true one. */
  readonly accuracy?: number | undefined;
  /** Sentences that a reader must not miss, such as that an ensemble scores below its best template. */
  readonly cautions?: readonly string[] | undefined;
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
