import type { Random } from '../../drawing/random.ts';
import type { Finding } from '../../phantom.ts';
import type { Change, View } from './chest.ts';

/** Every finding a chest X-ray can show. */
export const chestFindings = [
  'pneumothorax',
  'pleural effusion',
  'consolidation',
  'mass',
  'nodule',
  'cardiomegaly',
  'edema',
  'atelectasis',
  'emphysema',
  'rib fracture',
  'support devices',
] as const;

export type ChestFinding = (typeof chestFindings)[number];

/** Devices a film can show, as `location` of the finding `support devices`. */
export const deviceNames = [
  'endotracheal tube',
  'central line',
  'pacemaker',
  'sternal wires',
  'chest tube',
] as const;

const zones = ['upper zone', 'mid zone', 'lower zone'] as const;
const lateralPlaces = ['retrosternal', 'retrocardiac', 'posterior'] as const;
/** Findings a lateral view shows well. */
const lateralFindings = new Set([
  'pleural effusion',
  'consolidation',
  'mass',
  'nodule',
  'cardiomegaly',
  'emphysema',
]);
const severities = ['mild', 'moderate', 'severe'] as const;

/** The first is left out where both would be drawn: one hides the other or they contradict each other. */
const clashes: readonly (readonly [ChestFinding, ChestFinding])[] = [
  ['nodule', 'mass'],
  ['edema', 'emphysema'],
  ['pneumothorax', 'emphysema'],
  ['cardiomegaly', 'emphysema'],
];

/** A plausible set: a third normal, otherwise one to three; about one in eight seen from the side. */
export function sampleChestFindings(random: Random): Finding[] {
  if (random.chance(0.3)) return [];
  if (random.chance(0.1)) {
    const name = random.pick(['pleural effusion', 'consolidation', 'mass', 'nodule'] as const);
    return [{ name, location: name === 'pleural effusion' ? 'posterior' : random.pick(lateralPlaces) }];
  }
  const count = random.chance(0.5) ? 1 : random.chance(0.65) ? 2 : 3;
  return random
    .shuffled(chestFindings)
    .slice(0, count)
    .filter((name, _index, all) => !clashes.some(([a, b]) => name === a && all.includes(b)))
    .map(name => ({ name }));
}

/** Lateral if a place asks for it, or at times if nothing asks for a frontal view. */
export function chooseView(random: Random, findings: readonly Finding[]): View {
  if (
    findings.length > 0 &&
    findings.every(finding => isLateralPlace(finding.location) && lateralFindings.has(finding.name))
  )
    return 'lateral';
  const free = findings.every(finding => finding.name === 'cardiomegaly' || finding.name === 'emphysema');
  if (free && random.fork('lateral').chance(findings.length === 0 ? 0.2 : 0.15)) return 'lateral';
  const sick = findings.some(finding => finding.name === 'support devices' || finding.name === 'edema');
  return random.chance(sick ? 0.6 : 0.35) ? 'AP' : 'PA';
}

/** Fills in side, place, severity and size where the request leaves them open. */
export function completeFinding(finding: Finding, view: View, random: Random): Finding {
  const { name } = finding;
  const severity = finding.severity ?? random.pick(severities);
  const step = severities.indexOf(severity);
  if (view === 'lateral') {
    const location = finding.location ?? random.pick(lateralPlaces);
    if (name === 'cardiomegaly' || name === 'emphysema') return { name, severity };
    if (name === 'mass')
      return { name, location, severity, millimetres: finding.millimetres ?? 35 + 15 * step };
    if (name === 'nodule')
      return { name, location, severity, millimetres: finding.millimetres ?? 14 + 6 * step };
    return { name, location, severity };
  }
  const either = random.chance(0.5) ? 'left' : 'right';
  const zone = random.pick(zones);
  switch (name) {
    case 'cardiomegaly':
      return { name, severity };
    case 'edema':
    case 'emphysema':
      return { name, severity, side: 'bilateral' };
    case 'pleural effusion':
      return {
        name,
        severity,
        side: finding.side ?? (random.chance(0.2) ? 'bilateral' : either),
        location: 'lower zone',
      };
    case 'pneumothorax':
      return { name, severity, side: oneSide(finding.side) ?? either, location: 'upper zone' };
    case 'consolidation':
      return {
        name,
        severity,
        side: finding.side ?? (random.chance(0.25) ? 'bilateral' : either),
        location: finding.location ?? zone,
      };
    case 'atelectasis':
      return {
        name,
        severity,
        side: oneSide(finding.side) ?? either,
        location: finding.location ?? (random.chance(0.75) ? 'lower zone' : 'upper zone'),
      };
    case 'support devices':
      return device(finding, random, either);
    default: {
      const millimetres =
        finding.millimetres ??
        Math.round(
          name === 'mass'
            ? 32 + 14 * step + random.between(0, 12)
            : name === 'nodule'
              ? 13 + 5 * step + random.between(0, 4)
              : 0,
        );
      const side = oneSide(finding.side) ?? either;
      const location = finding.location ?? zone;
      return { name, severity, side, location, ...(name === 'rib fracture' ? {} : { millimetres }) };
    }
  }
}

const grownUp = new Set(['mass', 'nodule', 'emphysema', 'rib fracture']);

/** How the findings change the anatomy itself. */
export function changeOf(findings: readonly Finding[]): Change {
  let [heart, shift, right, left, inflated] = [1, 0, 0, 0, 0];
  for (const { name, side, severity, location } of findings) {
    const step = severity === 'severe' ? 3 : severity === 'moderate' ? 2 : 1;
    const sign = side === 'left' ? 1 : -1;
    if (name === 'cardiomegaly') heart = [1, 1.26, 1.4, 1.55][step]!;
    if (name === 'emphysema') inflated = [0, 0.5, 0.75, 1][step]!;
    if (side === 'bilateral') continue;
    if (name === 'pneumothorax' && step === 3) shift -= sign * 0.035;
    if (name === 'pleural effusion' && step === 3) shift -= sign * 0.02;
    if (name === 'atelectasis') {
      shift += sign * (0.008 + 0.01 * step);
      const rise = location?.startsWith('upper') ? 0.012 + 0.008 * step : 0.022 + 0.016 * step;
      if (sign > 0) left += rise;
      else right += rise;
    }
  }
  const adult = findings.some(
    ({ name, location }) => grownUp.has(name) || location === 'pacemaker' || location === 'sternal wires',
  );
  return { heart, shift, right, left, inflated, adult };
}

function device(finding: Finding, random: Random, either: 'left' | 'right'): Finding {
  const location = finding.location ?? random.pick(deviceNames);
  const { name } = finding;
  if (location === 'endotracheal tube' || location === 'sternal wires') return { name, location };
  const usual = location === 'central line' ? 'right' : location === 'pacemaker' ? 'left' : either;
  return { name, location, side: oneSide(finding.side) ?? (random.chance(0.8) ? usual : either) };
}

function oneSide(side: Finding['side']): 'left' | 'right' | undefined {
  return side === 'bilateral' ? undefined : side;
}

function isLateralPlace(location: string | undefined): boolean {
  return lateralPlaces.some(place => place === location);
}
