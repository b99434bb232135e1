import { smooth } from '../../drawing/field.ts';
import { noiseRow } from '../../drawing/noise.ts';
import { paintColor, type Color, type Picture } from '../../drawing/picture.ts';
import type { Random } from '../../drawing/random.ts';
import { ellipse, spline, stroke, type Point, type Shape } from '../../drawing/shapes.ts';
import { smoothRows } from '../../drawing/smooth-rows.ts';
import type { Textures } from '../../drawing/texture.ts';

/** Skin and its owner. The picture is about 12 mm wide. */
export interface Skin {
  readonly type: number;
  readonly color: Color;
  readonly site: string;
  readonly age: number;
  readonly sex: 'female' | 'male';
  readonly light: 'polarised' | 'contact non-polarised';
}

export const sites = [
  'back',
  'chest',
  'abdomen',
  'arm',
  'forearm',
  'thigh',
  'lower leg',
  'face',
  'scalp',
  'shoulder',
  'neck',
] as const;

/** Fitzpatrick types I to VI under a dermatoscope's light. */
const colors: readonly Color[] = [
  [0.92, 0.75, 0.7],
  [0.89, 0.7, 0.62],
  [0.84, 0.63, 0.53],
  [0.75, 0.54, 0.43],
  [0.6, 0.42, 0.33],
  [0.45, 0.31, 0.25],
];

export function planSkin(random: Random, site: string | undefined): Skin {
  const type = random.pick([1, 2, 2, 3, 3, 4, 5, 6]);
  const [red, green, blue] = colors[type - 1]!;
  const [light, warmth] = [random.between(0.92, 1.07), random.between(-0.035, 0.035)];
  const somewhere = random.pick(sites);
  return {
    type,
    color: [red * light, (green + warmth) * light, (blue - warmth * 0.6) * light],
    site: site ?? somewhere,
    age: random.integer(18, 88),
    sex: random.pick(['female', 'male'] as const),
    light: random.pick(['polarised', 'contact non-polarised'] as const),
  };
}

/** Mottled redness, fine grain and the net of skin lines. */
export function paintSkin(picture: Picture, random: Random, textures: Textures): void {
  const { size, values } = picture;
  const [cloud, grain, lines] = [
    textures.cut(random, 0.5, 0),
    textures.cut(random, 0.03, 0),
    textures.cut(random, 0.09, 0),
  ];
  const [mottle, fine, furrow] = [
    random.between(0.015, 0.035),
    random.between(0.012, 0.028),
    random.between(0.01, 0.045),
  ];
  const [clouds, grains, furrows] = [0, 1, 2].map(() => new Float64Array(size)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const [cloudRow, lineRow] = [smoothRows(cloud, size), smoothRows(lines, size)];
  const grainRow = smoothRows(grain, size);
  const pores = new Float32Array(size);
  for (let row = 0, at = 0; row < size; row++) {
    cloudRow(clouds, row);
    grainRow(grains, row);
    noiseRow(random, pores);
    lineRow(furrows, row);
    for (let column = 0; column < size; column++, at += 3) {
      const red = mottle * clouds[column]!;
      const away = Math.abs(furrows[column]!) * (1 / 0.35);
      let light = 1 + fine * (0.8 * grains[column]! + 0.6 * pores[column]!);
      if (away < 1) light -= furrow * (1 - away * away * (3 - 2 * away));
      const rest = light * (1 - red);
      values[at]! *= light * (1 - 0.25 * red);
      values[at + 1]! *= rest;
      values[at + 2]! *= rest;
    }
  }
}

/** Hairs, bubbles of gel, a ruler, the dark rim of the tube: what lies between skin and camera. */
export function paintOverlays(picture: Picture, random: Random, skin: Skin): void {
  if (random.chance(0.5)) hairs(picture, random.fork('hairs'), skin);
  if (random.chance(0.22)) bubbles(picture, random.fork('bubbles'));
  if (random.chance(0.22)) ruler(picture, random.fork('ruler'));
  vignette(picture, random.fork('vignette'));
}

function hairs(picture: Picture, random: Random, { type, age }: Skin): void {
  const grey = age > 65 && random.chance(0.4);
  const color: Color = grey
    ? [0.75, 0.72, 0.7]
    : type < 3 && random.chance(0.4)
      ? [0.5, 0.33, 0.18]
      : [0.12, 0.08, 0.07];
  const main = random.between(0, Math.PI);
  for (let count = random.integer(2, 14); count > 0; count--) {
    const [x, y, angle] = [random.uniform(), random.uniform(), main + random.normal(0, 0.5)];
    const [length, bend] = [random.between(0.15, 0.55), random.normal(0, 0.07)];
    const points = [-0.5, -0.17, 0.17, 0.5].map((along): Point => {
      const across = bend * (1 - 4 * along * along);
      return [
        x + along * length * Math.cos(angle) - across * Math.sin(angle),
        y + along * length * Math.sin(angle) + across * Math.cos(angle),
      ];
    });
    const width = random.between(0.0018, 0.0042);
    const curve = spline(points, 4);
    // Short pieces keep the boxes, and so the cost, small.
    for (let at = 0; at + 1 < curve.length; at++)
      paintColor(picture, stroke([curve[at]!, curve[at + 1]!], width), { color, opacity: 0.75 });
  }
}

function bubbles(picture: Picture, random: Random): void {
  for (let count = random.integer(1, 7); count > 0; count--) {
    const [x, y, radius] = [random.uniform(), random.uniform(), random.between(0.008, 0.035)];
    const ring = ellipse(x, y, radius, radius);
    const rim: Shape = { box: ring.box, distance: (u, v) => Math.abs(ring.distance(u, v)) - 0.0025 };
    paintColor(picture, ring, { color: [1, 1, 1], opacity: 0.08 });
    paintColor(picture, rim, { color: [0.35, 0.25, 0.22], opacity: 0.5, softness: 0.004 });
    paintColor(picture, ellipse(x - radius * 0.4, y - radius * 0.4, radius * 0.2, radius * 0.2), {
      color: [1, 1, 1],
      opacity: 0.9,
    });
  }
}

function ruler(picture: Picture, random: Random): void {
  const upright = random.chance(0.5);
  const edge = random.pick([0.03, 0.97]);
  const [inward, step] = [edge < 0.5 ? 1 : -1, 1 / 12];
  for (let mark = 0; mark < 28; mark++) {
    const along = (mark + 0.5) * step * 0.5;
    const length = mark % 2 === 0 ? 0.045 : 0.022;
    const ends: Point[] = [
      [along, edge],
      [along, edge + inward * length],
    ];
    const points = upright ? ends.map(([x, y]): Point => [y, x]) : ends;
    paintColor(picture, stroke(points, 0.0018), { color: [0.08, 0.08, 0.09], opacity: 0.85 });
  }
}

function vignette(picture: Picture, random: Random): void {
  const { size, values } = picture;
  const tube = random.chance(0.2) ? random.between(0.5, 0.62) : 2;
  const fall = random.between(0.1, 0.4);
  const pixel = 1 / size;
  for (let row = 0, at = 0; row < size; row++) {
    const dy = (row + 0.5) * pixel - 0.5;
    let dx = 0.5 * pixel - 0.5;
    for (let column = 0; column < size; column++, at += 3, dx += pixel) {
      const square = dx * dx + dy * dy;
      let light = 1 - fall * square;
      if (tube < 1) light *= smooth(0.5 - (Math.sqrt(square) - tube) / 0.02);
      values[at] = 0.02 + values[at]! * light;
      values[at + 1] = 0.02 + values[at + 1]! * light;
      values[at + 2] = 0.02 + values[at + 2]! * light;
    }
  }
}
