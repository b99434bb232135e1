import type { Modality, ModalityName } from '../phantom.ts';
import { brainMri } from './brain-mri/index.ts';
import { bloodSmear } from './blood-smear/index.ts';
import { kneeXray } from './knee-xray/index.ts';

/** Every modality by name. */
export const modalities: Readonly<Partial<Record<ModalityName, Modality>>> = {
  'blood-smear': bloodSmear,
  'brain-mri': brainMri,
  'knee-xray': kneeXray,
};
