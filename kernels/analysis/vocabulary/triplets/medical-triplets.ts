import { lateralityTriplets } from './laterality.ts';
import { negationTriplets } from './negation.ts';
import { severityTriplets } from './severity.ts';
import { synonymTriplets } from './synonym.ts';
import type { MedicalTriplet } from './triplet.ts';

/**
 * Triplets that ask whether a text encoder reads medicine or only words: at least forty of each kind, over radiology, pathology, eyes,
 * skin, teeth and blood. Written for this project, by hand, from general knowledge.
 */
export const medicalTriplets: readonly MedicalTriplet[] = [
  ...negationTriplets,
  ...synonymTriplets,
  ...severityTriplets,
  ...lateralityTriplets,
];
