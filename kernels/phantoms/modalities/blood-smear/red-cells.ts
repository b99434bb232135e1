import { smooth } from '../../drawing/field.ts';
import type { Picture } from '../../drawing/picture.ts';
import type { Random } from '../../drawing/random.ts';
import type { Point } from '../../drawing/shapes.ts';
import type { Stain } from './stain.ts';
import { fieldWidth, type View } from './view.ts';

/** Relative heights of a cosine and a sine. */
type Wave = readonly [cosine: number, sine: number];

/** One red cell: place and half-axes in heights of the field, shape and paleness. */
export interface RedCell {
  readonly at: Point;
  readonly rx: number;
  readonly ry: number;
  readonly angle: number;
  /** Waves of orders 2, 3 and 5 of its edge. */
  readonly waves: readonly [Wave, Wave, Wave];
  /** Radius of the pale centre, relative to the cell; and how pale it is, 0 to 1. */
  readonly pallor: number;
  readonly paleness: number;
  /** Depth of the stain, about 1. */
  readonly depth: number;
}

/** Mean radius of a red cell: 50 of 480 pixels in the BCCD photographs. */
export const redCellRadius = 0.104;

/** Red cells over the whole field, in clumps and chains that overlap a little. */
export function scatterRedCells(random: Random): RedCell[] {
  const radius = redCellRadius * random.between(0.75, 1.08);
  const paleness = random.between(0.15, 0.8);
  const wanted = Math.round(random.between(22, 44) * (redCellRadius / radius) ** 1.5);
  const cells: RedCell[] = [];
  for (let attempt = 0; cells.length < wanted && attempt < wanted * 6; attempt++) {
    const anchor = cells.length > 3 && random.chance(0.55) ? random.pick(cells).at : undefined;
    const turn = random.between(0, 2 * Math.PI);
    const reach = radius * random.between(1.5, 2.05);
    const at: Point = anchor
      ? [anchor[0] + reach * Math.cos(turn), anchor[1] + reach * Math.sin(turn)]
      : [random.between(-0.05, fieldWidth + 0.05), random.between(-0.05, 1.05)];
    if (at[0] < -0.1 || at[0] > fieldWidth + 0.1 || at[1] < -0.1 || at[1] > 1.1) continue;
    if (cells.some(cell => Math.hypot(cell.at[0] - at[0], cell.at[1] - at[1]) < radius * 1.35)) continue;
    cells.push(redCell(random, at, radius, paleness));
  }
  return cells;
}

export function redCell(random: Random, at: Point, radius: number, paleness: number): RedCell {
  const size = radius * random.normal(1, 0.07);
  const stretch = random.between(0.86, 1.08);
  return {
    at,
    rx: size * stretch,
    ry: size / stretch,
    angle: random.between(0, Math.PI),
    waves: [wave(random, 0.028), wave(random, 0.024), wave(random, 0.014)],
    pallor: random.between(0.45, 0.75),
    paleness: Math.min(1, Math.max(0.05, paleness + random.normal(0, 0.18))),
    depth: random.between(0.85, 1.1),
  };
}

/** Lets light through a red cell: a darker rim, a pale centre, less stain where cells overlap than two layers would give. */
export function paintRedCell(
  { size, values }: Picture,
  cell: RedCell,
  stain: Stain,
  view: View,
  mask?: Uint8Array,
): void {
  const reach = Math.max(cell.rx, cell.ry) * 1.12 + stain.focus;
  const [u0, v0] = cell.at;
  const first = (from: number, start: number, length: number): number =>
    Math.max(0, Math.floor(((from - reach - start) / length) * size));
  const last = (from: number, start: number, length: number): number =>
    Math.min(size - 1, Math.ceil(((from + reach - start) / length) * size));
  const [cosine, sine] = [Math.cos(cell.angle), Math.sin(cell.angle)];
  const edge = Math.max(stain.focus, view.height / size) / Math.min(cell.rx, cell.ry);
  const [red, green, blue] = stain.redCell.map(light => light - 1) as [number, number, number];
  const { paleness, pallor, depth } = cell;
  const [[c2w, s2w], [c3w, s3w], [c5w, s5w]] = cell.waves;
  const clear = stain.background[1];
  const farthest = (1.3 + edge) ** 2;
  const step = view.width / size;
  const left = first(u0, view.left, view.width);
  const right = last(u0, view.left, view.width);
  const bottom = last(v0, view.top, view.height);
  for (let row = first(v0, view.top, view.height); row <= bottom; row++) {
    const dv = view.top + ((row + 0.5) / size) * view.height - v0;
    for (let column = left; column <= right; column++) {
      const du = view.left + (column + 0.5) * step - u0;
      const a = (du * cosine + dv * sine) / cell.rx;
      const b = (dv * cosine - du * sine) / cell.ry;
      const squared = a * a + b * b;
      if (squared > farthest) continue;
      let rho = Math.sqrt(squared);
      if (rho > 0.2) {
        // cos and sin of 2, 3 and 5 times the angle by the addition theorem: no trigonometry per pixel.
        const c = a / rho;
        const s = b / rho;
        const c2 = c * c - s * s;
        const s2 = 2 * c * s;
        const c3 = c2 * c - s2 * s;
        const s3 = s2 * c + c2 * s;
        const c5 = c3 * c2 - s3 * s2;
        const s5 = s3 * c2 + c3 * s2;
        rho /= 1 + c2w * c2 + s2w * s2 + c3w * c3 + s3w * s3 + c5w * c5 + s5w * s5;
      }
      if (rho > 1 + edge) continue;
      const cover = rho < 1 - edge / 2 ? 1 : smooth((1 + edge / 2 - rho) / edge);
      if (mask && cover > 0.5) mask[row * size + column] = 1;
      const centre = paleness * smooth((pallor + 0.2 - rho) / 0.5);
      const rim = rho > 0.7 ? 0.11 * smooth((rho - 0.7) / 0.25) : 0;
      const at = (row * size + column) * 3;
      const crowded = Math.min(1, Math.max(0, 1 - values[at + 1]! / clear) * 3);
      const weight = cover * depth * (0.84 - 0.84 * centre + rim) * (1 - 0.7 * crowded);
      values[at]! *= 1 + red * weight;
      values[at + 1]! *= 1 + green * weight;
      values[at + 2]! *= 1 + blue * weight;
    }
  }
}

function wave(random: Random, height: number): Wave {
  return [random.normal(0, height), random.normal(0, height)];
}
