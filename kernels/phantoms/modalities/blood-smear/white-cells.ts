import { paintColor, type Color, type Picture } from '../../drawing/picture.ts';
import type { Random } from '../../drawing/random.ts';
import { intersection, union } from '../../drawing/combine.ts';
import { blob, ellipse, spline, stroke, type Point, type Shape } from '../../drawing/shapes.ts';
import type { Textures } from '../../drawing/texture.ts';
import type { Stain } from './stain.ts';
import { seen, seenLength, type View } from './view.ts';

export const whiteCellTypes = ['neutrophil', 'lymphocyte', 'eosinophil', 'monocyte', 'blasts'] as const;

export type WhiteCellType = (typeof whiteCellTypes)[number];

/** One white cell, in heights of the field. */
export interface WhiteCell {
  readonly type: WhiteCellType;
  readonly at: Point;
  readonly radius: number;
}

/** Radii relative to a red cell of 7.5 µm; after the sizes in haematology atlases (lymphocyte 7–10 µm, monocyte 15–20 µm). */
const radii: Readonly<Record<WhiteCellType, readonly [number, number]>> = {
  neutrophil: [0.155, 0.21],
  lymphocyte: [0.125, 0.17],
  eosinophil: [0.16, 0.21],
  monocyte: [0.185, 0.24],
  blasts: [0.16, 0.21],
};

export function whiteCell(random: Random, type: WhiteCellType, at: Point): WhiteCell {
  return { type, at, radius: random.between(...radii[type]) };
}

/** Paints body, granules and nucleus; the mask takes the whole cell. */
export function paintWhiteCell(
  picture: Picture,
  { type, at: [u, v], radius }: WhiteCell,
  {
    stain,
    view,
    random,
    textures,
    mask,
  }: {
    readonly stain: Stain;
    readonly view: View;
    readonly random: Random;
    readonly textures: Textures;
    readonly mask: Uint8Array;
  },
): void {
  const softness = seenLength(stain.focus, view);
  const body = blob(random, u, v, radius * 0.96, 0.035);
  const mottle = textures.cut(random, radius * 0.5);
  const chromatin = textures.cut(random, radius * (type === 'blasts' ? 0.2 : 0.35));
  const inSmear =
    (texture: (x: number, y: number) => number, base: number, depth: number) =>
    (x: number, y: number): number =>
      Math.min(1, base + depth * texture(view.left + x * view.width, view.top + y * view.height));
  const cytoplasm = cytoplasmOf(type, stain);
  paintColor(picture, seen(body, view), {
    color: cytoplasm,
    softness: softness * 1.3,
    opacity: 0.94,
    shade: inSmear(mottle, 0.93, 0.08),
    mask,
  });
  const nucleus = intersection(
    nucleusOf(type, random, u, v, radius),
    blob(random, u, v, radius * 0.97, 0.02),
  );
  if (type === 'eosinophil' || type === 'neutrophil')
    granules(picture, type, { u, v, radius, stain, view, random });
  paintColor(picture, seen(nucleus, view), {
    color: type === 'blasts' ? mix(stain.nucleus, stain.blueCytoplasm, 0.2) : stain.nucleus,
    softness,
    shade: inSmear(chromatin, 0.88, 0.13),
  });
  if (type === 'monocyte') vacuoles(picture, { u, v, radius, stain, view, random });
  if (type === 'blasts') {
    for (let count = random.integer(1, 3); count > 0; count--) {
      const [x, y] = around(random, u, v, radius * 0.45);
      paintColor(picture, seen(ellipse(x, y, radius * 0.14, radius * 0.12), view), {
        color: mix(stain.nucleus, stain.blueCytoplasm, 0.75),
        softness: softness * 1.5,
        opacity: 0.7,
      });
    }
  }
}

function cytoplasmOf(type: WhiteCellType, stain: Stain): Color {
  if (type === 'neutrophil') return stain.pinkCytoplasm;
  if (type === 'eosinophil') return mix(stain.pinkCytoplasm, stain.orangeGranule, 0.45);
  if (type === 'monocyte') return mix(stain.blueCytoplasm, [0.68, 0.66, 0.74], 0.55);
  return type === 'blasts' ? mix(stain.blueCytoplasm, [0.45, 0.5, 0.8], 0.35) : stain.blueCytoplasm;
}

function nucleusOf(type: WhiteCellType, random: Random, u: number, v: number, radius: number): Shape {
  const turn = random.between(0, 2 * Math.PI);
  const polar = (angle: number, length: number): Point => [
    u + length * radius * Math.cos(turn + angle),
    v + length * radius * Math.sin(turn + angle),
  ];
  if (type === 'lymphocyte') {
    const [x, y] = polar(0, random.between(0.03, 0.14));
    return blob(random, x, y, radius * random.between(0.78, 0.86), 0.04);
  }
  if (type === 'blasts') {
    const [x, y] = polar(0, random.between(0.02, 0.1));
    return blob(random, x, y, radius * random.between(0.84, 0.9), 0.045);
  }
  if (type === 'monocyte') {
    const bend = random.between(0.45, 0.75);
    const path = spline(
      [
        polar(-2.1 * bend - 0.5, 0.52),
        polar(-0.9, 0.42),
        polar(0, 0.4),
        polar(0.9, 0.42),
        polar(2.1 * bend + 0.5, 0.52),
      ],
      4,
    );
    return stroke(path, radius * 0.4, radius * 0.36);
  }
  const lobes = type === 'eosinophil' ? 2 : random.integer(3, 5);
  const span = type === 'eosinophil' ? 2.5 : random.between(3.2, 4.8);
  const centres = Array.from({ length: lobes }, (_, lobe) =>
    polar(-span / 2 + (span * lobe) / (lobes - 1) + random.normal(0, 0.1), random.between(0.4, 0.55)),
  );
  const width = type === 'eosinophil' ? 0.36 : 0.92 / Math.sqrt(lobes + 2);
  const parts = centres.map(([x, y]) => {
    const angle = Math.atan2(y - v, x - u) + Math.PI / 2 + random.normal(0, 0.4);
    const size = radius * width * random.between(0.82, 1.08);
    return ellipse(x, y, size, size * random.between(0.6, 0.82), angle);
  });
  return parts.reduce<Shape>(union, stroke(spline(centres, 3), radius * 0.09));
}

interface Place {
  readonly u: number;
  readonly v: number;
  readonly radius: number;
  readonly stain: Stain;
  readonly view: View;
  readonly random: Random;
}

function granules(picture: Picture, type: 'eosinophil' | 'neutrophil', place: Place): void {
  const { u, v, radius, stain, view, random } = place;
  const coarse = type === 'eosinophil';
  for (let count = coarse ? 85 : 40; count > 0; count--) {
    const [x, y] = around(random, u, v, radius * 0.86);
    const size = radius * (coarse ? random.between(0.065, 0.1) : random.between(0.03, 0.05));
    paintColor(picture, seen(ellipse(x, y, size, size), view), {
      color: coarse ? stain.orangeGranule : mix(stain.pinkCytoplasm, stain.nucleus, 0.4),
      softness: seenLength(stain.focus * 0.7, view),
      opacity: coarse ? 0.8 : 0.4,
    });
  }
}

function vacuoles(picture: Picture, { u, v, radius, stain, view, random }: Place): void {
  for (let count = random.integer(1, 5); count > 0; count--) {
    const [x, y] = around(random, u, v, radius * 0.75);
    paintColor(picture, seen(ellipse(x, y, radius * 0.06, radius * 0.055), view), {
      color: stain.background,
      softness: seenLength(stain.focus, view),
      opacity: 0.6,
    });
  }
}

function around(random: Random, u: number, v: number, reach: number): Point {
  const [angle, length] = [random.between(0, 2 * Math.PI), reach * Math.sqrt(random.uniform())];
  return [u + length * Math.cos(angle), v + length * Math.sin(angle)];
}

function mix(first: Color, second: Color, share: number): Color {
  return [
    first[0] + (second[0] - first[0]) * share,
    first[1] + (second[1] - first[1]) * share,
    first[2] + (second[2] - first[2]) * share,
  ];
}
