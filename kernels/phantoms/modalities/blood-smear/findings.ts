import type { Random } from '../../drawing/random.ts';
import type { Finding } from '../../phantom.ts';
import { whiteCellTypes, type WhiteCellType } from './white-cells.ts';

export const findingNames = [
  'white blood cell',
  'neutrophil',
  'lymphocyte',
  'eosinophil',
  'monocyte',
  'platelets',
  'malaria parasites',
  'sickle cells',
  'blasts',
  'anemia',
] as const;

/** Places in the picture, as they are named in reports. */
export const places = [
  'upper left',
  'upper',
  'upper right',
  'left',
  'central',
  'right',
  'lower left',
  'lower',
  'lower right',
] as const;

const severities = ['mild', 'moderate', 'severe'] as const;

export function sampleFindings(random: Random): Finding[] {
  const wanted: Finding[] = [];
  const severity = (): 'mild' | 'moderate' | 'severe' => random.pick(severities);
  if (random.chance(0.09)) wanted.push({ name: 'blasts', severity: severity() });
  if (random.chance(0.62)) {
    const first = random.pick(['neutrophil', 'neutrophil', 'lymphocyte', 'eosinophil', 'monocyte'] as const);
    wanted.push({ name: first });
    if (random.chance(0.12)) {
      const second = random.pick(['neutrophil', 'lymphocyte', 'eosinophil', 'monocyte'] as const);
      if (second !== first) wanted.push({ name: second });
    }
  }
  if (random.chance(0.3)) wanted.push({ name: 'platelets', severity: severity() });
  if (random.chance(0.1)) wanted.push({ name: 'malaria parasites', severity: severity() });
  if (random.chance(0.1)) wanted.push({ name: 'sickle cells', severity: severity() });
  if (random.chance(0.1)) wanted.push({ name: 'anemia', severity: severity() });
  return wanted;
}

/** One finding a name; a white blood cell of no named type gets one, and any type is a white blood cell. */
export function completeFindings(random: Random, findings: readonly Finding[]): Finding[] {
  const wanted = new Map(findings.map(finding => [finding.name, finding]));
  const general = wanted.get('white blood cell');
  const types = whiteCellTypes.filter(type => wanted.has(type));
  if (general && types.length === 0) {
    const type = random.pick([
      'neutrophil',
      'neutrophil',
      'neutrophil',
      'lymphocyte',
      'monocyte',
      'eosinophil',
    ]);
    wanted.set(type, { ...general, name: type });
  }
  wanted.delete('white blood cell');
  return [...wanted.values()].map(finding => {
    if (isWhiteCellType(finding.name) && finding.name !== 'blasts') return finding;
    return { ...finding, severity: finding.severity ?? random.pick(severities) };
  });
}

export function isWhiteCellType(name: string): name is WhiteCellType {
  return whiteCellTypes.some(type => type === name);
}
