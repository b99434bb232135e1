import type { Modality } from '../../phantom.ts';
import { draw } from './draw.ts';
import { findingNames, sampleFindings } from './findings.ts';
import { describe } from './report.ts';

/** Dermoscopic photograph, about 12 mm of skin. */
export const dermoscopy: Modality = {
  name: 'dermoscopy',
  words: [
    'dermoscopy',
    'dermoscopic image',
    'dermatoscopic photograph of the skin',
    'skin lesion image',
    'epiluminescence microscopy',
  ],
  findings: findingNames,
  sampleFindings,
  draw,
  describe,
};
