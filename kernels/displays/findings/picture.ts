import type { ReadImages } from '../labelled-images/read-images.ts';
import type { TuningRows } from './tuning.ts';

/** Cards of more images are not read. */
export const mostDrawn = 40;

/** What pictures need beside the scores. */
export interface FindingsPicture {
  readonly findings: readonly string[];
  /** Of the images of the cell. */
  readonly names: readonly string[];
  readonly keptApart: ReadonlySet<string>;
  /** `[images, findings]`. */
  readonly labels: readonly (boolean | undefined)[];
  readonly read: ReadImages;
  readonly rows: TuningRows;
  readonly level: number;
  readonly models: number;
}
