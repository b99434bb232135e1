import { smooth } from '../../drawing/field.ts';
import { spline, type Point } from '../../drawing/shapes.ts';
import { addLayer, cut, eachPixel, exposeCoarsely, maskOfLayer, tube, type Film } from './film.ts';
import { grade, type Brush } from './findings.ts';

/** Front of the chest (sternum) at height v, negative: the patient faces the viewer's left. */
function frontAt(film: Film, v: number): number {
  const t = (v - 0.1) / 0.75;
  return (
    -0.13 -
    0.15 * Math.sin(Math.min(1, Math.max(0, t * 1.15)) * Math.PI * 0.55) -
    0.03 * film.chest.inflated * smooth(t * 2)
  );
}

/** Back of the lungs at height v. */
function backAt(v: number): number {
  const t = (v - 0.1) / 0.75;
  return 0.15 + 0.12 * Math.sin(Math.min(1, Math.max(0, t + 0.12)) * Math.PI * 0.62);
}

/** Dome of the diaphragm: crest in front, deep behind. */
function domeAtU(film: Film, u: number, offset: number): number {
  const base = film.chest.domes.right + offset;
  const t = (u + 0.08) / 0.33;
  return u < -0.08
    ? base + 0.03 * ((u + 0.08) / 0.18) ** 2
    : base + (0.18 - 0.05 * film.chest.inflated) * t ** 2.3;
}

function lateralAir(film: Film, u: number, v: number): number {
  const front = u - frontAt(film, v);
  const back = backAt(v) - u;
  const dome = domeAtU(film, u, 0.0) - v;
  const top = v - film.chest.apex - 0.02 - 1.2 * (u - 0.04) ** 2;
  if (front <= 0 || back <= 0 || dome <= 0 || top <= 0) return 0;
  return (
    Math.sqrt(smooth(front / 0.05)) *
    Math.sqrt(smooth(back / 0.09)) *
    (0.55 + 0.45 * smooth(dome / 0.03)) *
    smooth(dome / 0.012) *
    smooth(top / 0.16)
  );
}

/** How deep inside the heart: it rests on the front of the dome and the lower sternum. 1 at its middle, 0 or less outside. */
function heartChord({ chest }: Film, u: number, v: number): number {
  const rx = 0.14 + 0.4 * (chest.heart.left + chest.heart.right - 0.3);
  let du = u + 0.11 - 0.25 * (rx - 0.14);
  const dv = v - chest.domes.right + 0.085;
  if (du < 0) du *= 0.4;
  const p = (du * 0.75 + dv * 0.66) / rx;
  const q = (dv * 0.75 - du * 0.66) / (rx * 0.78);
  return 1 - p * p - q * q;
}

/** Exposes the normal anatomy seen from the side. */
export function drawLateral(film: Film): void {
  const { chest } = film;
  const grain = cut(film, 'tissue', 0.3);
  const fine = cut(film, 'parenchyma', 0.045);
  const random = film.random.fork('anatomy');
  const belly = random.between(0.03, 0.06);
  exposeCoarsely(film, (u, v, air, at) => {
    const front = u - frontAt(film, v) + belly + (v < 0.28 ? (0.28 - v) * 0.25 : 0);
    const back = backAt(v) + 0.1 - u;
    const edge = Math.min(front, back, v < 0.0 ? 0.14 - Math.abs(u - 0.02) + 0.0 : 1);
    if (edge <= 0) return 0;
    const skin = smooth(edge / 0.05);
    const lung = lateralAir(film, u, v);
    air[at] = lung;
    const texture = grain(u, v);
    let thickness = skin * (0.95 + 0.5 * chest.wall + 0.05 * texture);
    thickness -= lung * (0.74 + 0.16 * chest.inflated - 0.03 * fine(u, v) - 0.04 * texture);
    const right = domeAtU(film, u, 0);
    if (v > right)
      thickness += skin * (0.55 * smooth((v - right) / 0.02) + 0.6 * smooth((v - right - 0.025) / 0.03));
    const inside = heartChord(film, u, v);
    if (inside > 0) thickness += 0.8 * Math.sqrt(smooth(inside / 0.8)) * skin;
    const root = 1 - ((u + 0.035) / 0.055) ** 2 - ((v - 0.44) / 0.1) ** 2;
    if (root > 0) thickness += 0.35 * smooth(root);
    if (v < 0.4 && u > -0.09) {
      const arch = Math.abs(Math.sqrt(u * u + (v - 0.36) * (v - 0.36)) - 0.085);
      thickness += 0.12 * smooth((0.035 - arch) / 0.03);
    }
    const shoulder = 1 - ((u - 0.03) / 0.17) ** 2 - ((v - 0.03) / 0.17) ** 2;
    if (shoulder > 0) thickness += 0.75 * smooth(shoulder / 0.9);
    const windpipe = 0.012 + 0.13 * (v - 0.1);
    if (v > 0.02 && v < 0.4)
      thickness -= 0.3 * smooth((0.026 - Math.abs(u - windpipe)) / 0.016) * smooth((0.4 - v) / 0.03);
    return Math.max(0.05 * skin, thickness);
  });
  drawSpine(film);
  drawRibs(film);
  drawHila(film);
}

function drawSpine(film: Film): void {
  const { body, chest } = film;
  const strength = 0.26 * chest.bone;
  for (let index = 0; index < 14; index++) {
    const v = 0.06 + index * 0.062;
    const u = backAt(Math.min(0.8, v)) - 0.045;
    tube(
      film,
      body,
      [
        [u - 0.024, v],
        [u + 0.024, v + 0.004],
      ],
      { amount: strength, start: 0.024, softness: 0.008, rim: 0.5 },
    );
    tube(
      film,
      body,
      [
        [u + 0.03, v + 0.01],
        [u + 0.085, v + 0.035],
      ],
      { amount: strength * 0.6, start: 0.01, softness: 0.008, fade: 0.6 },
    );
  }
}

function drawRibs(film: Film): void {
  const { body, chest } = film;
  const random = film.random.fork('bones');
  const strength = chest.bone * random.between(0.07, 0.12);
  for (let index = 0; index < 14; index++) {
    const v = 0.05 + index * 0.045 + random.between(-0.012, 0.012);
    const from = backAt(Math.min(0.8, v)) + 0.03;
    const to = frontAt(film, Math.min(0.8, v + 0.26)) + 0.06;
    const line = spline(
      [
        [from, v],
        [from * 0.55 + to * 0.45, v + 0.13],
        [to, v + 0.23 - (index > 11 ? 0.05 : 0)],
      ],
      7,
    );
    tube(film, body, line, { amount: strength, start: 0.009, softness: 0.005, rim: 0.7, fade: 0.45 });
  }
  const sternum = spline(
    [0.2, 0.32, 0.46, 0.58].map((v): Point => [frontAt(film, v) + 0.004, v]),
    4,
  );
  tube(film, body, sternum, { amount: strength * 2, start: 0.011, softness: 0.006, rim: 0.8 });
  tube(
    film,
    body,
    spline(
      [
        [0.1, 0.1],
        [0.17, 0.25],
        [0.16, 0.36],
      ],
      4,
    ),
    { amount: strength, start: 0.008, softness: 0.008 },
  );
}

function drawHila(film: Film): void {
  const { vessels } = film;
  const random = film.random.fork('vessels');
  const hilum: Point = [0.055, 0.42];
  tube(
    film,
    vessels,
    [
      [hilum[0] - 0.02, hilum[1]],
      [hilum[0] + 0.015, hilum[1] + 0.02],
    ],
    { amount: 0.4, start: 0.03, softness: 0.035 },
  );
  for (let index = 0; index < 26; index++) {
    const direction = random.between(-2.6, 2.9);
    const root: Point = [hilum[0] + 0.03 * Math.cos(direction), hilum[1] + 0.045 * Math.sin(direction)];
    const reach = random.between(0.1, 0.22);
    const bend = random.normal(0, 0.3);
    const line: Point[] = [];
    for (let step = 0; step <= 4; step++) {
      const t = (step / 4) * reach;
      const turn = direction + (bend * step) / 4;
      line.push([root[0] + t * Math.cos(turn), root[1] + t * Math.sin(turn)]);
    }
    tube(film, vessels, line, { amount: 0.14, start: 0.006, end: 0.002, softness: 0.005, fade: 0.2 });
  }
}

const whole = [-0.4, 0, 0.4, 1] as const;

/** A place in the side view. */
function placeOf(film: Film, location: string | undefined, jitter: Point): Point {
  const base = film.chest.domes.right;
  const [u, v]: Point =
    location === 'retrosternal'
      ? [-0.15, 0.37]
      : location === 'posterior'
        ? [0.16, base - 0.06]
        : [0.085, base - 0.1];
  return [u + jitter[0], v + jitter[1]];
}

const patch: Brush = (film, finding, random) => {
  const solid = finding.name !== 'consolidation';
  const step = grade(finding);
  const [u0, v0] = placeOf(film, finding.location, [
    random.between(-0.012, 0.012),
    random.between(-0.03, 0.03),
  ]);
  const radius = solid
    ? (finding.millimetres ?? 25) / 2 / film.chest.millimetres
    : [0, 0.075, 0.092, 0.115][step]!;
  const peak = solid ? (finding.name === 'mass' ? 1 : 0.65) : [0, 0.66, 0.88, 1.12][step]!;
  const cloud = cut(film, 'consolidation', 0.12);
  const fluff = cut(film, 'fluff', 0.035);
  const layer = addLayer(film, whole, (u, v, air) => {
    const distance = Math.hypot(u - u0, v - v0) / radius;
    if (distance > 2) return 0;
    if (solid) return distance >= 1.1 ? 0 : peak * Math.sqrt(smooth((1.1 - distance) / 0.45));
    return Math.sqrt(air) * peak * smooth((1.45 - distance + 0.2 * cloud(u, v) + 0.06 * fluff(u, v)) / 1.1);
  });
  return { ...finding, focal: true, mask: maskOfLayer(layer) };
};

const effusion: Brush = (film, finding) => {
  const step = grade(finding);
  const height = [0, 0.17, 0.26, 0.4][step]!;
  const low = domeAtU(film, 0.24, 0);
  const layer = addLayer(film, whole, (u, v, air) => {
    if (air < 0.01) return 0;
    const t = Math.min(1, Math.max(0, (u + 0.1) / (backAt(v) + 0.1)));
    const deep = v - (low - height + (1 - t ** 2.5) * (0.11 + 0.02 * step));
    return deep < -0.02 ? 0 : Math.sqrt(air) * smooth((deep + 0.02) / 0.05) * (1 + 0.7 * smooth(deep / 0.12));
  });
  return { ...finding, focal: true, mask: maskOfLayer(layer) };
};

const heartMask: Brush = (film, finding) => {
  const mask = new Uint8Array(film.air.length);
  eachPixel(film, [-1, -1, 1, 2], (u, v, at) => {
    if (heartChord(film, u, v) > 0) mask[at] = 1;
  });
  return { ...finding, focal: true, mask };
};

const inflatedMask: Brush = (film, finding) => ({
  ...finding,
  focal: false,
  mask: Uint8Array.from(film.air, air => (air > 0.35 ? 1 : 0)),
});

/** Findings as a lateral view shows them. */
export const lateralBrushes: Readonly<Record<string, Brush>> = {
  consolidation: patch,
  mass: patch,
  nodule: patch,
  'pleural effusion': effusion,
  cardiomegaly: heartMask,
  emphysema: inflatedMask,
};
