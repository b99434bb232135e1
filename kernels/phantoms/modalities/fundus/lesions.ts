import { paintColor, type Color, type Picture } from '../../drawing/picture.ts';
import type { Random } from '../../drawing/random.ts';
import { intersection } from '../../drawing/combine.ts';
import { blob, ellipse, spline, stroke, type Point, type Shape } from '../../drawing/shapes.ts';
import type { Textures } from '../../drawing/texture.ts';
import type { Finding } from '../../phantom.ts';
import { placeIn, quadrants, type Eye } from './eye.ts';

/** What a lesion is painted with. */
export interface Bench {
  readonly picture: Picture;
  readonly eye: Eye;
  readonly random: Random;
  readonly textures: Textures;
  readonly mask: Uint8Array;
}

const blood: Color = [0.42, 0.07, 0.05];
const exudate: Color = [0.98, 0.87, 0.45];
const level = { mild: 0, moderate: 1, severe: 2 } as const;

/** Microaneurysms and, beyond mild, cotton wool spots; haemorrhages and exudates are findings of their own. */
export function paintRetinopathy(bench: Bench, { severity = 'moderate' }: Finding): void {
  const { random, eye } = bench;
  const grade = level[severity];
  for (let count = [22, 32, 46][grade]!; count > 0; count--)
    spot(bench, anywhere(eye, random, 0.85), random.between(0.0065, 0.0105), blood, 0.92);
  for (let count = [0, 3, 7][grade]!; count > 0; count--) {
    const [x, y] = placeIn(eye, random, random.pick(quadrants));
    const radius = random.between(0.014, 0.026);
    paint(bench, blob(random, x, y, radius, 0.14), [0.97, 0.9, 0.74], {
      softness: radius * 0.9,
      opacity: 0.85,
    });
  }
}

/** Blot and flame haemorrhages; without a place, dots and blots all over. */
export function paintHemorrhage(bench: Bench, { severity = 'moderate', location }: Finding): void {
  const { random, eye } = bench;
  const grade = level[severity];
  if (location === undefined) {
    for (let count = [8, 16, 34][grade]!; count > 0; count--) {
      const [x, y] = anywhere(eye, random, 0.85);
      const radius = random.between(0.007, 0.017);
      paint(bench, blob(random, x, y, radius, 0.16), blood, { softness: 0.006, opacity: 0.88 });
    }
    return;
  }
  const [x, y] = placeIn(eye, random, location);
  const radius = [0.034, 0.055, 0.085][grade]!;
  if (random.chance(0.4)) {
    const fan = Math.atan2(y - eye.disc[1], x - eye.disc[0]);
    for (let streak = 0; streak < 14; streak++) {
      const across = random.normal(0, radius * 0.4);
      const [cx, cy] = [x - across * Math.sin(fan), y + across * Math.cos(fan)];
      const shape = ellipse(
        cx,
        cy,
        radius * random.between(0.6, 1.15),
        radius * 0.11,
        fan + random.normal(0, 0.12),
      );
      paint(bench, shape, blood, { softness: 0.008, opacity: 0.75 });
    }
    return;
  }
  paint(bench, blob(random, x, y, radius, 0.13), blood, { softness: 0.012, opacity: 0.93 });
  for (let satellite = 2 + grade * 2; satellite > 0; satellite--) {
    const angle = random.between(0, 2 * Math.PI);
    const reach = radius * random.between(1.1, 1.6);
    spot(
      bench,
      [x + reach * Math.cos(angle), y + reach * Math.sin(angle)],
      random.between(0.006, 0.013),
      blood,
      0.85,
    );
  }
}

/** Waxy yellow deposits with sharp edges, in clusters and rings. */
export function paintHardExudates(bench: Bench, { severity = 'moderate', location }: Finding): void {
  const { random, eye } = bench;
  const clusters = location === undefined ? [1, 3, 5][level[severity]]! : 1;
  for (let cluster = 0; cluster < clusters; cluster++) {
    const [x, y] = placeIn(eye, random, location ?? random.pick([...quadrants, 'macular']));
    const ring = eye.radius * random.between(0.07, 0.11) * [0.75, 1, 1.3][level[severity]]!;
    const open = random.between(0, 2 * Math.PI);
    for (let count = [16, 28, 44][level[severity]]!; count > 0; count--) {
      const angle = open + random.between(0, 4.6);
      const reach = ring * random.normal(1, 0.22);
      const at: Point = [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
      if (Math.hypot(at[0] - eye.disc[0], at[1] - eye.disc[1]) < eye.discRadius * 1.2) continue;
      spot(bench, at, random.between(0.005, 0.011), exudate, 0.95);
    }
  }
}

/** Soft, round, pale yellow deposits crowded around the fovea. */
export function paintDrusen(bench: Bench, { severity = 'moderate' }: Finding): void {
  const { random, eye } = bench;
  for (let count = [22, 45, 80][level[severity]]!; count > 0; count--) {
    const angle = random.between(0, 2 * Math.PI);
    const reach = eye.radius * Math.abs(random.normal(0, 0.17));
    const [x, y] = [eye.fovea[0] + reach * Math.cos(angle), eye.fovea[1] + reach * Math.sin(angle)];
    const radius = random.between(0.005, 0.0105 + 0.003 * level[severity]);
    paint(bench, ellipse(x, y, radius * 1.2, radius * 1.1), [0.97, 0.79, 0.42], {
      softness: radius * 0.9,
      opacity: 0.72,
    });
  }
}

/** Bare sclera on the temporal side of the disc, sometimes all round. */
export function paintMyopicCrescent(bench: Bench, { severity = 'moderate' }: Finding): void {
  const { eye, random } = bench;
  const width = eye.discRadius * [0.6, 0.85, 1.15][level[severity]]!;
  const shape = ellipse(
    eye.disc[0] - eye.nasal * width * 0.72,
    eye.disc[1] + random.normal(0, 0.004),
    eye.discRadius * 0.9 + width * 0.6,
    eye.discRadius * 1.02 + width * 0.2,
  );
  paint(bench, shape, [0.97, 0.86, 0.68], { softness: 0.01, opacity: 0.85 });
  paint({ ...bench, mask: new Uint8Array(bench.mask.length) }, rimOf(shape, 0.006), [0.35, 0.18, 0.1], {
    softness: 0.01,
    opacity: 0.4,
  });
}

/** A grey, billowing sheet with folds that takes a quadrant or more. */
export function paintDetachment(
  bench: Bench,
  { severity = 'moderate', location = 'superotemporal' }: Finding,
): void {
  const { eye, random, textures } = bench;
  const up = location.startsWith('supero') ? -1 : 1;
  const across = location.endsWith('nasal') ? eye.nasal : -eye.nasal;
  const reach = [0.62, 0.74, 0.86][level[severity]]! * eye.radius;
  const [cx, cy] = [0.5 + across * eye.radius * 0.72, 0.5 + up * eye.radius * 0.72];
  const folds = textures.cut(random, 0.24, 0);
  const sheet = intersection(blob(random, cx, cy, reach, 0.07), eye.aperture);
  paint(bench, sheet, [0.66, 0.62, 0.54], {
    softness: 0.06,
    opacity: 0.78,
    shade: (x, y) => 0.88 + 0.12 * Math.tanh(2 * folds(x, y)),
  });
  const inner = { ...bench, mask: new Uint8Array(bench.mask.length) };
  for (let fold = 0; fold < 6; fold++) {
    const away = reach * random.between(0.25, 0.9);
    const start = Math.atan2(-up, -across) + random.between(-1, 0.3);
    const line = spline(
      [0, 0.3, 0.6, 0.9].map((turn): Point => [
        cx + (away + random.normal(0, 0.018)) * Math.cos(start + turn),
        cy + (away + random.normal(0, 0.018)) * Math.sin(start + turn),
      ]),
      4,
    );
    const bright = fold % 2 === 0;
    paint(
      inner,
      intersection(stroke(line, 0.012, 0.005), sheet),
      bright ? [0.9, 0.89, 0.82] : [0.42, 0.33, 0.28],
      { softness: 0.02, opacity: 0.55 },
    );
  }
}

/** Rows of round burns outside the arcades: pale, with pigment in the middle or at the rim. */
export function paintLaserScars(bench: Bench, { severity = 'moderate' }: Finding): void {
  const { eye, random } = bench;
  const wanted = [35, 70, 120][level[severity]]!;
  const clear = eye.radius * 0.46;
  for (let count = 0, attempt = 0; count < wanted && attempt < wanted * 5; attempt++) {
    const [x, y] = anywhere(eye, random, 0.95);
    if (Math.hypot(x - eye.fovea[0], y - eye.fovea[1]) < clear) continue;
    if (Math.hypot(x - eye.disc[0], y - eye.disc[1]) < eye.discRadius * 2) continue;
    count++;
    const radius = random.between(0.009, 0.015);
    paint(bench, ellipse(x, y, radius, radius), [0.93, 0.78, 0.52], { softness: 0.006, opacity: 0.8 });
    const core = ellipse(
      x + random.normal(0, 0.003),
      y + random.normal(0, 0.003),
      radius * 0.5,
      radius * 0.5,
    );
    paint(bench, core, [0.2, 0.1, 0.06], { softness: 0.005, opacity: random.between(0.4, 0.9) });
  }
}

function spot(bench: Bench, [x, y]: Point, radius: number, color: Color, opacity: number): void {
  const least = 0.85 / bench.picture.size;
  paint(
    bench,
    ellipse(x, y, Math.max(radius, least), Math.max(radius * bench.random.between(0.75, 1), least)),
    color,
    { softness: 0.003, opacity },
  );
}

function paint(
  { picture, mask, eye }: Bench,
  shape: Shape,
  color: Color,
  options: { softness: number; opacity: number; shade?: (x: number, y: number) => number },
): void {
  const { radius } = eye;
  const lit = (x: number, y: number): number => ((x - 0.5) ** 2 + (y - 0.5) ** 2 < radius * radius ? 1 : 0);
  const { shade } = options;
  paintColor(picture, shape, {
    ...options,
    color,
    mask,
    shade: shade ? (x, y) => lit(x, y) * shade(x, y) : lit,
  });
}

function anywhere(eye: Eye, random: Random, reach: number): Point {
  for (;;) {
    const [angle, length] = [
      random.between(0, 2 * Math.PI),
      eye.radius * reach * Math.sqrt(random.uniform()),
    ];
    const at: Point = [0.5 + length * Math.cos(angle), 0.5 + length * Math.sin(angle)];
    if (Math.hypot(at[0] - eye.disc[0], at[1] - eye.disc[1]) > eye.discRadius * 1.3) return at;
  }
}

function rimOf(shape: Shape, width: number): Shape {
  return { box: shape.box, distance: (x, y) => Math.abs(shape.distance(x, y)) - width };
}
