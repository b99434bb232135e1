import type { Random } from '../../drawing/random.ts';
import type { Finding } from '../../phantom.ts';

export const findingNames = [
  'melanoma',
  'nevus',
  'seborrheic keratosis',
  'basal cell carcinoma',
  'hemangioma',
  'actinic keratosis',
] as const;

/** Width of the picture on the skin. */
export const millimetresWide = 12;

/** Smallest and largest usual extent in millimetres. */
const extents: Readonly<Record<string, readonly [number, number]>> = {
  melanoma: [6, 10],
  nevus: [3.5, 7.5],
  'seborrheic keratosis': [5, 9.5],
  'basal cell carcinoma': [5, 9],
  hemangioma: [3, 6.5],
  'actinic keratosis': [5.5, 9.5],
};

const severities = ['mild', 'moderate', 'severe'] as const;

export function sampleFindings(random: Random): Finding[] {
  if (random.chance(0.08)) return [];
  const first = random.pick([...findingNames, 'melanoma', 'nevus']);
  const names = [first];
  if (random.chance(0.08)) {
    const second = random.pick(findingNames);
    if (second !== first) names.push(second);
  }
  return names.map(name => ({ name, severity: random.pick(severities) }));
}

/** One finding a name, with severity, extent and site. */
export function completeFindings(random: Random, findings: readonly Finding[], site: string): Finding[] {
  const wanted = [...new Map(findings.map(finding => [finding.name, finding])).values()];
  return wanted.map(({ name, severity, millimetres }) => {
    const [low, high] = extents[name]!;
    const most = wanted.length > 1 ? 5 : 10.5;
    const extent = Math.min(most, Math.max(2, millimetres ?? random.between(low, high)));
    return {
      name,
      severity: severity ?? random.pick(severities),
      millimetres: Number(extent.toFixed(1)),
      location: site,
    };
  });
}
