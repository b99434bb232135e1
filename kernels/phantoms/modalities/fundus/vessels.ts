import { smooth } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import { spline, type Point } from '../../drawing/shapes.ts';
import type { Eye } from './eye.ts';

/** How much of each pixel arteries and veins cover, `[size, size]`. */
export interface Vessels {
  readonly arteries: Float32Array;
  readonly veins: Float32Array;
}

/**
 * Four arcades of an artery and a vein each, in units of the distance from disc to fovea: x towards the fovea, y down.
 * The temporal ones arch round the macula.
 */
const arcades: readonly (readonly Point[])[] = [
  [
    [0, 0],
    [0.02, -0.2],
    [0.2, -0.46],
    [0.6, -0.62],
    [1.05, -0.62],
    [1.45, -0.46],
    [1.8, -0.3],
  ],
  [
    [0, 0],
    [-0.05, -0.18],
    [-0.28, -0.45],
    [-0.6, -0.75],
    [-0.95, -1.05],
  ],
];

/** @param tortuosity 1 is normal; 2 winds as in papilledema. `swelling` widens the veins. */
export function traceVessels(
  size: number,
  eye: Eye,
  random: Random,
  tortuosity: number,
  swelling: number,
): Vessels {
  const vessels: Vessels = { arteries: new Float32Array(size * size), veins: new Float32Array(size * size) };
  const distance = Math.hypot(eye.disc[0] - eye.fovea[0], eye.disc[1] - eye.fovea[1]);
  const width = eye.radius * 0.0145;
  for (const arcade of arcades) {
    for (const up of [1, -1]) {
      for (const vein of [true, false]) {
        const shift = (vein ? 0.05 : -0.06) + random.normal(0, 0.03);
        const stretch = random.between(0.92, 1.12);
        const path = arcade.map(([x, y], index): Point => {
          const wander = index === 0 ? 0.02 : 0.035 * tortuosity;
          const spread = index === 0 ? 0 : shift;
          return [
            eye.disc[0] - eye.nasal * distance * (x + spread + random.normal(0, wander)),
            eye.disc[1] + up * distance * stretch * (y - spread + random.normal(0, wander)),
          ];
        });
        const layer = vein ? vessels.veins : vessels.arteries;
        grow({ layer, size, eye, random, tortuosity }, path, width * (vein ? 1.15 * swelling : 0.88), 0);
      }
    }
  }
  for (let index = random.integer(3, 6); index > 0; index--) {
    // Cilioretinal and macular twigs run from the disc towards the fovea and stop short of it.
    const up = random.between(-0.35, 0.35);
    const path = [0, 0.25, 0.5, random.between(0.6, 0.75)].map((along): Point => [
      eye.disc[0] - eye.nasal * distance * along,
      eye.disc[1] + distance * (up * Math.sin(along * 2.6) + random.normal(0, 0.015)),
    ]);
    const layer = index % 2 === 0 ? vessels.veins : vessels.arteries;
    grow({ layer, size, eye, random, tortuosity }, path, width * 0.45, 2);
  }
  return vessels;
}

interface Growth {
  readonly layer: Float32Array;
  readonly size: number;
  readonly eye: Eye;
  readonly random: Random;
  readonly tortuosity: number;
}

function grow(growth: Growth, path: readonly Point[], width: number, order: number): void {
  const { layer, size, eye, random, tortuosity } = growth;
  const curve = spline(path, order === 0 ? 6 : 4);
  for (let index = 0; index + 1 < curve.length; index++)
    cover(layer, size, curve[index]!, curve[index + 1]!, width * (1 - (0.55 * index) / curve.length));
  if (order >= 2) return;
  const branches = order === 0 ? random.integer(5, 7) : random.integer(1, 2);
  for (let branch = 0; branch < branches; branch++) {
    const share =
      order === 0 ? (branch + random.between(0.6, 1.2)) / (branches + 0.6) : random.between(0.25, 0.8);
    const at = Math.min(curve.length - 2, Math.max(1, Math.floor(share * curve.length)));
    const [from, to] = [curve[at]!, curve[at + 1]!];
    const bend = (branch % 2 === 0 ? 1 : -1) * random.between(0.5, 1);
    const heading = Math.atan2(to[1] - from[1], to[0] - from[0]) + bend;
    const step = eye.radius * random.between(0.12, 0.19) * (order === 0 ? 1 : 0.7);
    const twig: Point[] = [from];
    let angle = heading;
    for (let index = 0; index < 4; index++) {
      const [x, y] = twig.at(-1)!;
      const next: Point = [x + step * Math.cos(angle), y + step * Math.sin(angle)];
      if (Math.hypot(next[0] - eye.fovea[0], next[1] - eye.fovea[1]) < eye.radius * 0.15) break;
      twig.push(next);
      angle += random.normal(-bend * 0.16, 0.16 * tortuosity);
    }
    if (twig.length > 1) grow(growth, twig, width * (1 - 0.5 * share) * random.between(0.5, 0.75), order + 1);
  }
}

function cover(layer: Float32Array, size: number, [ax, ay]: Point, [bx, by]: Point, radius: number): void {
  const edge = 1.2 / size;
  const reach = radius + edge;
  const bound = (value: number): number => Math.min(size - 1, Math.max(0, Math.floor(value * size)));
  const [left, right] = [bound(Math.min(ax, bx) - reach), bound(Math.max(ax, bx) + reach)];
  const [top, bottom] = [bound(Math.min(ay, by) - reach), bound(Math.max(ay, by) + reach)];
  const [ex, ey] = [bx - ax, by - ay];
  const square = ex * ex + ey * ey || 1e-12;
  // A vessel thinner than a pixel still darkens it in part.
  const most = Math.min(1, (radius * size) / 0.55);
  for (let row = top; row <= bottom; row++) {
    const dy = (row + 0.5) / size - ay;
    for (let column = left; column <= right; column++) {
      const dx = (column + 0.5) / size - ax;
      const t = Math.min(1, Math.max(0, (dx * ex + dy * ey) / square));
      const px = dx - t * ex;
      const py = dy - t * ey;
      const apart = px * px + py * py;
      if (apart > reach * reach) continue;
      const away = Math.sqrt(apart);
      const weight = most * smooth((radius + edge / 2 - away) / edge);
      const at = row * size + column;
      if (weight > layer[at]!) layer[at] = weight;
    }
  }
}
