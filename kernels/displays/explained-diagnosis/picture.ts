import type { ReadImages } from '../labelled-images/read-images.ts';

/** A page of more is not read, and each has a bar for every descriptor. */
export const mostExplained = 40;

/** What pictures need beside the scores. */
export interface DiagnosisPicture {
  readonly read: ReadImages;
  /** `[images]`. */
  readonly studies: readonly string[];
  /** Whether studies were named by the cell. */
  readonly named: boolean;
  readonly level: number;
  readonly normal: string;
}
