import type { Random } from './drawing/random.ts';
import type { Textures } from './drawing/texture.ts';

/** The kinds of image that can be drawn. */
export const modalityNames = [
  'chest-xray',
  'mammogram',
  'knee-xray',
  'dental-xray',
  'brain-mri',
  'abdominal-ct',
  'fundus',
  'retinal-oct',
  'dermoscopy',
  'breast-ultrasound',
  'histology',
  'blood-smear',
] as const;

export type ModalityName = (typeof modalityNames)[number];

/** A finding to draw, or drawn. Left and right are the patient's. */
export interface Finding {
  /** One of the modality's `findings`. */
  readonly name: string;
  readonly side?: 'left' | 'right' | 'bilateral';
  /** Where, in the modality's own words: `upper lobe`, `superotemporal`, `frontal lobe`. */
  readonly location?: string;
  readonly severity?: 'mild' | 'moderate' | 'severe';
  /** Largest extent in millimetres. */
  readonly millimetres?: number;
}

/** A finding as it was drawn. */
export interface DrawnFinding extends Finding {
  /** True if it has a place that one can point at (a mass), false if it is spread out (edema). */
  readonly focal: boolean;
  /** 1 where the finding is, `[size, size]`. */
  readonly mask: Uint8Array;
  /** [x, y, width, height] of the mask in pixels. */
  readonly box: readonly [number, number, number, number];
}

/** A drawn image with everything that is true of it. */
export interface Phantom {
  readonly modality: ModalityName;
  readonly seed: number;
  readonly size: number;
  readonly channels: 1 | 3;
  /** 8-bit, interleaved, `size * size * channels`. */
  readonly data: Uint8Array;
  /** Age, sex, view, field strength …: what changes the picture and stands in the report. */
  readonly metadata: Readonly<Record<string, string | number>>;
  readonly findings: readonly DrawnFinding[];
  /** For every finding the modality knows: is it there? */
  readonly labels: Readonly<Record<string, boolean>>;
  /** Independent sentences, in a random order: findings, absences, locations. */
  readonly report: readonly string[];
}

/** What a drawing has at hand. */
export interface Studio {
  readonly size: number;
  readonly random: Random;
  readonly textures: Textures;
}

/** What a modality's `draw` gives; labels, seed and boxes are added for all modalities alike. */
export interface Drawing {
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
  readonly findings: readonly Omit<DrawnFinding, 'box'>[];
  readonly metadata: Readonly<Record<string, string | number>>;
}

/** One kind of image: what can be found in it, how it is drawn, and how it is put into words. */
export interface Modality {
  readonly name: ModalityName;
  /** Names in words, most usual first: `chest X-ray`, `chest radiograph`, … */
  readonly words: readonly string[];
  /** Every finding it can show, by the name used in labels, prompts and `Finding.name`. */
  readonly findings: readonly string[];
  /** Draws a plausible random set of findings: none, one or several, with side, place, size, severity. */
  sampleFindings(random: Random): Finding[];
  /** Fills in what a request leaves open (side, place, severity, size) and draws. */
  draw(studio: Studio, findings: readonly Finding[]): Drawing;
  /**
   * Sentences a radiologist, pathologist or ophthalmologist would write. Each stands alone, wording varies at random
   * (several paraphrases for each statement), absences are named for some findings that are not there.
   */
  describe(drawing: Drawing, random: Random): string[];
}
