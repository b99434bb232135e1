import type { Modality } from '../../phantom.ts';
import { draw } from './draw.ts';
import { findingNames, sampleFindings } from './findings.ts';
import { describe } from './report.ts';

/** Colour photograph of the fundus, 45°. In a right eye the optic disc lies on the viewer's right of the macula. */
export const fundus: Modality = {
  name: 'fundus',
  words: [
    'fundus photograph',
    'retinal fundus image',
    'colour fundus photography',
    'retinal photograph',
    'ophthalmoscopic image',
  ],
  findings: findingNames,
  sampleFindings,
  draw,
  describe,
};
