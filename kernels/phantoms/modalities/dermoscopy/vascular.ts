import { smooth } from '../../drawing/field.ts';
import { paintColor, type Color } from '../../drawing/picture.ts';
import { intersection } from '../../drawing/combine.ts';
import { blob, ellipse, stroke, type Point } from '../../drawing/shapes.ts';
import { layer, type Lesion } from './lesion.ts';
import { dot, within } from './pigmented.ts';

/** Pearly and pink, with sharp branching vessels, blue-grey ovoid nests and sometimes an ulcer. */
export function paintBasalCellCarcinoma(lesion: Lesion): void {
  const { picture, random, textures, radius, severity, x, y } = lesion;
  const sheen = textures.cut(random, radius * 0.5, 0);
  layer(lesion, [0.93, 0.66, 0.63], 0.06, () => 0.75);
  layer(
    lesion,
    [0.99, 0.87, 0.84],
    0.05,
    (u, v, depth) =>
      0.6 * smooth(sheen(u, v) * 0.8) * smooth(depth / 0.04) +
      0.15 * (1 - smooth(Math.abs(depth - 0.03) / 0.03)),
  );
  for (let nests = { mild: 2, moderate: 4, severe: 7 }[severity]; nests > 0; nests--) {
    const [u, v] = within(lesion, 0.75);
    const size = random.between(0.014, 0.035);
    paintColor(picture, ellipse(u, v, size, size * random.between(0.55, 0.9), random.between(0, 3)), {
      color: [0.38, 0.41, 0.52],
      softness: size * 0.7,
      opacity: 0.75,
    });
  }
  for (let trees = random.integer(4, 6); trees > 0; trees--) {
    const angle = random.between(0, 2 * Math.PI);
    const root: Point = [x + radius * 0.95 * Math.cos(angle), y + radius * 0.95 * Math.sin(angle)];
    branch(lesion, root, angle + Math.PI + random.normal(0, 0.3), radius * 0.3, 0.0056, 0);
  }
  if (random.chance(0.35)) {
    const [u, v] = within(lesion, 0.6);
    paintColor(picture, blob(random, u, v, radius * 0.24, 0.15), {
      color: [0.5, 0.14, 0.08],
      softness: 0.02,
      opacity: 0.85,
    });
  }
}

/** Red to maroon lacunae, sharply bordered, divided by pale septa. */
export function paintHemangioma(lesion: Lesion): void {
  const { picture, random, radius, x, y, shape } = lesion;
  layer(lesion, [0.86, 0.5, 0.5], 0.02, () => 0.85);
  const reds: readonly Color[] = [
    [0.72, 0.1, 0.14],
    [0.6, 0.06, 0.13],
    [0.8, 0.16, 0.17],
    [0.4, 0.05, 0.16],
  ];
  const step = radius * random.between(0.3, 0.4);
  for (let row = -4; row <= 4; row++) {
    for (let column = -4; column <= 4; column++) {
      const at: Point = [
        x + (column + (row % 2) / 2) * step + random.normal(0, step * 0.15),
        y + row * step * 0.87 + random.normal(0, step * 0.15),
      ];
      if (shape.distance(...at) > -step * 0.25) continue;
      const size = step * random.between(0.36, 0.58);
      const lagoon = ellipse(at[0], at[1], size * random.between(0.9, 1.1), size, random.between(0, 3));
      paintColor(picture, intersection(lagoon, shape), {
        color: random.pick(reds),
        softness: 0.01,
        opacity: 0.92,
      });
    }
  }
}

/** Redness around pale hair follicles, the strawberry pattern, under white to yellow scale. */
export function paintActinicKeratosis(lesion: Lesion): void {
  const { picture, random, textures, radius, severity } = lesion;
  const cloud = textures.cut(random, radius * 0.6);
  layer(lesion, [0.86, 0.4, 0.36], 0.06, (x, y) => 0.72 + 0.16 * cloud(x, y));
  for (let count = 26; count > 0; count--) {
    const at = within(lesion, 0.95);
    dot(lesion, at, random.between(0.014, 0.019), [0.93, 0.62, 0.55], 0.8);
    dot(lesion, at, random.between(0.006, 0.009), [0.98, 0.88, 0.68], 0.9);
  }
  for (let scales = { mild: 3, moderate: 6, severe: 11 }[severity]; scales > 0; scales--) {
    const [x, y] = within(lesion, 0.8);
    paintColor(picture, blob(random, x, y, random.between(0.02, 0.042), 0.25), {
      color: [0.97, 0.92, 0.8],
      softness: 0.012,
      opacity: 0.75,
    });
  }
}

function branch(
  lesion: Lesion,
  from: Point,
  heading: number,
  length: number,
  width: number,
  order: number,
): void {
  const { picture, random } = lesion;
  let [x, y] = from;
  let angle = heading;
  for (let piece = 0; piece < 5; piece++) {
    const next: Point = [x + (length / 3) * Math.cos(angle), y + (length / 3) * Math.sin(angle)];
    if (lesion.shape.distance(...next) > 0.01) return;
    paintColor(picture, stroke([[x, y], next], width * (1 - piece * 0.09)), {
      color: [0.72, 0.08, 0.12],
      opacity: 0.88,
      softness: 0.004,
    });
    if (order < 2 && piece > 0 && random.chance(0.6))
      branch(
        lesion,
        next,
        angle + random.pick([-1, 1]) * random.between(0.5, 1),
        length * 0.65,
        width * 0.62,
        order + 1,
      );
    [x, y] = next;
    angle += random.normal(0, 0.35);
  }
}
