import type { Random } from '../../drawing/random.ts';
import type { Finding, Modality } from '../../phantom.ts';
import { drawBreast } from './drawing.ts';
import { extents } from './findings.ts';
import { describeBreast } from './report.ts';
import { clockPositions } from './scan.ts';

/** B-mode image of one place in one breast. */
export const breastUltrasound: Modality = {
  name: 'breast-ultrasound',
  words: ['breast ultrasound', 'breast sonogram', 'ultrasound of the breast', 'sonography of the breast'],
  findings: Object.keys(extents),
  sampleFindings,
  draw: drawBreast,
  describe: describeBreast,
};

/** A third are normal, a sixth have two findings side by side. */
function sampleFindings(random: Random): Finding[] {
  const place = { side: random.pick(['left', 'right'] as const), location: random.pick(clockPositions) };
  const count = random.chance(0.28) ? 0 : random.chance(0.25) ? 2 : 1;
  return random
    .shuffled(Object.keys(extents))
    .slice(0, count)
    .map(name => ({ name, ...place, severity: random.pick(['mild', 'moderate', 'severe'] as const) }));
}
