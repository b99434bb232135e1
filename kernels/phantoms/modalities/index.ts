import type { Modality, ModalityName } from '../phantom.ts';

/** Every modality by name. */
export const modalities: Readonly<Record<ModalityName, Modality>> = {};
