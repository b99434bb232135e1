import type { Point } from '../../drawing/shapes.ts';
import { tube, type Film } from './film.ts';

/** Pulmonary vessels branching from the hila, thinner outwards, fewer above than below. */
export function drawVessels(film: Film): void {
  const { chest, vessels } = film;
  const random = film.random.fork('vessels');
  const strength = random.between(0.13, 0.21);
  for (const side of [-1, 1] as const) {
    const hilum: Point = [side * (chest.heart.upper + 0.02) + chest.heart.shift, side < 0 ? 0.435 : 0.415];
    for (let index = 0; index < 5; index++) {
      const v = hilum[1] + random.between(-0.04, 0.06);
      const u = hilum[0] + side * random.between(-0.012, 0.018);
      tube(
        film,
        vessels,
        [
          [u, v],
          [u + side * random.between(0.0, 0.02), v + random.between(0.01, 0.035)],
        ],
        {
          amount: strength * 0.75,
          start: random.between(0.012, 0.02),
          softness: 0.014,
        },
      );
    }
    for (let index = 0; index < 15; index++) {
      const direction = -1.25 + (2.7 * (index + random.between(-0.5, 1))) / 15;
      const reach = random.between(0.14, 0.26) * (direction > 0.9 ? 0.9 : 1);
      const root: Point = [
        hilum[0] + side * (0.012 + 0.022 * Math.cos(direction)),
        hilum[1] + 0.05 * Math.sin(direction) + random.normal(0, 0.008),
      ];
      branch(root, direction, reach, direction < -0.2 ? 0.0048 : 0.0062, 0);
    }
    function branch([u, v]: Point, direction: number, reach: number, radius: number, depth: number): void {
      const bend = random.normal(0, 0.45);
      const points: Point[] = [];
      for (let step = 0; step <= 4; step++) {
        const t = (step / 4) * reach;
        const turn = direction + bend * (step / 4);
        points.push([u + side * t * Math.cos(turn), v + t * Math.sin(turn)]);
      }
      tube(film, vessels, points, {
        amount: strength * (depth === 0 ? 0.8 : 0.65),
        start: radius,
        end: radius * 0.35,
        softness: 0.005,
        fade: 0.25,
      });
      if (depth >= 2) return;
      for (const at of [1, 2, 3]) {
        if (random.chance(depth === 0 ? 0.5 : 0.25))
          branch(
            points[at]!,
            direction + (random.chance(0.5) ? 1 : -1) * random.between(0.35, 0.7),
            reach * random.between(0.35, 0.55),
            radius * 0.6,
            depth + 1,
          );
      }
    }
  }
}
