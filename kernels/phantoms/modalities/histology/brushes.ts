import { smooth } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import { eachRow, type Shape, roundShape } from '../../drawing/shapes.ts';
import type { Texture } from '../../drawing/texture.ts';
import type { Slide } from './stain.ts';

/** Replaces the dyes inside a shape. `grain` varies both by up to its value. */
export function stain(
  slide: Slide,
  shape: Shape,
  hematoxylin: number,
  eosin: number,
  {
    opacity = 1,
    softness = 0,
    texture,
    grain = 0,
  }: {
    readonly opacity?: number;
    readonly softness?: number;
    readonly texture?: Texture;
    readonly grain?: number;
  } = {},
): void {
  const { size, hematoxylin: blue, eosin: pink } = slide;
  const edge = Math.max(softness, 1.2 / size);
  eachRow(shape, edge, size, edge / 2, (distances, first, last, start, y) => {
    for (let column = first; column <= last; column++) {
      const distance = distances[column]!;
      if (distance >= edge / 2) continue;
      const weight = distance <= -edge / 2 ? opacity : opacity * smooth(0.5 - distance / edge);
      const factor = texture ? Math.max(0.2, 1 + grain * texture((column + 0.5) / size, y)) : 1;
      const at = start + column;
      blue[at] = blue[at]! + (hematoxylin * factor - blue[at]!) * weight;
      pink[at] = pink[at]! + (eosin * factor - pink[at]!) * weight;
    }
  });
}

/** How a nucleus looks. Lengths in units of the picture. */
export interface Nucleus {
  readonly x: number;
  readonly y: number;
  readonly rx: number;
  readonly ry: number;
  readonly angle: number;
  /** Amount of haematoxylin: 0.7 open chromatin, 1.4 a lymphocyte. */
  readonly dark: number;
  /** 0 smooth, 1 coarse clumps, a rim and a nucleolus. */
  readonly coarse: number;
}

/** Paints an elliptical nucleus with a darker membrane and clumped chromatin. */
export function paintNucleus(slide: Slide, nucleus: Nucleus, texture: Texture): void {
  const { size, hematoxylin, eosin } = slide;
  const { x: cx, y: cy, angle, dark, coarse } = nucleus;
  const rx = Math.max(nucleus.rx, 0.7 / size);
  const ry = Math.max(nucleus.ry, 0.7 / size);
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const reach = Math.max(rx, ry) + 1 / size;
  const soft = 1.1 / (size * Math.min(rx, ry));
  const left = Math.max(0, Math.floor((cx - reach) * size));
  const right = Math.min(size - 1, Math.ceil((cx + reach) * size));
  const bottom = Math.min(size - 1, Math.ceil((cy + reach) * size));
  const pixel = 1 / size;
  const [across, down] = [(cosine * pixel) / rx, (-sine * pixel) / ry];
  const far = (1 + 0.5 * soft) ** 2;
  for (let row = Math.max(0, Math.floor((cy - reach) * size)); row <= bottom; row++) {
    const dy = (row + 0.5) * pixel - cy;
    const dx = (left + 0.5) * pixel - cx;
    let u = (dx * cosine + dy * sine) / rx;
    let v = (-dx * sine + dy * cosine) / ry;
    for (let column = left; column <= right; column++, u += across, v += down) {
      const square = u * u + v * v;
      if (square >= far) continue;
      const radius = Math.sqrt(square);
      const weight = smooth(0.5 + (1 - radius) / soft);
      const at = row * size + column;
      let amount = dark;
      if (coarse > 0) {
        const rim = 0.35 * smooth((radius - 0.65) * 4);
        amount *= 1 + coarse * (rim + 0.3 * texture((column + 0.5) * pixel, dy + cy));
      }
      hematoxylin[at] = hematoxylin[at]! + (Math.max(0.15, amount) - hematoxylin[at]!) * weight;
      eosin[at] = eosin[at]! + (0.25 - eosin[at]!) * weight;
    }
  }
}

/**
 * Points about `gap` apart: one to each cell of a jittered hexagonal grid, a `share` of the cells, in rows.
 * @param box Where to look: [left, top, right, bottom].
 */
export function scatter(
  random: Random,
  gap: number,
  share: number,
  box: Shape['box'],
  inside: (x: number, y: number) => boolean = () => true,
): [number, number][] {
  const points: [number, number][] = [];
  const [left, top] = [
    Math.max(-0.02, box[0]) - gap * random.uniform(),
    Math.max(-0.02, box[1]) - gap * random.uniform(),
  ];
  const [right, bottom] = [Math.min(1.02, box[2]), Math.min(1.02, box[3])];
  let odd = false;
  for (let row = top; row < bottom; row += gap * 0.88) {
    odd = !odd;
    for (let column = left + (odd ? gap / 2 : 0); column < right; column += gap) {
      const x = column + gap * (random.uniform() - 0.5) * 0.75;
      const y = row + gap * (random.uniform() - 0.5) * 0.75;
      if (random.uniform() < share && inside(x, y)) points.push([x, y]);
    }
  }
  return points;
}

/** A roundish patch as `blob` draws it, with its radius looked up by angle. */
export function patch(random: Random, cx: number, cy: number, radius: number, irregularity: number): Shape {
  const directions = 96;
  const waves = [2, 3, 4, 5, 7].map(order => ({
    order,
    size: (irregularity * random.normal(0, 1)) / Math.sqrt(order),
    phase: random.between(0, 2 * Math.PI),
  }));
  const radii = Float64Array.from({ length: directions + 1 }, (_, index) =>
    waves.reduce(
      (sum, { order, size, phase }) =>
        sum + radius * size * Math.cos((order * index * 2 * Math.PI) / directions + phase),
      radius,
    ),
  ).map(value => Math.max(0.25 * radius, value));
  const widest = Math.max(...radii);
  const narrowest = Math.min(...radii);
  const distance = (x: number, y: number): number => {
    const dx = x - cx;
    const dy = y - cy;
    const turn = (Math.atan2(dy, dx) / (2 * Math.PI) + 1) * directions;
    const index = Math.floor(turn);
    const from = radii[index % directions]!;
    return Math.sqrt(dx * dx + dy * dy) - from - (radii[(index % directions) + 1]! - from) * (turn - index);
  };
  return roundShape(cx, cy, narrowest, widest, distance);
}
