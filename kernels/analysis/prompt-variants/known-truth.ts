import type { Labelling } from './decisions.ts';

/** What is known of the images. */
export interface KnownTruth {
  /** Images whose truth is known. */
  readonly rows: readonly number[];
  /** `[images, classes]`, 1 for what is there; rows of other images are not read. */
  readonly mask: Uint8Array;
  readonly classes: number;
  /** `one`: each of these images has exactly one class. */
  readonly labelling: Labelling;
}
