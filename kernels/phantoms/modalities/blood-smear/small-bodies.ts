import { paintColor, type Color, type Picture } from '../../drawing/picture.ts';
import type { Random } from '../../drawing/random.ts';
import { blob, ellipse, outline, stroke, type Point } from '../../drawing/shapes.ts';
import type { RedCell } from './red-cells.ts';
import type { Stain } from './stain.ts';
import { seen, seenLength, type View } from './view.ts';

interface Slide {
  readonly picture: Picture;
  readonly stain: Stain;
  readonly view: View;
  readonly random: Random;
  readonly mask: Uint8Array;
}

/** A platelet: a small, ragged, purple body with a darker middle; often a little out of focus. */
export function paintPlatelet(slide: Slide, [u, v]: Point, radius: number): void {
  const { picture, stain, view, random, mask } = slide;
  const softness = seenLength(stain.focus * random.between(0.9, 2), view);
  const depth = random.between(0.42, 1);
  paintColor(picture, seen(blob(random, u, v, radius, 0.09), view), {
    color: stain.platelet,
    softness: softness * 1.3,
    opacity: depth,
    mask,
  });
  paintColor(picture, seen(blob(random, u, v, radius * 0.6, 0.15), view), {
    color: stain.nucleus,
    softness: softness * 1.6,
    opacity: depth * 0.75,
  });
}

/** A ring form of Plasmodium inside a red cell: a thin blue-violet ring with one or two red-purple chromatin dots. */
export function paintMalariaParasite(slide: Slide, cell: RedCell): void {
  const { picture, stain, view, random, mask } = slide;
  const turn = random.between(0, 2 * Math.PI);
  const radius = Math.min(cell.rx, cell.ry);
  const [u, v] = [cell.at[0] + radius * 0.35 * Math.cos(turn), cell.at[1] + radius * 0.35 * Math.sin(turn)];
  const ring = radius * random.between(0.25, 0.38);
  const start = random.between(0, 2 * Math.PI);
  const points = Array.from({ length: 11 }, (_, step): Point => {
    const angle = start + (step / 10) * 5.9;
    return [u + ring * Math.cos(angle), v + ring * 0.85 * Math.sin(angle)];
  });
  const softness = seenLength(stain.focus * 0.7, view);
  const violet: Color = [0.33, 0.2, 0.58];
  paintColor(picture, seen(stroke(points, radius * 0.07), view), {
    color: violet,
    softness,
    opacity: 0.9,
    mask,
  });
  for (let dots = random.integer(1, 2), index = 0; index < dots; index++) {
    const [x, y] = points[index * 7]!;
    paintColor(picture, seen(ellipse(x, y, radius * 0.14, radius * 0.14), view), {
      color: [0.4, 0.06, 0.33],
      softness,
      mask,
    });
  }
}

/** A sickled red cell: a dense crescent with two pointed ends and no pale centre. */
export function paintSickleCell(slide: Slide, [u, v]: Point, radius: number): void {
  const { picture, stain, view, random, mask } = slide;
  const turn = random.between(0, 2 * Math.PI);
  const [length, bend, width] = [
    radius * random.between(1.35, 1.65),
    radius * random.between(0.35, 0.7),
    radius * random.between(0.28, 0.42),
  ];
  const place = (along: number, across: number): Point => [
    u + along * Math.cos(turn) - across * Math.sin(turn),
    v + along * Math.sin(turn) + across * Math.cos(turn),
  ];
  const arc = (along: number, side: number): Point =>
    place(along * length, bend * (1 - along ** 2) - bend / 2 + side * width * (1 - Math.abs(along) ** 1.6));
  const steps = [-1, -0.75, -0.4, 0, 0.4, 0.75, 1];
  const points = [
    ...steps.map(step => arc(step, 1)),
    ...steps
      .slice(1, -1)
      .reverse()
      .map(step => arc(step, -1)),
  ];
  paintColor(picture, seen(outline(points, 3), view), {
    color: [stain.redCell[0] * 0.9, stain.redCell[1] * 0.8, stain.redCell[2] * 0.82],
    softness: seenLength(stain.focus, view),
    blend: 'multiply',
    mask,
  });
}

/** Bubbles of mounting medium and grains of stain that lie on every slide. */
export function paintDebris(picture: Picture, view: View, random: Random): void {
  for (let count = random.integer(0, 7); count > 0; count--) {
    const [u, v, radius] = [random.between(0, 1.33), random.uniform(), random.between(0.006, 0.013)];
    paintColor(picture, seen(ellipse(u, v, radius * 1.6, radius * 1.5), view), {
      color: [0.5, 0.33, 0.42],
      softness: seenLength(0.01, view),
      opacity: 0.6,
    });
    paintColor(picture, seen(ellipse(u, v, radius, radius), view), {
      color: [0.92, 0.88, 0.88],
      softness: seenLength(0.008, view),
      opacity: 0.8,
    });
  }
  for (let count = random.integer(0, 2); count > 0; count--) {
    const [u, v, radius] = [random.between(0, 1.33), random.uniform(), random.between(0.012, 0.024)];
    paintColor(picture, seen(ellipse(u, v, radius, radius), view), {
      color: [0.42, 0.47, 0.5],
      softness: seenLength(0.03, view),
      opacity: 0.6,
    });
  }
}
