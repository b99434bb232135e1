import type { Random } from '../../drawing/random.ts';
import type { Finding } from '../../phantom.ts';
import type { Column, Scan } from './anatomy.ts';

export const findingNames = [
  'macular edema',
  'subretinal fluid',
  'drusen',
  'pigment epithelial detachment',
  'epiretinal membrane',
  'macular hole',
] as const;

/** Places along the scan, seen from the fovea. */
export const places = ['central', 'nasal', 'temporal'] as const;

const severities = ['mild', 'moderate', 'severe'] as const;
const level = { mild: 0, moderate: 1, severe: 2 } as const;

export function sampleFindings(random: Random): Finding[] {
  if (random.chance(0.22)) return [];
  const first = random.pick(findingNames);
  const names: string[] = [first];
  if (random.chance(0.35)) {
    const second = random.pick(findingNames);
    const pair = [first, second];
    const clash =
      pair.includes('macular hole') && (pair.includes('macular edema') || pair.includes('subretinal fluid'));
    if (second !== first && !clash) names.push(second);
  }
  return names.map(name => ({ name, severity: random.pick(severities) }));
}

/** One finding a name, with severity and place. */
export function completeFindings(
  random: Random,
  findings: readonly Finding[],
  eye: 'left' | 'right',
): Finding[] {
  return [...new Map(findings.map(finding => [finding.name, finding])).values()].map(finding => {
    const central = finding.name === 'macular hole' || finding.name === 'macular edema';
    const somewhere = random.pick(places);
    const location = central ? 'central' : (finding.location ?? somewhere);
    if (!places.some(place => place === location))
      throw new RangeError(`retinal-oct knows no place "${location}"; it knows ${places.join(', ')}`);
    const severity = finding.severity ?? random.pick(severities);
    if (finding.name === 'drusen' || finding.name === 'epiretinal membrane')
      return { name: finding.name, side: eye, severity };
    return { name: finding.name, side: eye, severity, location };
  });
}

/** What one finding does to the columns, and the dark cysts it leaves in the tissue. */
export interface Change {
  readonly name: string;
  readonly apply: (x: number, column: Column) => void;
  /** Cysts as places in the tissue: x, share of the way from surface to ellipsoid zone, half-width, half-height. */
  readonly cysts: readonly { x: number; share: number; rx: number; ry: number }[];
  /** Whether the column at x belongs to the finding. */
  readonly touches: (x: number) => boolean;
}

export function changeOf(finding: Finding, scan: Scan, random: Random): Change {
  const { name, severity = 'moderate', location = 'central' } = finding;
  const grade = level[severity];
  const centre = placeOf(location, scan, random);
  if (name === 'macular edema') {
    const width = random.between(0.2, 0.28);
    const height = [0.07, 0.13, 0.2][grade]!;
    return {
      name,
      apply: (x, column) => {
        const bump = Math.exp(-(((x - scan.fovea) / width) ** 2));
        column.swelling += height * bump;
        column.pit = Math.min(column.pit, [0.55, 0.25, 0.08][grade]!);
      },
      cysts: Array.from({ length: [6, 10, 15][grade]! }, (_, index) => {
        const x = scan.fovea + (index === 0 ? 0 : random.normal(0, width * 0.55));
        const near = Math.exp(-(((x - scan.fovea) / width) ** 2));
        const ry = height * near * random.between(0.2, 0.38) + 0.012;
        return { x, share: random.between(0.42, 0.72), rx: ry * random.between(0.5, 0.95), ry };
      }),
      touches: x => Math.abs(x - scan.fovea) < width * 0.7,
    };
  }
  if (name === 'subretinal fluid') {
    const [width, height] = [
      [0.12, 0.17, 0.25][grade]!,
      [0.045, 0.08, 0.13][grade]! * random.between(0.9, 1.15),
    ];
    return {
      name,
      apply: (x, column) => (column.fluid += height * dome((x - centre) / width)),
      cysts: [],
      touches: x => Math.abs(x - centre) < width,
    };
  }
  if (name === 'drusen') {
    const bumps = Array.from({ length: [5, 8, 11][grade]! }, () => ({
      at: scan.fovea + random.normal(0, 0.17),
      width: random.between(0.03, 0.05) * (1 + 0.12 * grade),
      height: random.between(0.036, 0.056) * (1 + 0.2 * grade),
    }));
    return {
      name,
      apply: (x, column) => {
        for (const { at, width, height } of bumps)
          column.lift = Math.max(column.lift, height * dome((x - at) / width));
        column.liftTone = Math.max(column.liftTone, 0.5);
      },
      cysts: [],
      touches: x => bumps.some(({ at, width }) => Math.abs(x - at) < width),
    };
  }
  if (name === 'pigment epithelial detachment') {
    const [width, height] = [
      [0.1, 0.14, 0.19][grade]!,
      [0.07, 0.11, 0.17][grade]! * random.between(0.9, 1.1),
    ];
    const tone = random.pick([0.09, 0.14, 0.3]);
    return {
      name,
      apply: (x, column) => {
        const lift = height * dome((x - centre) / width);
        if (lift <= 0) return;
        column.lift = Math.max(column.lift, lift);
        column.liftTone = tone;
      },
      cysts: [],
      touches: x => Math.abs(x - centre) < width,
    };
  }
  if (name === 'epiretinal membrane') {
    const [waves, phase] = [random.between(9, 15), random.between(0, 6)];
    const height = [0.006, 0.012, 0.02][grade]!;
    const [left, right] = [random.between(0.02, 0.22), random.between(0.78, 0.98)];
    return {
      name,
      apply: (x, column) => {
        if (x < left || x > right) return;
        const ends = Math.min(1, (x - left) * 12, (right - x) * 12);
        column.pit = Math.min(column.pit, 1 - ends * [0.3, 0.6, 0.85][grade]!);
        column.wrinkle += height * ends * Math.sin(2 * Math.PI * waves * x + phase + 2 * scan.wander(x, 0.1));
        column.membrane = ends * [0.012, 0.015, 0.019][grade]!;
      },
      cysts: [],
      touches: x => x >= left && x <= right,
    };
  }
  const width = [0.03, 0.052, 0.085][grade]!;
  return {
    name,
    apply: (x, column) => {
      const away = Math.abs(x - scan.fovea);
      column.pit = Math.min(column.pit, 0.3);
      column.swelling += 0.075 * Math.exp(-(((away - width * 1.6) / 0.06) ** 2));
      if (away < width * 1.5) column.tissue = 0;
    },
    cysts: [-1, 1].flatMap(side =>
      [0, 1, 2].map(() => ({
        x: scan.fovea + side * (width + random.between(0.035, 0.08)),
        share: random.between(0.35, 0.7),
        rx: random.between(0.01, 0.018),
        ry: random.between(0.015, 0.03),
      })),
    ),
    touches: x => Math.abs(x - scan.fovea) < width * 1.5,
  };
}

/** The opening of a macular hole: narrow in the middle of the retina, wider towards the vitreous and at its base. */
export function holeHalfWidth(severity: 'mild' | 'moderate' | 'severe', share: number): number {
  const width = [0.03, 0.052, 0.085][level[severity]]!;
  return width * (0.75 + 0.75 * (2 * share - 1) ** 2 * (share < 0.5 ? 1 : 0.7));
}

function placeOf(location: string, scan: Scan, random: Random): number {
  if (location === 'central') return scan.fovea + random.normal(0, 0.012);
  return scan.fovea + (location === 'nasal' ? 1 : -1) * scan.nasal * random.between(0.2, 0.28);
}

function dome(t: number): number {
  return t <= -1 || t >= 1 ? 0 : (1 - t * t) ** 0.75;
}
