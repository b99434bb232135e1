import type { Point } from '../../drawing/shapes.ts';
import type { Finding } from '../../phantom.ts';
import { ribAxis, ribCount } from './bones.ts';
import { domeAt, wallAt } from './chest.ts';
import { addedSince, maskOfLayer, tube, type Film } from './film.ts';
import { curve, grade, sidesOf, type Brush } from './findings.ts';

/** A break across one to three neighbouring ribs: a dark gap, a stepped and overlapping end, swelling around it. */
export const drawFracture: Brush = (film, finding, random) => {
  const { chest } = film;
  const side = sidesOf(finding)[0]!;
  const step = grade(finding);
  const before = film.body.values.slice();
  const base = finding.location?.startsWith('upper') ? 2 : finding.location?.startsWith('mid') ? 4 : 6;
  for (let index = 0; index < step; index++) {
    const rib = Math.min(ribCount - 1, base + index);
    const { back } = ribAxis(chest, side, rib);
    const at = random.integer(4, 5);
    const here = back[at]!;
    const next = back[at + 1]!;
    const middle: Point = [(here[0] + next[0]) / 2, (here[1] + next[1]) / 2];
    const length = Math.hypot(next[0] - here[0], next[1] - here[1]);
    const along: Point = [(next[0] - here[0]) / length, (next[1] - here[1]) / length];
    const across: Point = [-along[1] * side, along[0] * side];
    const offset = 0.024 + 0.004 * step;
    const point = (alongBy: number, acrossBy: number): Point => [
      middle[0] + along[0] * alongBy + across[0] * acrossBy,
      middle[1] + along[1] * alongBy + across[1] * acrossBy,
    ];
    tube(film, film.body, [point(0.004, -0.02), point(-0.004, 0.026)], {
      amount: -0.4,
      start: 0.01,
      softness: 0.004,
    });
    tube(film, film.body, [point(0.008, offset), point(0.07, offset * 0.7)], {
      amount: 0.72,
      start: 0.0135,
      softness: 0.004,
      rim: 0.8,
      fade: 0.4,
    });
    tube(film, film.body, [point(-0.012, -0.004), point(-0.05, 0)], {
      amount: 0.5,
      start: 0.0135,
      softness: 0.004,
      rim: 0.8,
      fade: 0.1,
    });
    tube(film, film.body, [point(-0.025, offset), point(0.03, offset)], {
      amount: 0.2,
      start: 0.03,
      softness: 0.03,
    });
  }
  return { ...finding, focal: true, mask: maskOfLayer(addedSince(film, before), 0.25) };
};

/** A tube, line, generator or row of wires, by the finding's location. */
export const drawDevice: Brush = (film, finding, random) => {
  const before = film.body.values.slice();
  const side = finding.side === undefined ? -1 : sidesOf(finding)[0]!;
  devices[finding.location ?? '']?.(film, side, finding, random);
  return { ...finding, focal: true, mask: maskOfLayer(addedSince(film, before), 0.12) };
};

type Device = (film: Film, side: -1 | 1, finding: Finding, random: Parameters<Brush>[2]) => void;

const devices: Readonly<Record<string, Device>> = {
  'endotracheal tube': (film, _side, _finding, random) => {
    const tip = random.between(0.24, 0.33);
    const bend = random.between(-0.01, 0.01);
    const line = curve([
      [bend, -0.12],
      [bend * 0.5 + 0.004, 0.08],
      [0.001, tip],
    ]);
    tube(film, film.body, line, { amount: 0.5, start: 0.0135, softness: 0.004, rim: 1.4 });
    tube(
      film,
      film.body,
      line.map(([u, v]): Point => [u + 0.011, v]),
      { amount: 1.3, start: 0.0036 },
    );
  },
  'central line': (film, side, _finding, random) => {
    const tip = random.between(0.42, 0.5);
    const neck = random.chance(0.5);
    const path: Point[] = neck
      ? [
          [side * 0.085, -0.06],
          [side * 0.065, 0.08],
          [side < 0 ? -0.048 : 0.02, 0.22],
        ]
      : [
          [side * 0.3, 0.13],
          [side * 0.17, 0.15],
          [side * 0.075, 0.19],
        ];
    const line = curve([...path, [-0.04, 0.3], [-0.042, tip]]);
    tube(film, film.body, line, { amount: 1.5, start: 0.0048, softness: 0.003 });
  },
  pacemaker: (film, side, _finding, random) => {
    const { heart, width } = film.chest;
    const [u, v] = [side * width * random.between(0.72, 0.85), random.between(0.2, 0.26)];
    const half = 0.032;
    for (let row = -2; row <= 2; row++) {
      const inset = Math.abs(row) === 2 ? 0.008 : 0;
      tube(
        film,
        film.body,
        [
          [u - half + inset, v + row * 0.013],
          [u + half - inset, v + row * 0.013],
        ],
        { amount: 2.2, start: 0.009, softness: 0.003 },
      );
    }
    const entry: Point[] = [
      [u, v - 0.03],
      [side * 0.17, 0.15],
      [side * 0.08, 0.19],
      [side < 0 ? -0.045 : 0.0, 0.26],
      [-0.042, 0.38],
    ];
    const lower = heart.centre + heart.height * 0.5;
    const ventricle = curve([
      ...entry,
      [-0.035, heart.centre],
      [0.02, lower],
      [heart.left * 0.62, lower - 0.01],
    ]);
    const atrium = curve([...entry, [-0.05, heart.centre - 0.02], [-0.062, heart.centre - 0.055]]);
    tube(film, film.body, ventricle, { amount: 1.4, start: 0.0044, softness: 0.003 });
    tube(film, film.body, atrium, { amount: 1.1, start: 0.0032, softness: 0.003 });
  },
  'sternal wires': (film, _side, _finding, random) => {
    const count = random.integer(5, 6);
    for (let index = 0; index < count; index++) {
      const v = 0.22 + index * 0.068 + random.between(-0.006, 0.006);
      const u = random.normal(0.004, 0.003);
      const turn = random.normal(0, 0.25);
      const ring: Point[] = [];
      for (let step = 0; step <= 10; step++) {
        const angle = turn + (step / 10) * 2 * Math.PI;
        ring.push([u + 0.02 * Math.cos(angle), v + 0.011 * Math.sin(angle)]);
      }
      tube(film, film.body, ring, { amount: 2, start: 0.0042 });
      tube(
        film,
        film.body,
        [
          [u, v + 0.011],
          [u + 0.008, v + 0.021],
        ],
        { amount: 1.6, start: 0.0042 },
      );
    }
  },
  'chest tube': (film, side, _finding, random) => {
    const { chest } = film;
    const low = domeAt(chest, side, chest.width * 0.8) - random.between(0.06, 0.14);
    const wall = wallAt(chest, low);
    const line = curve([
      [side * (wall + 0.12), low + 0.05],
      [side * (wall - 0.01), low],
      [side * (wall - 0.075), low - 0.15],
      [side * (wallAt(chest, chest.apex + 0.1) - 0.07), chest.apex + random.between(0.08, 0.16)],
    ]);
    tube(film, film.body, line, { amount: 0.45, start: 0.0125, softness: 0.004, rim: 1.1 });
    tube(film, film.body, line, { amount: 1.2, start: 0.004 });
  },
};
