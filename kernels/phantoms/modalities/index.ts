import type { Modality, ModalityName } from '../phantom.ts';

/** Every modality by name. */
export const modalities: Readonly<Partial<Record<ModalityName, Modality>>> = {};
