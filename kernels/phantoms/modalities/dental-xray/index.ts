import type { Random } from '../../drawing/random.ts';
import type { Finding, Modality } from '../../phantom.ts';
import { drawDental } from './drawing.ts';
import { toothFindings } from './findings.ts';
import { describeDental } from './report.ts';

/** Teeth and jaws: panoramic, bitewing or periapical. */
export const dentalXray: Modality = {
  name: 'dental-xray',
  words: ['dental X-ray', 'dental radiograph', 'radiograph of the teeth', 'X-ray of the teeth and jaws'],
  findings: toothFindings,
  sampleFindings,
  draw: drawDental,
  describe: describeDental,
};

/** A fifth are normal; most others have one finding, some two or three at different teeth. */
function sampleFindings(random: Random): Finding[] {
  const count = random.chance(0.22) ? 0 : random.chance(0.6) ? 1 : random.chance(0.7) ? 2 : 3;
  return random
    .shuffled(toothFindings)
    .slice(0, count)
    .map(name => ({ name, severity: random.pick(['mild', 'moderate', 'severe'] as const) }));
}
