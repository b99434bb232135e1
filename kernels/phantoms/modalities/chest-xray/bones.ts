import { spline, type Point } from '../../drawing/shapes.ts';
import { wallAt, type Chest } from './chest.ts';
import { tube, type Film } from './film.ts';

/** Number of posterior ribs drawn on each side. */
export const ribCount = 10;

/** Axis of a posterior rib from the spine to the side wall, then of its front part. `index` counts from 0. */
export function ribAxis(chest: Chest, side: -1 | 1, index: number): { back: Point[]; front: Point[] } {
  const spacing = (chest.domes.angle - chest.apex) / (ribCount - 0.6);
  const start = chest.apex - 0.012 + spacing * index * 0.97;
  const drop = (chest.child ? 0.055 : 0.075) + 0.008 * index - 0.02 * chest.inflated;
  const reach = Math.min(chest.width * 1.02, wallAt(chest, start + drop * 1.6) + 0.006);
  const back: Point[] = [];
  for (let step = 0; step <= 9; step++) {
    const t = step / 9;
    const angle = (t * Math.PI) / 2;
    const a = 0.035 + (reach - 0.035) * Math.sin(angle);
    back.push([
      side * a,
      start - 0.012 * Math.sin(Math.min(1, t * 2.2) * Math.PI * 0.5) + drop * (1 - Math.cos(angle)) * 1.35,
    ]);
  }
  const [endU, endV] = back.at(-1)!;
  const front: Point[] = [];
  const inner = index < 6 ? 0.1 + 0.012 * index : 0.2 + 0.02 * (index - 6);
  for (let step = 0; step <= 7; step++) {
    const t = step / 7;
    const u = Math.abs(endU) - (Math.abs(endU) - inner) * (1 - Math.cos((t * Math.PI) / 2));
    front.push([side * u, endV + (0.1 + 0.006 * index) * Math.sin((t * Math.PI) / 2)]);
  }
  return { back, front };
}

/** Ribs, clavicles and shoulder blades. */
export function drawBones(film: Film): void {
  const { chest, body } = film;
  const random = film.random.fork('bones');
  const radius = chest.child ? 0.0125 : random.between(0.0125, 0.0155);
  const rim = random.between(0.35, 0.9);
  const strength = chest.bone * random.between(0.12, 0.19);
  for (const side of [-1, 1] as const) {
    for (let index = 0; index < ribCount; index++) {
      const { back, front } = ribAxis(chest, side, index);
      tube(film, body, back, { amount: strength, start: radius * 0.85, end: radius, softness: 0.006, rim });
      if (index < 7)
        tube(film, body, front, {
          amount: strength * 0.75,
          start: radius,
          end: radius * 1.15,
          softness: 0.006,
          rim: rim * 0.6,
          fade: chest.age > 55 ? 0.75 : 0.25,
        });
      if (chest.age > 60 && index > 0 && index < 7 && random.chance(0.5)) {
        const [u, v] = front.at(-1)!;
        tube(
          film,
          body,
          [
            [u, v],
            [u - side * 0.03, v + 0.012],
          ],
          { amount: 0.1, start: 0.012, softness: 0.012 },
        );
      }
    }
    const lift = random.between(-0.02, 0.03);
    const clavicle: Point[] = [
      [side * 0.028, chest.apex + 0.085],
      [side * 0.1, chest.apex + 0.055 - lift * 0.3],
      [side * 0.2, chest.apex + 0.03 - lift],
      [side * 0.3, chest.apex + 0.008 - lift],
    ];
    tube(film, body, spline(clavicle, 4), {
      amount: strength * 1.7,
      start: 0.017,
      end: 0.014,
      softness: 0.007,
      rim,
    });
    drawScapula(film, side, random.between(-0.03, 0.02), strength);
  }
}

function drawScapula(film: Film, side: -1 | 1, out: number, strength: number): void {
  const { chest, body } = film;
  const near = chest.width * (chest.view === 'AP' ? 0.78 : 0.92) + out;
  const top = chest.apex + 0.05;
  const inner: Point[] = [
    [side * near, top],
    [side * (near + 0.005), top + 0.12],
    [side * (near + 0.045), top + 0.25],
  ];
  const outer: Point[] = [
    [side * (near + 0.045), top + 0.25],
    [side * (near + 0.085), top + 0.13],
    [side * (near + 0.13), top + 0.03],
  ];
  tube(film, body, spline(inner, 4), { amount: strength * 0.6, start: 0.006, softness: 0.008 });
  tube(film, body, spline(outer, 4), { amount: strength * 1.3, start: 0.011, softness: 0.01 });
  tube(
    film,
    body,
    [
      [side * near, top + 0.04],
      [side * (near + 0.15), top - 0.03],
    ],
    { amount: strength, start: 0.012, softness: 0.01 },
  );
  tube(
    film,
    body,
    [
      [side * (near + 0.14), top + 0.01],
      [side * (near + 0.19), top + 0.05],
      [side * (near + 0.22), top + 0.2],
    ],
    { amount: strength * 1.9, start: 0.036, end: 0.024, softness: 0.01, rim: 0.3 },
  );
}
