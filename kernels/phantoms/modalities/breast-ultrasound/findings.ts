import { mapByDistance } from '../../drawing/distance.ts';
import { paint, smooth, type Field } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import { union } from '../../drawing/combine.ts';
import { blob, ellipse, maskOf, spline, stroke, type Point, type Shape } from '../../drawing/shapes.ts';
import type { DrawnFinding, Finding } from '../../phantom.ts';
import type { Scan } from './scan.ts';

/** Findings and their usual extents in mm. */
export const extents: Readonly<Record<string, readonly [smallest: number, largest: number]>> = {
  cyst: [7, 20],
  'benign mass': [9, 21],
  'malignant mass': [9, 21],
  calcifications: [6, 13],
  'dilated duct': [16, 26],
};

/** What a lesion does to the beams behind it: dB at beams within `half` of `across`, below `depth` mm. */
export interface Wake {
  readonly across: number;
  readonly half: number;
  readonly depth: number;
  readonly gain: number;
}

/** A finding with its place in the frame settled. */
export type Settled = Finding & {
  readonly millimetres: number;
  readonly severity: 'mild' | 'moderate' | 'severe';
  /** Middle in the frame: beam coordinate, and depth in mm. */
  readonly across: number;
  readonly depth: number;
};

/** Paints one finding into the echo field (dB). */
export function paintFinding(
  field: Field,
  scan: Scan,
  random: Random,
  { across, depth, ...finding }: Settled,
): { readonly drawn: Omit<DrawnFinding, 'box'>; readonly wakes: readonly Wake[] } {
  const radius = finding.millimetres / 2 / scan.millimetresWide;
  const [x, y] = scan.place(across, depth);
  const { shape, wakes } = painters[finding.name]!({
    field,
    scan,
    random,
    finding,
    x,
    y,
    radius,
    across,
    depth,
  });
  return { drawn: { ...finding, focal: true, mask: maskOf(shape, field.size) }, wakes };
}

interface Lesion {
  readonly field: Field;
  readonly scan: Scan;
  readonly random: Random;
  readonly finding: Finding;
  readonly x: number;
  readonly y: number;
  /** Half the largest extent in units of the picture. */
  readonly radius: number;
  readonly across: number;
  readonly depth: number;
}

interface Painted {
  readonly shape: Shape;
  readonly wakes: readonly Wake[];
}

const painters: Readonly<Record<string, (lesion: Lesion) => Painted>> = {
  cyst: paintCyst,
  'benign mass': paintBenignMass,
  'malignant mass': paintMalignantMass,
  calcifications: paintCalcifications,
  'dilated duct': paintDuct,
};

/** Anechoic with a thin bright wall, brighter tissue behind and fine shadows at its edges. */
function paintCyst({ field, scan, random, x, y, radius, across, depth }: Lesion): Painted {
  const flat = random.between(0.68, 0.95);
  const shape = ellipse(x, y, radius, radius * flat, random.normal(0, 0.1));
  fill(field, shape, -90);
  wall(field, shape, 9, 0.005);
  const back = depth + radius * flat * scan.millimetresWide;
  return {
    shape,
    wakes: [
      { across, half: radius * 0.85, depth: back - 1, gain: 11 },
      { across: across - radius * 0.97, half: 0.016, depth, gain: -5 },
      { across: across + radius * 0.97, half: 0.016, depth, gain: -5 },
    ],
  };
}

/** Fibroadenoma: oval, parallel to the skin, circumscribed, evenly hypoechoic, gently lobulated. */
function paintBenignMass({ field, scan, random, x, y, radius, across, depth }: Lesion): Painted {
  const flat = random.between(0.46, 0.6);
  const tilt = random.normal(0, 0.08);
  const whole = ellipse(x, y, radius, radius * flat, tilt);
  const lobe = ellipse(x + radius * 0.35, y + radius * 0.04, radius * 0.62, radius * flat * 1.02, tilt);
  const shape = random.chance(0.5) ? union(whole, lobe) : whole;
  fill(field, shape, -43);
  wall(field, shape, 8, 0.006);
  const back = depth + radius * flat * scan.millimetresWide;
  return { shape, wakes: [{ across, half: radius * 0.8, depth: back, gain: 3 }] };
}

/** Irregular, spiculated, taller than wide, markedly hypoechoic, with an echogenic halo and a shadow. */
function paintMalignantMass({ field, scan, random, x, y, radius, across, depth }: Lesion): Painted {
  const narrow = random.between(0.62, 0.76);
  const spikes = Array.from({ length: random.integer(8, 12) }, (_, index, { length = 10 } = {}) => {
    const angle = (2 * Math.PI * (index + random.between(-0.3, 0.3))) / Math.max(8, length);
    const reach = radius * random.between(0.85, 1.4);
    const end: Point = [x + Math.cos(angle) * reach * narrow, y + Math.sin(angle) * reach];
    return stroke([[x, y], end], radius * random.between(0.16, 0.3), 0.003);
  });
  const body = blob(random, 0, 0, 1, 0.1);
  const core: Shape = {
    box: [x - radius, y - radius * 1.3, x + radius, y + radius * 1.3],
    distance: (px, py) =>
      body.distance((px - x) / (radius * narrow * 0.85), (py - y) / (radius * 0.85)) * radius * narrow * 0.85,
  };
  const shape = spikes.reduce(union, core);
  mapByDistance(field, shape, 0.045, (value, distance) => {
    const halo = Math.exp(-(((distance - 0.016) / 0.016) ** 2));
    return Math.max(value, Math.min(value + 14 * halo, -14));
  });
  paint(field, shape, { amount: -50, softness: 0.02 });
  paint(field, core, { amount: -53, softness: 0.02 });
  const half = radius * narrow;
  return {
    shape,
    wakes: [{ across, half: half * 0.95, depth: depth + 0.5 * radius * scan.millimetresWide, gain: -24 }],
  };
}

/** A cluster of bright points, the larger with faint shadows. */
function paintCalcifications({ field, scan, random, finding, x, y, radius, across, depth }: Lesion): Painted {
  const area = ellipse(x, y, radius, radius * 0.75);
  paint(field, area, { amount: -9, blend: 'add', softness: radius * 0.7 });
  const count = { mild: 6, moderate: 10, severe: 15 }[finding.severity ?? 'moderate'];
  const wakes: Wake[] = [
    { across, half: radius * 0.8, depth: depth + radius * 0.6 * scan.millimetresWide, gain: -5 },
  ];
  for (let grain = 0; grain < count; grain++) {
    const angle = random.between(0, 2 * Math.PI);
    const out = radius * 0.92 * Math.sqrt(random.uniform());
    const spot = random.between(0.0055, 0.0095);
    const [px, py] = [x + out * Math.cos(angle), y + out * 0.75 * Math.sin(angle)];
    paint(field, ellipse(px, py, spot * 1.25, spot), { amount: 4, softness: 0.006 });
    const beam = scan.beam(px, py);
    wakes.push({ across: beam.across, half: spot * 1.1, depth: beam.depth + 0.6, gain: -7 });
  }
  return { shape: area, wakes };
}

/** An anechoic tube that tapers away from the nipple, with echogenic walls, branching when wide. */
function paintDuct({ field, random, finding, x, y, radius }: Lesion): Painted {
  const calibre = { mild: 0.017, moderate: 0.024, severe: 0.032 }[finding.severity ?? 'moderate'];
  const slope = random.between(-0.35, 0.35);
  const sway = random.between(-0.12, 0.12);
  const at = (share: number): Point => [
    x + share * radius,
    y + slope * share * radius * 0.6 + sway * radius * Math.cos(3 * share),
  ];
  const trunk = stroke(spline([at(-1), at(-0.5), at(0), at(0.5), at(1)], 3), calibre, calibre * 0.55);
  const branch = stroke(
    [at(0.1), [x + 0.8 * radius, y + (slope > 0 ? -0.4 : 0.4) * radius]],
    calibre * 0.7,
    calibre * 0.4,
  );
  const shape = finding.severity === 'mild' ? trunk : union(trunk, branch);
  fill(field, shape, -80);
  wall(field, shape, 13, 0.007);
  return { shape, wakes: [] };
}

function fill(field: Field, shape: Shape, echo: number): void {
  paint(field, shape, { amount: echo, softness: 0.01 });
}

function wall(field: Field, shape: Shape, gain: number, width: number): void {
  mapByDistance(
    field,
    shape,
    width * 3,
    (value, distance) => value + gain * Math.exp(-(((distance - width) / width) ** 2)),
  );
}

/** dB of all wakes at a place. */
export function wakeAt(wakes: readonly Wake[], across: number, depth: number): number {
  let gain = 0;
  for (const wake of wakes) {
    if (depth <= wake.depth) continue;
    const off = Math.abs(across - wake.across) / wake.half;
    if (off < 1.25) gain += wake.gain * smooth((1.25 - off) / 0.5) * smooth((depth - wake.depth) / 2);
  }
  return gain;
}
