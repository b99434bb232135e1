import type { Modality, ModalityName } from '../phantom.ts';
import { bloodSmear } from './blood-smear/index.ts';

/** Every modality by name. */
export const modalities: Readonly<Partial<Record<ModalityName, Modality>>> = {
  'blood-smear': bloodSmear,
};
