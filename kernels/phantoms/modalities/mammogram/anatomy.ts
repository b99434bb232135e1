import { blur, smooth, toGray } from '../../drawing/field.ts';
import { addLettering } from '../../drawing/lettering.ts';
import type { Point } from '../../drawing/shapes.ts';
import { coneAt, muscleAt, skinAt } from './breast.ts';
import { forEachPixel, line, type Canvas } from './canvas.ts';

/** Draws skin, fat, gland by density, ligaments, muscle, ducts, vessels and nipple. */
export function drawBreast(canvas: Canvas): void {
  const { breast, film, depths, textures, random } = canvas;
  const clouds = textures.cut(random.fork('clouds'), 0.2);
  const lobules = textures.cut(random.fork('lobules'), 0.07);
  const strands = textures.cut(random.fork('strands'), 0.14);
  const [cover, peak] = ({ a: [-1.5, 0.26], b: [-0.45, 0.32], c: [0.5, 0.38], d: [1.6, 0.42] } as const)[
    breast.density
  ];
  const fat = 0.27 + 0.03 * ['a', 'b', 'c', 'd'].indexOf(breast.density);
  forEachPixel(canvas, (at, d, y) => {
    const depth = depths[at]!;
    if (depth <= 0) return;
    const muscle = muscleAt(breast, d, y);
    const coarse = clouds(d, y);
    const fine = lobules(d, y);
    const ridge = Math.max(0, 1 - 2.4 * Math.abs(strands(d, y)));
    const strand = ridge * ridge;
    const cone = coneAt(breast, d, y, depth);
    const gland = cone * smooth((coarse + 0.55 * fine + cover + 1.1 * (cone - 0.6)) / 3 + 0.3);
    let value = fat * (0.55 + 0.45 * smooth(depth / 0.08));
    value += peak * gland * (0.9 + 0.14 * fine);
    value += 0.08 * strand * (0.4 + cone) * smooth(depth / 0.05) + 0.015 * coarse;
    value += 0.16 * smooth((0.013 - Math.abs(depth - 0.006)) / 0.01);
    value += muscle * (0.66 + 0.025 * coarse + 0.02 * fine - value);
    film.values[at] = value;
  });
  drawLines(canvas);
}

function drawLines(canvas: Canvas): void {
  const { breast } = canvas;
  const random = canvas.random.fork('lines');
  const { d, y } = breast.nipple;
  if (random.chance(0.85))
    line(
      canvas,
      [
        [d - 0.012, y],
        [d + 0.012, y],
      ],
      { amount: 0.26, start: 0.012, softness: 0.01 },
    );
  for (let index = 0; index < 9; index++) {
    const turn = -0.85 + (1.7 * index) / 8 + random.normal(0, 0.06);
    const reach = random.between(0.12, 0.28);
    const points: Point[] = [];
    for (let step = 0; step <= 5; step++) {
      const t = 0.02 + (reach * step) / 5;
      points.push([d - t * Math.cos(turn), y + t * Math.sin(turn) + random.normal(0, 0.003)]);
    }
    line(canvas, points, {
      amount: random.between(0.05, 0.11),
      start: 0.0045,
      end: 0.002,
      softness: 0.005,
      fade: 0.3,
    });
  }
  for (let index = 0; index < random.integer(1, 3); index++) {
    const from = y + random.between(-0.26, 0.22);
    const points: Point[] = [];
    let height = from;
    for (let step = 0; step <= 8; step++) {
      height += random.normal(0, 0.008) + (y - from) * 0.05;
      points.push([Math.min(0.03 + step * d * 0.09, skinAt(breast, height) - 0.02), height]);
    }
    line(canvas, points, { amount: 0.09, start: 0.004, end: 0.0025, softness: 0.004, fade: 0.5 });
  }
}

/** Exposure, sharpness, mottle and the label with side and view, away from the chest wall. */
export function developMammogram(canvas: Canvas): Uint8Array {
  const { film, breast, depths, scratch } = canvas;
  const random = canvas.random.fork('exposure');
  const gamma = random.between(0.85, 1.25);
  const gain = random.between(0.95, 1.12);
  blur(film, random.chance(0.08) ? 0.004 : 0.001);
  const mottle = random.between(0.008, 0.03);
  const floor = random.between(0, 0.03);
  const grain = canvas.random.fork('grain');
  const { values } = film;
  for (let at = 0; at < values.length; at++) {
    const noise = mottle * (grain.uniform() + grain.uniform() - 1);
    const inside = depths[at]! > 0 ? 1 : 0.15;
    const value = values[at]!;
    values[at] = floor + (value > 0 ? gain * value ** gamma : 0) + noise * inside;
  }
  const text = `${breast.side === 'left' ? 'L' : 'R'} ${breast.view}`;
  const width = random.between(0.022, 0.03);
  const length = width * 1.5 * text.length;
  const margin = random.between(0.02, 0.05);
  const x = breast.side === 'left' ? 1 - margin - length : margin;
  addLettering(film, scratch, text, [x, random.between(0.03, 0.08)], {
    width,
    amount: random.between(0.6, 0.95),
  });
  return toGray(film);
}
