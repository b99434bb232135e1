import type { Random } from '../../drawing/random.ts';
import type { Finding } from '../../phantom.ts';

/** Whose knee, and how it was taken. */
export interface Patient {
  readonly side: 'left' | 'right';
  readonly view: 'frontal' | 'lateral';
  /** Years. */
  readonly age: number;
  readonly sex: 'female' | 'male';
}

/** Chooses side, view, age and sex that go with the findings. @throws RangeError if the findings name different sides. */
export function choosePatient(random: Random, findings: readonly Finding[]): Patient {
  const [anySide, anyView, anySex, years] = [
    random.chance(0.5),
    random.chance(0.62),
    random.chance(0.5),
    random.uniform(),
  ];
  const sides = new Set(findings.map(finding => finding.side).filter(side => side !== undefined));
  if (sides.size > 1 || sides.has('bilateral'))
    throw new RangeError('knee-xray shows one knee: give all findings the same side, left or right');
  const [named] = sides;
  const has = (name: string): boolean => findings.some(finding => finding.name === name);
  const compartment = findings.find(finding => finding.name === 'osteoarthritis')?.location;
  const frontal =
    compartment === 'patellofemoral compartment'
      ? false
      : compartment !== undefined || (!has('joint effusion') && (has('osteoarthritis') || anyView));
  const worn = has('osteoarthritis') || has('knee replacement');
  const young = has('osteochondroma') || (has('bone lesion') && years < 0.6);
  const age = worn
    ? 50 + Math.floor(38 * years)
    : young
      ? 9 + Math.floor(25 * years)
      : years < 0.2
        ? 6 + Math.floor(45 * years)
        : 18 + Math.floor(80 * (years - 0.2));
  return {
    side: named === 'left' || named === 'right' ? named : anySide ? 'left' : 'right',
    view: frontal ? 'frontal' : 'lateral',
    age,
    sex: anySex ? 'female' : 'male',
  };
}

/** Growth plates are open. */
export function isChild({ age }: Pick<Patient, 'age'>): boolean {
  return age < 16;
}
