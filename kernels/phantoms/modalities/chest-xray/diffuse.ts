import { smooth } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import type { Point } from '../../drawing/shapes.ts';
import { bordersAt, domeAt, domeBetween, wallAt } from './chest.ts';
import { addedSince, addLayer, cut, eachPixel, maskOfLayer, tube, type Film } from './film.ts';
import { curve, grade, halfOf, sidesOf, sum, type Brush } from './findings.ts';

/**
 * Fluid in the interstitium and airspaces: perihilar haze in the form of wings, thick vessels, septal lines.
 * Not focal: it has no place of its own; the mask is where the haze is.
 */
export const drawEdema: Brush = (film, finding, random) => {
  const { chest, vessels } = film;
  const step = grade(finding);
  const cloud = cut(film, 'edema', 0.12);
  const fluff = cut(film, 'edema fluff', 0.03);
  const peak = [0, 0.17, 0.33, 0.56][step]!;
  let layer: Float32Array | undefined;
  for (const side of [-1, 1] as const) {
    const u0 = side * 0.115;
    const added = addLayer(film, halfOf(chest, side), (u, v, air, at) => {
      if (u * side <= 0 || air < 0.01) return 0;
      const distance = Math.hypot((u - u0) / 0.15, (v - 0.5) / 0.24);
      const wing = smooth((1.35 - distance + 0.12 * cloud(u, v)) / 0.9);
      vessels.values[at] = vessels.values[at]! * (1 + 0.12 * step);
      return air * peak * (0.16 + wing) * (1 + (0.06 + 0.03 * step) * fluff(u, v) + 0.08 * cloud(u, v));
    });
    layer = sum(layer, added);
    for (let index = 0; index < 5 + 3 * step; index++) {
      const v = chest.domes.angle - 0.06 - random.between(0, 0.2);
      const wall = wallAt(chest, v) - 0.006;
      const length = random.between(0.018, 0.03);
      tube(
        film,
        film.body,
        [
          [side * wall, v],
          [side * (wall - length), v + random.between(-0.004, 0.004)],
        ],
        {
          amount: 0.14,
          start: 0.0016,
          softness: 0.003,
        },
      );
    }
  }
  return { ...finding, focal: false, mask: maskOfLayer(layer!) };
};

/** An enlarged heart: the anatomy has changed already; the mask is the heart's silhouette, which one can point at. */
export const drawCardiomegaly: Brush = (film, finding) => {
  const { chest, air } = film;
  const { heart } = chest;
  const mask = new Uint8Array(air.length);
  eachPixel(film, [heart.shift - 0.5, heart.centre - 0.13, heart.shift + 0.5, 1], (u, v, at) => {
    const x = u - heart.shift;
    if (v < heart.centre - 0.13 || v > domeBetween(chest, u)) return;
    const { left, right } = bordersAt(chest, v);
    if (x > -right && x < left) mask[at] = 1;
  });
  return { ...finding, focal: true, mask };
};

/** Overinflated, dark lungs with thinned vessels and flat domes. Not focal; the mask is both lungs. */
export const drawEmphysema: Brush = (film, finding, random) => {
  const { vessels, air, body } = film;
  const step = grade(finding);
  const thin = 0.7 - 0.15 * step;
  const mask = new Uint8Array(air.length);
  eachPixel(film, [-1, -1, 1, 2], (_u, v, at) => {
    if (air[at] === 0) return;
    vessels.values[at] = vessels.values[at]! * thin;
    const lost = (0.035 + 0.015 * step) * (1.4 - v) * air[at]!;
    body.values[at] = Math.max(0.06, body.values[at]! - lost);
    if (air[at]! > 0.35) mask[at] = 1;
  });
  bullae(film, 1 + step, random);
  return { ...finding, focal: false, mask };
};

/** Thin-walled dark bubbles in the upper part of both lungs. */
function bullae(film: Film, count: number, random: Random): void {
  const { chest } = film;
  for (const side of [-1, 1] as const) {
    for (let index = 0; index < count; index++) {
      const v = chest.apex + random.between(0.09, 0.26);
      const radius = random.between(0.024, 0.04);
      const u = side * (wallAt(chest, v) - radius - random.between(0.012, 0.1));
      addLayer(film, [u - radius, v - radius, u + radius, v + radius], (x, y, air) => {
        const t = Math.hypot(x - u, y - v) / radius;
        return t >= 1 ? 0 : air * (t > 0.84 ? 0.12 : -0.08) * smooth((1 - t) / 0.05);
      });
    }
  }
}

/** Lost volume: plates near the base where mild, a dense wedge at the mediastinum where severe; dome and mediastinum have moved. */
export const drawAtelectasis: Brush = (film, finding, random) => {
  const { chest } = film;
  const step = grade(finding);
  const side = sidesOf(finding)[0]!;
  const upper = finding.location?.startsWith('upper') ?? false;
  const before = film.body.values.slice();
  for (let index = 0; index < 1 + step; index++) {
    const a = chest.width * random.between(0.3, 0.42);
    const length = chest.width * random.between(0.42, 0.52);
    const base = domeAt(chest, side, a + length / 2);
    const v = upper
      ? chest.apex + 0.16 + 0.05 * index
      : base - 0.05 - 0.045 * index - random.between(0, 0.015);
    const slope = random.between(-0.02, 0.025) * (upper ? -1 : 1);
    tube(
      film,
      film.body,
      curve([
        [side * a, v],
        [side * (a + length / 2), v + slope * 0.3 + 0.006],
        [side * (a + length), v + slope],
      ]),
      { amount: 0.72, start: 0.0115, end: 0.0085, softness: 0.007, fade: 0.7 },
    );
  }
  if (step > 1) {
    const dense = step === 3 ? 1.1 : 0.8;
    const texture = cut(film, 'collapse', 0.1);
    const corner: Point = upper ? [0.03, chest.apex] : [0.03, domeAt(chest, side, 0.1) + 0.03];
    const tall = step === 3 ? 0.26 : 0.17;
    const broad = chest.width * (step === 3 ? 0.62 : 0.42);
    addLayer(film, halfOf(chest, side), (u, v, air) => {
      if (u * side <= 0 || air < 0.01) return 0;
      const x = (Math.abs(u) - corner[0]) / broad;
      const y = (upper ? v - corner[1] : corner[1] - v) / tall;
      const wedge = smooth((1 - x - y - 0.12 * x * (1 - x)) / 0.12);
      return Math.sqrt(air) * wedge * dense * (1 + 0.08 * texture(u, v));
    });
  }
  return { ...finding, focal: true, mask: maskOfLayer(addedSince(film, before), 0.22) };
};
