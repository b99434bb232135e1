import type { Modality, ModalityName } from '../phantom.ts';
import { dermoscopy } from './dermoscopy/index.ts';
import { retinalOct } from './retinal-oct/index.ts';
import { fundus } from './fundus/index.ts';
import { brainMri } from './brain-mri/index.ts';
import { histology } from './histology/index.ts';
import { abdominalCt } from './abdominal-ct/index.ts';
import { bloodSmear } from './blood-smear/index.ts';
import { chestXray } from './chest-xray/index.ts';
import { mammogram } from './mammogram/index.ts';
import { kneeXray } from './knee-xray/index.ts';
import { breastUltrasound } from './breast-ultrasound/index.ts';
import { dentalXray } from './dental-xray/index.ts';

/** Every modality by name. */
export const modalities: Readonly<Partial<Record<ModalityName, Modality>>> = {
  'blood-smear': bloodSmear,
  'brain-mri': brainMri,
  'abdominal-ct': abdominalCt,
  histology,
  'chest-xray': chestXray,
  mammogram,
  'knee-xray': kneeXray,
  'breast-ultrasound': breastUltrasound,
  fundus,
  'retinal-oct': retinalOct,
  'dental-xray': dentalXray,
  dermoscopy,
};
