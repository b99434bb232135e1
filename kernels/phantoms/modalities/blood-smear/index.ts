import type { Modality } from '../../phantom.ts';
import { draw } from './draw.ts';
import { findingNames, sampleFindings } from './findings.ts';
import { describe } from './report.ts';

/** Blood smear under oil immersion, in the tones of the BCCD photographs: a field, or the crop of one cell. */
export const bloodSmear: Modality = {
  name: 'blood-smear',
  words: [
    'blood smear',
    'peripheral blood smear',
    'blood film',
    'microscopy of blood cells',
    'stained blood smear',
  ],
  findings: findingNames,
  sampleFindings,
  draw,
  describe,
};
