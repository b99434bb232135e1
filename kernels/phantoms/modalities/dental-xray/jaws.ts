import { baked, mapByDistance } from '../../drawing/distance.ts';
import { paint, smooth, type Field } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import {
  eachRow,
  ellipse,
  outline,
  polygon,
  spline,
  stroke,
  type Point,
  type Shape,
} from '../../drawing/shapes.ts';
import { textureRow, type Textures } from '../../drawing/texture.ts';
import { toPicture, type Jaw, type Tooth } from './teeth.ts';

/** Share of the root, from the neck, that has lost its bone at a tooth. */
export type BoneLevel = (tooth: Tooth) => number;

/** Both jaws, rami, sinuses, nose and spine of a panoramic radiograph. */
export function paintPanorama(
  field: Field,
  teeth: readonly Tooth[],
  level: BoneLevel,
  random: Random,
  textures: Textures,
): void {
  const haze = textures.cut(random, 0.35, 0);
  const grain = textures.cut(random, 0.035);
  const { size, values } = field;
  const spine = Float64Array.from(
    { length: size },
    (_unused, column) => 0.13 * Math.exp(-((((column + 0.5) / size - 0.5) / 0.09) ** 2)),
  );
  const hazes = new Float64Array(size);
  for (let row = 0, at = 0; row < size; row++) {
    const y = (row + 0.5) / size;
    const high = smooth((y - 0.1) / 0.3);
    const low = 0.25 * smooth((y - 0.72) / 0.3);
    textureRow(haze, hazes, y, size);
    for (let column = 0; column < size; column++, at++) {
      const off = Math.abs((column + 0.5) / size - 0.5);
      const neck = 1 - smooth((off - 0.49 + low) / 0.06);
      values[at] = 0.05 + neck * (0.17 + spine[column]! * high + 0.03 * hazes[column]!);
    }
  }
  const tone = (shape: Shape, amount: number, softness: number): void =>
    paint(field, shape, { amount, softness, blend: 'add' });
  const both = (draw: (mirror: (points: readonly Point[]) => Point[]) => void): void => {
    draw(points => [...points]);
    draw(points => points.map(([x, y]) => [1 - x, y]));
  };
  both(mirror => {
    tone(
      polygon(
        mirror([
          [0.1, 0.3],
          [0.24, 0.42],
          [0.22, 0.72],
          [0.1, 0.8],
        ]),
      ),
      -0.07,
      0.08,
    );
    tone(
      stroke(
        spline(
          mirror([
            [0.02, 0.235],
            [0.14, 0.255],
            [0.25, 0.3],
          ]),
          4,
        ),
        0.017,
      ),
      0.13,
      0.015,
    );
    tone(
      stroke(
        mirror([
          [0.13, 0.13],
          [0.2, 0.12],
          [0.33, 0.15],
          [0.43, 0.12],
        ]),
        0.01,
      ),
      0.12,
      0.015,
    );
    tone(
      stroke(
        spline(
          mirror([
            [0.04, 0.86],
            [0.12, 0.9],
            [0.2, 0.91],
          ]),
          4,
        ),
        0.014,
      ),
      0.16,
      0.015,
    );
  });
  const bone = (shape: Shape, amount: number, cortex: number): void => {
    eachRow(shape, 0.008, size, 0.05, (distances, first, last, start, y) => {
      for (let column = first; column <= last; column++) {
        const distance = distances[column]!;
        if (distance >= 0.008) continue;
        const off = (distance + 0.008) / 0.007;
        const rim = distance > -0.035 ? Math.exp(-(off * off)) : 0;
        const body = amount * (1 + 0.13 * grain((column + 0.5) / size, y));
        values[start + column]! += smooth(0.5 - distance / 0.014) * (body + cortex * rim);
      }
    });
  };
  bone(baked(maxilla(teeth, level), size, { reach: 0.05 }), 0.2, 0.06);
  bone(baked(mandible(teeth, level), size, { reach: 0.05 }), 0.22, 0.17);
  both(mirror => {
    const sinus = outline(
      mirror([
        [0.22, 0.29],
        [0.3, 0.23],
        [0.41, 0.26],
        [0.43, 0.335],
        [0.35, 0.365],
        [0.25, 0.35],
      ]),
      3,
    );
    const air = (value: number, distance: number): number => {
      const rim = Math.exp(-((distance / 0.005) ** 2));
      return value - 0.15 * smooth(0.5 - distance / 0.02) + 0.16 * rim;
    };
    mapByDistance(field, sinus, 0.01, air, 0.03);
    paint(
      field,
      stroke(
        spline(
          mirror([
            [0.11, 0.5],
            [0.17, 0.62],
            [0.27, 0.725],
            [0.36, 0.72],
          ]),
          4,
        ),
        0.008,
      ),
      {
        amount: -0.09,
        blend: 'add',
        softness: 0.01,
      },
    );
    tone(ellipse(...mirror([[0.445, 0.25]])[0]!, 0.034, 0.08), -0.1, 0.02);
  });
  tone(
    stroke(
      [
        [0.5, 0.15],
        [0.5, 0.33],
      ],
      0.007,
    ),
    0.14,
    0.01,
  );
  tone(
    stroke(
      spline(
        [
          [0.2, 0.365],
          [0.35, 0.345],
          [0.5, 0.338],
          [0.65, 0.345],
          [0.8, 0.365],
        ],
        3,
      ),
      0.006,
    ),
    0.15,
    0.01,
  );
}

function mandible(teeth: readonly Tooth[], level: BoneLevel): Shape {
  const crest = crestOf(teeth, 'lower', level);
  return polygon([
    ...crest,
    ...spline(
      [
        [0.86, 0.5],
        [0.875, 0.36],
        [0.87, 0.25],
        [0.9, 0.31],
        [0.925, 0.2],
        [0.955, 0.17],
        [0.97, 0.22],
        [0.945, 0.36],
        [0.925, 0.6],
        [0.86, 0.715],
        [0.7, 0.8],
        [0.57, 0.845],
        [0.5, 0.85],
        [0.43, 0.845],
        [0.3, 0.8],
        [0.14, 0.715],
        [0.075, 0.6],
        [0.055, 0.36],
        [0.03, 0.22],
        [0.045, 0.17],
        [0.075, 0.2],
        [0.1, 0.31],
        [0.13, 0.25],
        [0.125, 0.36],
        [0.14, 0.5],
      ],
      2,
    ),
  ]);
}

function maxilla(teeth: readonly Tooth[], level: BoneLevel): Shape {
  const crest = crestOf(teeth, 'upper', level);
  const [first, last] = [crest[0]![0], crest.at(-1)![0]];
  return polygon([
    ...crest,
    [last + 0.025, 0.38],
    [last - 0.01, 0.22],
    [0.6, 0.2],
    [0.4, 0.2],
    [first + 0.01, 0.22],
    [first - 0.025, 0.38],
  ]);
}

/** The alveolar crest from the viewer's left to the right. */
export function crestOf(teeth: readonly Tooth[], jaw: Jaw, level: BoneLevel): Point[] {
  const row = teeth.filter(tooth => tooth.jaw === jaw).sort((a, b) => a.neck[0] - b.neck[0]);
  return row.flatMap(tooth => {
    const depth = tooth.root * (0.08 + level(tooth));
    return [toPicture(tooth, -tooth.width * 0.45, depth), toPicture(tooth, tooth.width * 0.45, depth)];
  });
}

/** Bone and gum of an intraoral film; air is black. */
export function paintRidges(
  field: Field,
  teeth: readonly Tooth[],
  level: BoneLevel,
  random: Random,
  textures: Textures,
): void {
  const trabeculae = textures.cut(random, 0.07);
  const clouds = textures.cut(random, 0.4, 0);
  const { size, values } = field;
  // The clouds are coarse: one value does for four by four pixels.
  const blocks = Math.ceil(size / 4);
  const cloud = new Float64Array(blocks);
  for (let row = 0, at = 0; row < size; row++) {
    if (row % 4 === 0)
      for (let block = 0; block < blocks; block++)
        cloud[block] = clouds((4 * block + 2) / size, (row + 2) / size);
    for (let column = 0; column < size; column++, at++) values[at] = 0.07 + 0.015 * cloud[column >> 2]!;
  }
  for (const jaw of new Set(teeth.map(tooth => tooth.jaw))) {
    const crest = crestOf(teeth, jaw, level);
    const far = jaw === 'lower' ? 1.2 : -0.2;
    const near = jaw === 'lower' ? -1 : 1;
    const gum = crest.map(([x, y]): Point => [x, y + near * 0.055]);
    const closed = (line: readonly Point[]): Shape =>
      polygon([[-0.2, line[0]![1]], ...line, [1.2, line.at(-1)![1]], [1.2, far], [-0.2, far]]);
    paint(field, baked(closed(gum), size, { stride: 4, reach: 0.04 }), { amount: 0.17, softness: 0.04 });
    eachRow(
      baked(closed(crest), size, { reach: 0.06 }),
      0.012,
      size,
      0.1,
      (distances, first, last, start, y) => {
        for (let column = first; column <= last; column++) {
          const distance = distances[column]!;
          if (distance >= 0.012) continue;
          const x = (column + 0.5) / size;
          const off = (distance + 0.012) / 0.01;
          const cortex = distance > -0.05 ? 0.1 * Math.exp(-(off * off)) : 0;
          const marrow = 0.37 + 0.065 * trabeculae(x, y) + 0.03 * clouds(x, y) + cortex;
          const value = values[start + column]!;
          values[start + column] = value + (marrow - value) * smooth(0.5 - distance / 0.024);
        }
      },
    );
  }
}
