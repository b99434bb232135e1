import { smooth } from '../../drawing/field.ts';
import { paintColor, type Color } from '../../drawing/picture.ts';
import { intersection } from '../../drawing/combine.ts';
import { blob, ellipse, stroke, type Point } from '../../drawing/shapes.ts';
import { layer, network, type Lesion } from './lesion.ts';

const black: Color = [0.13, 0.09, 0.09];
const darkBrown: Color = [0.33, 0.19, 0.13];
const blueGrey: Color = [0.47, 0.52, 0.62];

/** Symmetric, evenly brown, with a regular network that fades towards the edge, or evenly spread globules. */
export function paintNevus(lesion: Lesion): void {
  const { random, textures, radius } = lesion;
  const tan: Color = [0.6 + random.normal(0, 0.03), 0.39, 0.26];
  const cloud = textures.cut(random, radius * 0.9, 0);
  const middle = random.between(0.25, 0.75);
  layer(lesion, tan, 0.05, () => 0.8);
  layer(
    lesion,
    [0.4, 0.23, 0.15],
    0.05,
    (x, y, depth) => middle * smooth(depth / (radius * 0.75)) + 0.1 * cloud(x, y),
  );
  if (random.chance(0.62)) {
    const mesh = network(random, random.between(0.026, 0.04), textures.cut(random, 0.2, 0), 0.25);
    layer(lesion, darkBrown, 0.05, (x, y, depth) => 0.75 * mesh(x, y) * smooth(depth / (radius * 0.35)));
    return;
  }
  for (let count = 34; count > 0; count--) {
    const [x, y] = within(lesion, 0.92);
    const size = random.between(0.006, 0.012);
    dot(lesion, [x, y], size, darkBrown, 0.8);
  }
}

/** Asymmetric in colour and outline: brown, black, red, white and blue-grey areas, an atypical network, streaks and dots. */
export function paintMelanoma(lesion: Lesion): void {
  const { random, textures, radius, severity } = lesion;
  const grade = { mild: 0.6, moderate: 0.85, severe: 1 }[severity];
  const patchy = textures.cut(random, radius * 0.8);
  const coarse = textures.cut(random, radius * 1.3);
  layer(lesion, [0.5, 0.32, 0.22], 0.025, (x, y) => 0.88 + 0.1 * patchy(x, y));
  layer(lesion, darkBrown, 0.02, (x, y) => smooth((coarse(x, y) + 0.35) / 0.9) * 0.9);
  const mesh = network(random, random.between(0.034, 0.055), textures.cut(random, 0.12, 0), 0.7);
  layer(lesion, black, 0.03, (x, y, depth) => 0.7 * mesh(x, y) * smooth(1 - depth / (radius * 0.5)));
  const area = (color: Color, size: number, opacity: number): void => {
    const [x, y] = within(lesion, 0.6);
    const patch = blob(random, x, y, radius * size, 0.22);
    paintColor(lesion.picture, intersection(patch, lesion.shape), {
      color,
      softness: Math.min(0.06, radius * 0.4),
      opacity,
    });
  };
  area([0.68, 0.33, 0.3], random.between(0.3, 0.45), 0.6);
  area(black, random.between(0.35, 0.55), 0.92 * grade);
  if (random.chance(0.6)) area(black, random.between(0.2, 0.35), 0.9);
  area(blueGrey, random.between(0.42, 0.62), 0.8 * grade);
  if (random.chance(0.5)) area([0.88, 0.8, 0.78], random.between(0.2, 0.32), 0.7);
  for (let count = 16; count > 0; count--)
    dot(lesion, within(lesion, 1), random.between(0.004, 0.013), black, 0.85);
  streaks(lesion);
}

/** Stuck on the skin: a sharp edge, waxy brown ridges, white milia-like cysts and dark comedo-like openings. */
export function paintSeborrheicKeratosis(lesion: Lesion): void {
  const { random, textures, radius } = lesion;
  const dark = random.between(0, 1);
  const waxy: Color = [0.66 - 0.22 * dark, 0.48 - 0.2 * dark, 0.34 - 0.14 * dark];
  const ridges = textures.cut(random, 0.1, 0);
  const rough = textures.cut(random, 0.06);
  layer(lesion, waxy, 0.008, (x, y) => 0.92 + 0.05 * rough(x, y));
  layer(
    lesion,
    [0.3, 0.19, 0.13],
    0.01,
    (x, y, depth) => 0.6 * (1 - smooth(Math.abs(ridges(x, y)) / 0.4)) * smooth(depth / 0.03),
  );
  layer(lesion, [0.3, 0.2, 0.15], 0.008, (_x, _y, depth) => 0.55 * (1 - smooth(depth / 0.018)));
  for (let count = random.integer(14, 26); count > 0; count--) {
    const size = random.between(0.007, 0.0135);
    dot(lesion, within(lesion, 0.9), size, [1, 0.94, 0.82], 0.92);
  }
  for (let count = random.integer(6, 14); count > 0; count--) {
    const size = Math.min(radius * 0.1, random.between(0.011, 0.019));
    dot(lesion, within(lesion, 0.85), size, [0.17, 0.1, 0.07], 0.9);
  }
}

function streaks({ picture, random, x, y, radius, shape, mask }: Lesion): void {
  const start = random.between(0, 2 * Math.PI);
  for (let count = random.integer(8, 16); count > 0; count--) {
    const angle = start + random.normal(0, 0.8);
    let rim = radius * 0.3;
    while (rim < radius * 2 && shape.distance(x + rim * Math.cos(angle), y + rim * Math.sin(angle)) < 0)
      rim += 0.006;
    const ends = [rim - 0.035, rim + random.between(0.004, 0.02)].map((reach): Point => [
      x + reach * Math.cos(angle),
      y + reach * Math.sin(angle),
    ]);
    paintColor(picture, stroke(ends, 0.008, 0.011), {
      color: [0.26, 0.15, 0.12],
      softness: 0.014,
      opacity: 0.85,
      mask,
    });
  }
}

/** A place inside the outline. */
export function within({ random, x, y, radius, shape }: Lesion, share: number): Point {
  for (let attempt = 0; attempt < 40; attempt++) {
    const [angle, reach] = [random.between(0, 2 * Math.PI), radius * 1.3 * Math.sqrt(random.uniform())];
    const at: Point = [x + reach * Math.cos(angle), y + reach * Math.sin(angle)];
    if (shape.distance(...at) < -(1 - share) * radius) return at;
  }
  return [x, y];
}

export function dot(
  { picture, random, mask }: Lesion,
  [x, y]: Point,
  size: number,
  color: Color,
  opacity: number,
): void {
  paintColor(picture, ellipse(x, y, size, size * random.between(0.75, 1), random.between(0, 3)), {
    color,
    softness: size * 0.6,
    opacity,
    mask,
  });
}
