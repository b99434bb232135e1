import type { Random } from '../../drawing/random.ts';
import type { Finding } from '../../phantom.ts';
import { quadrants } from './eye.ts';

export const findingNames = [
  'diabetic retinopathy',
  'hemorrhage',
  'hard exudates',
  'drusen',
  'glaucoma',
  'papilledema',
  'myopic crescent',
  'retinal detachment',
  'laser scars',
] as const;

const severities = ['mild', 'moderate', 'severe'] as const;
const ofTheDisc: readonly string[] = ['glaucoma', 'papilledema', 'myopic crescent'];
const focalElsewhere: readonly string[] = ['hemorrhage', 'hard exudates', 'retinal detachment'];

export function sampleFindings(random: Random): Finding[] {
  if (random.chance(0.22)) return [];
  const first = random.pick([...findingNames, 'diabetic retinopathy', 'glaucoma', 'drusen']);
  const names = [first];
  if (random.chance(0.3)) {
    const second = random.pick(findingNames);
    const clash = first === second || (ofTheDisc.includes(first) && ofTheDisc.includes(second));
    if (!clash) names.push(second);
  }
  return names.map(name => ({ name, severity: random.pick(severities) }));
}

/** One finding a name, with severity and place; retinopathy beyond mild has haemorrhages and hard exudates by definition. */
export function completeFindings(
  random: Random,
  findings: readonly Finding[],
  side: 'left' | 'right',
): Finding[] {
  const wanted = new Map(findings.map(finding => [finding.name, finding]));
  const complete: Finding[] = [...wanted.values()].map(finding => {
    const place = random.pick(
      finding.name === 'hard exudates' ? [...quadrants, 'macular', 'macular'] : quadrants,
    );
    const location = focalElsewhere.includes(finding.name)
      ? (finding.location ?? place)
      : ofTheDisc.includes(finding.name)
        ? 'optic disc'
        : finding.name === 'drusen'
          ? 'macular'
          : undefined;
    if (location !== undefined && ![...quadrants, 'macular', 'optic disc'].some(known => known === location))
      throw new RangeError(
        `fundus knows no place "${location}"; it knows ${quadrants.join(', ')}, macular, optic disc`,
      );
    const severity = finding.severity ?? random.pick(severities);
    return { name: finding.name, side, severity, ...(location === undefined ? {} : { location }) };
  });
  const retinopathy = complete.find(finding => finding.name === 'diabetic retinopathy');
  if (retinopathy && retinopathy.severity !== 'mild') {
    for (const name of ['hemorrhage', 'hard exudates'])
      if (!wanted.has(name)) complete.push({ name, side, severity: retinopathy.severity! });
  }
  return complete;
}
