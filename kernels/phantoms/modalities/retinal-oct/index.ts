import type { Modality } from '../../phantom.ts';
import { draw } from './draw.ts';
import { findingNames, sampleFindings } from './findings.ts';
import { describe } from './report.ts';

/** Optical coherence tomography of the macula: one horizontal B-scan. In a right eye nasal is on the viewer's right. */
export const retinalOct: Modality = {
  name: 'retinal-oct',
  words: [
    'retinal OCT',
    'optical coherence tomography of the retina',
    'macular OCT B-scan',
    'OCT scan of the eye',
    'spectral-domain OCT',
  ],
  findings: findingNames,
  sampleFindings,
  draw,
  describe,
};
