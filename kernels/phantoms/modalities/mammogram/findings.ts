import { smooth } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import type { Point } from '../../drawing/shapes.ts';
import type { DrawnFinding, Finding } from '../../phantom.ts';
import { depthAt, skinAt, type Breast } from './breast.ts';
import { addPatch, changedSince, line, type Canvas } from './canvas.ts';

export type Drawn = Omit<DrawnFinding, 'box'>;
type Brush = (canvas: Canvas, finding: Finding, random: Random) => Drawn;

export const mammogramFindings = [
  'mass',
  'calcifications',
  'architectural distortion',
  'asymmetry',
  'skin thickening',
] as const;

export type MammogramFinding = (typeof mammogramFindings)[number];

export const quadrants = [
  'upper outer quadrant',
  'upper inner quadrant',
  'lower outer quadrant',
  'lower inner quadrant',
  'retroareolar region',
] as const;

/**
 * Draws one finding. Severity tells the look: a mild mass is circumscribed, a moderate one lobulated and indistinct, a severe one
 * spiculated; mild calcifications are scattered, others clustered.
 */
export function drawFinding(canvas: Canvas, finding: Finding, random: Random): Drawn {
  const name = mammogramFindings.find(known => known === finding.name)!;
  return brushes[name](canvas, finding, random);
}

const brushes: Readonly<Record<MammogramFinding, Brush>> = {
  mass: (canvas, finding, random) => {
    const centre = placeIn(canvas.breast, finding.location, random);
    const radius = (finding.millimetres ?? 18) / 2 / canvas.breast.millimetres;
    const before = canvas.film.values.slice();
    const [wobble, soft] = ({ mild: [0.04, 0.16], moderate: [0.16, 0.5], severe: [0.16, 0.6] } as const)[
      finding.severity ?? 'mild'
    ];
    const waves = [2, 3, 4, 6].map(
      order => [order, random.normal(0, wobble / Math.sqrt(order)), random.between(0, 6.28)] as const,
    );
    const oval = finding.severity === 'mild' ? random.between(0.75, 1) : 1;
    const peak = random.between(0.3, 0.42);
    addPatch(canvas, centre, radius * 1.8, (dd, dy) => {
      const angle = Math.atan2(dy, dd);
      let reach = radius;
      for (const [order, size, phase] of waves) reach += radius * size * Math.cos(order * angle + phase);
      const t = Math.sqrt(dd * dd + (dy * dy) / (oval * oval)) / reach;
      const halo = finding.severity === 'mild' ? -0.03 * smooth(1 - Math.abs(t - 1.16) / 0.12) : 0;
      return peak * smooth((1 + soft / 2 - t) / soft) + halo;
    });
    if (finding.severity === 'severe')
      spicules(canvas, centre, radius * 0.75, radius * random.between(2, 2.7), 19, 0.22, random);
    return { ...finding, focal: true, mask: changedSince(canvas, before, 0.25) };
  },
  calcifications: (canvas, finding, random) => {
    const { breast } = canvas;
    const before = canvas.film.values.slice();
    const mask = new Uint8Array(canvas.size * canvas.size);
    const scattered = finding.severity === 'mild';
    const [d0, y0] = placeIn(breast, finding.location, random);
    const count = scattered
      ? random.integer(9, 14)
      : finding.severity === 'moderate'
        ? random.integer(13, 20)
        : random.integer(24, 34);
    const spread = scattered ? 0.13 : finding.severity === 'moderate' ? 0.03 : 0.044;
    for (let index = 0; index < count; index++) {
      const y = y0 + random.normal(0, spread);
      const d = Math.min(Math.max(0.03, d0 + random.normal(0, spread)), skinAt(breast, y) - 0.03);
      if (d <= 0.01) continue;
      const radius = scattered ? random.between(0.005, 0.0075) : random.between(0.004, 0.0058);
      const turn = random.between(0, Math.PI);
      const length = scattered ? 0.0005 : random.between(0, 0.007);
      line(
        canvas,
        [
          [d, y],
          [d + length * Math.cos(turn), y + length * Math.sin(turn)],
        ],
        { amount: random.between(0.75, 1.1), start: radius },
      );
    }
    const dots = changedSince(canvas, before, 0.1);
    grow(dots, mask, canvas.size, Math.max(1, Math.round(0.012 * canvas.size)));
    return { ...finding, focal: true, mask };
  },
  'architectural distortion': (canvas, finding, random) => {
    const centre = placeIn(canvas.breast, finding.location, random);
    const reach = { mild: 0.11, moderate: 0.13, severe: 0.155 }[finding.severity ?? 'moderate'];
    addPatch(canvas, centre, reach, (dd, dy) => {
      const t = Math.sqrt(dd * dd + dy * dy) / reach;
      return t > 1 ? 0 : -0.05 * smooth(1 - Math.abs(t - 0.3) / 0.3) - 0.02 * (1 - t);
    });
    spicules(
      canvas,
      centre,
      reach * 0.14,
      reach,
      17,
      { mild: 0.22, moderate: 0.26, severe: 0.3 }[finding.severity ?? 'moderate'],
      random,
    );
    return { ...finding, focal: true, mask: discOf(canvas, centre, reach * 0.85) };
  },
  asymmetry: (canvas, finding, random) => {
    const centre = asideOf(canvas.breast, placeIn(canvas.breast, finding.location, random));
    const before = canvas.film.values.slice();
    const reach = { mild: 0.095, moderate: 0.115, severe: 0.14 }[finding.severity ?? 'moderate'];
    const peak = { mild: 0.36, moderate: 0.41, severe: 0.46 }[finding.severity ?? 'moderate'];
    const cloud = canvas.textures.cut(random.fork('cloud'), 0.1);
    addPatch(canvas, centre, reach * 1.6, (dd, dy) => {
      const t = Math.sqrt(dd * dd + dy * dy * 1.4) / reach;
      return t > 1.6
        ? 0
        : peak * smooth((1.2 - t + 0.22 * cloud(dd + 0.5, dy + 0.5)) / 1) * smooth((1.6 - t) / 0.3);
    });
    return { ...finding, focal: true, mask: changedSince(canvas, before, 0.3) };
  },
  'skin thickening': (canvas, finding, random) => {
    const { breast, depths, film } = canvas;
    const thickness = { mild: 0.024, moderate: 0.036, severe: 0.052 }[finding.severity ?? 'moderate'];
    const mask = new Uint8Array(depths.length);
    const centre = breast.nipple.y + random.between(-0.05, 0.05);
    for (let at = 0; at < depths.length; at++) {
      const depth = depths[at]!;
      if (depth <= 0 || depth > thickness * 1.3) continue;
      const along = (Math.floor(at / canvas.size) / canvas.size - centre) / 0.3;
      const here = smooth((1.3 - Math.abs(along)) / 0.5);
      const added = 0.34 * here * smooth((thickness * 1.15 - depth) / (thickness * 0.4));
      film.values[at] = film.values[at]! + added;
      if (added > 0.1) mask[at] = 1;
    }
    return { ...finding, focal: true, mask };
  },
};

/** A place in a quadrant: outer is up in CC, upper is up in MLO; what the view cannot tell apart is left to chance. */
function placeIn(breast: Breast, location: string | undefined, random: Random): Point {
  const { nipple, view } = breast;
  if (location === 'retroareolar region')
    return [nipple.d * random.between(0.76, 0.84), nipple.y + random.normal(0, 0.012)];
  const up = location?.includes(view === 'CC' ? 'outer' : 'upper') ? -1 : 1;
  const far = view === 'MLO' && up < 0 ? random.between(0.11, 0.22) : random.between(0.09, 0.16);
  const y = nipple.y + up * far;
  return [Math.max(0.16, skinAt(breast, y) * random.between(0.46, 0.68)), y];
}

/** Farther out along the wall, where there is little gland beside it; behind the nipple it stays. */
function asideOf(breast: Breast, [d, y]: Point): Point {
  const off = y - breast.nipple.y;
  if (Math.abs(off) < 0.06) return [d, y];
  const out = y + Math.sign(off) * 0.05;
  return [Math.min(d, Math.max(0.16, skinAt(breast, out) * 0.6)), out];
}

function spicules(
  canvas: Canvas,
  [d, y]: Point,
  from: number,
  to: number,
  count: number,
  amount: number,
  random: Random,
): void {
  for (let index = 0; index < count; index++) {
    const angle = ((index + random.between(-0.3, 0.3)) / count) * 2 * Math.PI;
    let reach = to * random.between(0.65, 1);
    const bend = random.normal(0, 0.1);
    const at = (t: number, turn: number): Point => [d + t * Math.cos(turn), y + t * Math.sin(turn)];
    // None sticks out of the skin.
    while (reach > from && depthAt(canvas.breast, ...at(reach, angle + bend)) < 0.015) reach *= 0.85;
    line(canvas, [at(from, angle), at((from + reach) / 2, angle + bend), at(reach, angle + bend)], {
      amount,
      start: 0.0062,
      end: 0.003,
      softness: 0.004,
      fade: 0.4,
    });
  }
}

/** Disc of a finding made of lines, inside the breast. */
function discOf(canvas: Canvas, [d0, y0]: Point, radius: number): Uint8Array {
  const { size, breast, depths } = canvas;
  const mask = new Uint8Array(size * size);
  const x0 = breast.side === 'left' ? d0 : 1 - d0;
  for (let at = 0; at < mask.length; at++) {
    const dx = ((at % size) + 0.5) / size - x0;
    const dy = (Math.floor(at / size) + 0.5) / size - y0;
    mask[at] = depths[at]! > 0 && dx * dx + dy * dy < radius * radius ? 1 : 0;
  }
  return mask;
}

function grow(dots: Uint8Array, mask: Uint8Array, size: number, reach: number): void {
  for (let at = 0; at < dots.length; at++) {
    if (dots[at] === 0) continue;
    const [x, y] = [at % size, Math.floor(at / size)];
    for (let row = Math.max(0, y - reach); row <= Math.min(size - 1, y + reach); row++)
      mask.fill(1, row * size + Math.max(0, x - reach), row * size + Math.min(size - 1, x + reach) + 1);
  }
}
