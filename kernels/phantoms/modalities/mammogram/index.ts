import type { Random } from '../../drawing/random.ts';
import type { Drawing, Finding, Modality, Studio } from '../../phantom.ts';
import { developMammogram, drawBreast } from './anatomy.ts';
import { sampleBreast } from './breast.ts';
import { createCanvas } from './canvas.ts';
import { drawFinding, mammogramFindings, quadrants } from './findings.ts';
import { describeMammogram } from './report.ts';

/**
 * Mammograms of one breast, craniocaudal or mediolateral oblique. The chest wall is at the viewer's right for the right breast and
 * at the viewer's left for the left breast, as films are hung back to back. All findings lie in the one breast shown: the first
 * finding's side decides which.
 */
export const mammogram: Modality = {
  name: 'mammogram',
  words: ['mammogram', 'mammography', 'breast X-ray', 'mammographic image', 'digital mammogram'],
  findings: mammogramFindings,
  sampleFindings,
  draw: drawMammogram,
  describe: describeMammogram,
};

const severities = ['mild', 'moderate', 'severe'] as const;

function sampleFindings(random: Random): Finding[] {
  if (random.chance(0.28)) return [];
  const count = random.chance(0.7) ? 1 : 2;
  return random
    .shuffled(mammogramFindings)
    .slice(0, count)
    .map(name => ({ name }));
}

function drawMammogram({ size, random, textures }: Studio, wanted: readonly Finding[]): Drawing {
  const asked = wanted.find(finding => finding.side === 'left' || finding.side === 'right')?.side;
  const chance = random.fork('side').chance(0.5) ? 'left' : 'right';
  const side = asked === 'left' || asked === 'right' ? asked : chance;
  const breast = sampleBreast(random.fork('breast'), side);
  const canvas = createCanvas(size, breast, random, textures);
  drawBreast(canvas);
  const findings = wanted.map((finding, index) => {
    const stream = random.fork(`${finding.name} ${index}`);
    return drawFinding(canvas, complete(finding, side, stream), stream.fork('place'));
  });
  return {
    channels: 1,
    data: developMammogram(canvas),
    findings,
    metadata: { view: breast.view, side, density: breast.density, age: breast.age, sex: 'female' },
  };
}

/** Fills in what a request leaves open. */
function complete(finding: Finding, side: 'left' | 'right', random: Random): Finding {
  const { name } = finding;
  const severity = finding.severity ?? random.pick(severities);
  const location = finding.location ?? random.pick(quadrants);
  const size = severities.indexOf(severity) * 4 + random.between(12, 22);
  if (name === 'skin thickening') return { name, side, severity };
  if (name === 'mass')
    return { name, side, location, severity, millimetres: finding.millimetres ?? Math.round(size) };
  return { name, side, location, severity };
}
