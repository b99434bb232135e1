import { smooth } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import { spline, type Point } from '../../drawing/shapes.ts';
import type { DrawnFinding, Finding } from '../../phantom.ts';
import { apexAt, domeAt, wallAt, type Chest } from './chest.ts';
import { addLayer, cut, frontalAir, maskOfLayer, tube, type Film } from './film.ts';

export type Drawn = Omit<DrawnFinding, 'box'>;
export type Brush = (film: Film, finding: Finding, random: Random) => Drawn;

/** 1 mild, 2 moderate, 3 severe. */
export function grade(finding: Finding): 1 | 2 | 3 {
  return finding.severity === 'severe' ? 3 : finding.severity === 'moderate' ? 2 : 1;
}

/** −1 for the patient's right, 1 for the left; both for bilateral. */
export function sidesOf(finding: Finding): (-1 | 1)[] {
  return finding.side === 'bilateral' ? [-1, 1] : finding.side === 'left' ? [1] : [-1];
}

/** A place in the lung at the height of a zone. */
export function placeIn(chest: Chest, side: -1 | 1, location: string | undefined, random: Random): Point {
  const share = location?.startsWith('upper') ? 0.24 : location?.startsWith('mid') ? 0.52 : 0.82;
  const bottom = domeAt(chest, side, chest.width * 0.55);
  const v = chest.apex + (bottom - chest.apex) * (share + random.between(-0.05, 0.05));
  const near = side > 0 && share > 0.5 ? 0.66 : 0.52;
  const a = wallAt(chest, v) * random.between(near, 0.76);
  return [side * (share < 0.3 ? Math.max(a, 0.1) : a), v];
}

/** Air outside the visceral pleura: dark, without vessels, bounded by a fine line; the lung inside is smaller and denser. */
export const drawPneumothorax: Brush = (film, finding, random) => {
  const { chest, vessels } = film;
  const step = grade(finding);
  const side = sidesOf(finding)[0]!;
  const depth = [0, 0.068, 0.1, 0.15][step]! * random.between(0.9, 1.15);
  const taper = random.between(0.3, 0.5) + 0.12 * step;
  const lineAt = (v: number): number => {
    const t = Math.min(1, Math.max(0, (v - chest.apex) / (chest.domes.angle - chest.apex)));
    return wallAt(chest, v) - depth * (1 - (1 - taper) * t);
  };
  const crown = (a: number): number => apexAt(chest, a) + depth * 1.5;
  const dense = [0, 0.05, 0.1, 0.22][step]!;
  const free = new Uint8Array(vessels.values.length);
  addLayer(film, halfOf(chest, side), (u, v, air, at) => {
    if (u * side <= 0.02 || air < 0.02) return 0;
    const a = Math.abs(u);
    const out = Math.max(a - lineAt(v), crown(a) - v);
    const weight = smooth(0.5 + out / 0.006);
    vessels.values[at] = vessels.values[at]! * (1 - weight);
    if (weight > 0.5 && air > 0.3) free[at] = 1;
    return air * (dense * (1 - weight) - (0.16 + 0.025 * step) * weight);
  });
  const line: Point[] = [];
  for (let index = 0; index <= 16; index++) {
    const v = chest.domes.angle - 0.05 - (index / 16) * (chest.domes.angle - 0.05 - chest.apex - depth);
    const a = lineAt(v);
    if (crown(a) <= v + 0.01) line.push([side * a, v]);
  }
  const top = line.at(-1)!;
  for (let index = 1; index <= 6; index++) {
    const a = Math.abs(top[0]) + (0.035 - Math.abs(top[0])) * (index / 6);
    line.push([side * a, Math.min(top[1], crown(a))]);
  }
  tube(film, film.body, line, { amount: 0.3, start: 0.0032, softness: 0.004 });
  return { ...finding, focal: true, mask: free };
};

/** Fluid that fills the angle and climbs the side wall in a meniscus. */
export const drawEffusion: Brush = (film, finding, random) => {
  const { chest } = film;
  const step = grade(finding);
  const texture = cut(film, 'effusion', 0.15);
  let layer: Float32Array | undefined;
  for (const side of sidesOf(finding)) {
    const height =
      [0, 0.175, 0.25, finding.side === 'bilateral' ? 0.33 : 0.4][step]! * random.between(0.88, 1.12);
    const rest = chest.domes.angle - (side < 0 ? chest.domes.right : chest.domes.left);
    const lateral = chest.domes.angle - height;
    const medial = step === 1 ? chest.domes.angle - rest * 0.85 : lateral + 0.085;
    const added = addLayer(film, halfOf(chest, side), (u, v, air) => {
      const a = Math.abs(u);
      const wall = wallAt(chest, v);
      if (u * side <= 0 || a > wall) return 0;
      const below = v - domeAt(chest, side, a);
      const room = Math.max(
        Math.sqrt(air),
        below > -0.02 ? smooth((0.03 - below) / 0.05) * smooth((wall - a) / 0.04) : 0,
      );
      if (room < 0.02) return 0;
      const t = Math.min(1, a / wall);
      const level = medial + (lateral - medial) * t ** 3.2;
      const deep = v - level;
      if (deep < -0.02) return 0;
      const filled = smooth((deep + 0.02) / 0.05);
      return room * filled * (1 + 0.7 * smooth(deep / 0.12) + 0.05 * texture(u, v));
    });
    layer = sum(layer, added);
  }
  return { ...finding, focal: true, mask: maskOfLayer(layer!) };
};

/** Airspace filled with fluid: patchy, ill-defined, with air bronchograms; several patches where it is severe. */
export const drawConsolidation: Brush = (film, finding, random) => {
  const { chest } = film;
  const step = grade(finding);
  const cloud = cut(film, 'consolidation', 0.13);
  const fluff = cut(film, 'fluff', 0.035);
  let layer: Float32Array | undefined;
  for (const side of sidesOf(finding)) {
    const [u0, v0] = placeIn(chest, side, finding.location, random);
    const radius = [0, 0.074, 0.092, 0.12][step]! * random.between(0.9, 1.15);
    const peak = [0, 0.66, 0.88, 1.12][step]! * random.between(0.9, 1.15);
    const [ru, rv] = [radius * random.between(0.95, 1.25), radius * random.between(0.8, 1.1)];
    const sharp = random.chance(0.3) ? (v0 > 0.45 ? v0 - rv * 0.5 : v0 + rv * 0.5) : undefined;
    const added = addLayer(film, [u0 - 2 * ru, v0 - 2 * rv, u0 + 2 * ru, v0 + 2 * rv], (u, v, air) => {
      if (air < 0.01 || u * side <= 0) return 0;
      const distance = Math.hypot((u - u0) / ru, (v - v0) / rv);
      if (distance > 1.9) return 0;
      const fissure =
        sharp === undefined ? 1 : smooth(0.5 + ((v0 > 0.45 ? v - sharp : sharp - v) + (u - u0) * 0.1) / 0.02);
      const body = smooth((1.45 - distance + 0.2 * cloud(u, v) + 0.06 * fluff(u, v)) / 1.15);
      return Math.sqrt(air) * peak * body * fissure * (1 + 0.05 * fluff(u, v));
    });
    layer = sum(layer, added);
    if (step > 1) {
      const hilum: Point = [side * chest.heart.upper, 0.43];
      for (let index = 0; index < 3; index++) {
        const end: Point = [u0 + random.between(-0.6, 0.8) * ru * side, v0 + random.between(-0.5, 0.6) * rv];
        const from: Point = [u0 + (hilum[0] - u0) * 0.35, v0 + (hilum[1] - v0) * 0.35];
        tube(film, film.body, [from, [(from[0] + end[0]) / 2, (from[1] + end[1]) / 2 + 0.008], end], {
          amount: -0.2,
          start: 0.0045,
          end: 0.002,
          softness: 0.004,
        });
      }
    }
  }
  return { ...finding, focal: true, mask: maskOfLayer(layer!) };
};

/** A rounded dense opacity of the size given; masses are lobulated or spiculated, nodules round. */
export const drawNodule: Brush = (film, finding, random) => {
  const { chest } = film;
  const side = sidesOf(finding)[0]!;
  const radius = (finding.millimetres ?? 20) / 2 / chest.millimetres;
  const [u0, v0] = clearOfBones(film, placeIn(chest, side, finding.location, random), radius);
  const mass = finding.name === 'mass';
  const edge = mass ? 0.16 : 0.12;
  const waves = [2, 3, 5].map(
    order => [order, random.normal(0, edge / order), random.between(0, 6.28)] as const,
  );
  const peak = mass ? random.between(0.75, 1.1) : random.between(0.6, 0.85);
  const layer = addLayer(
    film,
    [u0 - 1.6 * radius, v0 - 1.6 * radius, u0 + 1.6 * radius, v0 + 1.6 * radius],
    (u, v) => {
      const angle = Math.atan2(v - v0, u - u0);
      let reach = radius;
      for (const [order, size, phase] of waves) reach += radius * size * Math.cos(order * angle + phase);
      const t = Math.hypot(u - u0, v - v0) / reach;
      return t >= 1.1 ? 0 : peak * Math.sqrt(smooth((1.1 - t) / 0.45));
    },
  );
  if (mass && random.chance(0.5)) {
    for (let index = 0; index < 11; index++) {
      const angle = (index / 11 + random.between(0, 0.06)) * 2 * Math.PI;
      const [c, s] = [Math.cos(angle), Math.sin(angle)];
      tube(
        film,
        film.body,
        [
          [u0 + radius * 0.85 * c, v0 + radius * 0.85 * s],
          [u0 + radius * 1.4 * c, v0 + radius * 1.4 * s],
        ],
        {
          amount: 0.25,
          start: 0.004,
          end: 0.001,
          softness: 0.004,
          fade: 0.2,
        },
      );
    }
  }
  return { ...finding, focal: true, mask: maskOfLayer(layer) };
};

/** Adds layers of the two sides. */
export function sum(first: Float32Array | undefined, second: Float32Array): Float32Array {
  if (first) for (let at = 0; at < second.length; at++) second[at] = second[at]! + first[at]!;
  return second;
}

/** Box of one half of the chest. */
export function halfOf(chest: Chest, side: -1 | 1): [number, number, number, number] {
  const reach = chest.width * 1.05;
  return side < 0
    ? [-reach, chest.apex - 0.02, 0.02, chest.domes.angle + 0.02]
    : [-0.02, chest.apex - 0.02, reach, chest.domes.angle + 0.02];
}

/** Moves a centre inwards until it lies in air. */
function clearOfBones({ chest }: Film, [u, v]: Point, radius: number): Point {
  let [x, y] = [u, v];
  for (let round = 0; round < 12 && frontalAir(chest, x, y + radius * 0.7) < 0.6; round++) y -= 0.012;
  for (let round = 0; round < 12 && frontalAir(chest, x + Math.sign(x) * radius * 0.7, y) < 0.5; round++)
    x *= 0.95;
  return [x, y];
}

/** Points of a smooth line. */
export function curve(points: readonly Point[]): Point[] {
  return spline(points, 5);
}
