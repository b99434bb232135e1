import type { Random } from '../../drawing/random.ts';
import { intersection } from '../../drawing/combine.ts';
import { type Point, type Shape } from '../../drawing/shapes.ts';
import type { Frame } from './frame.ts';
import type { Attenuation } from './phase.ts';

/** Axial levels. */
export const levels = ['liver', 'kidney'] as const;
export type Level = (typeof levels)[number];

/** What patient and findings do to the anatomy. */
export interface Build {
  readonly level: Level;
  readonly hounsfield: Attenuation;
  /** Thickness of the fat under the skin, in units of the picture. */
  readonly fat: number;
  /** Attenuation of the liver itself. */
  readonly liver: number;
  /** Factor on the spleen; 1 is normal. */
  readonly spleen: number;
  /** Radius of the aorta. */
  readonly aorta: number;
  /** Thickness of free fluid, 0 without ascites. */
  readonly fluid: number;
  readonly oralContrast: boolean;
  /** Bones lose lime with age: factor on spongy bone. */
  readonly bone: number;
}

/** Organs that findings are painted on. */
export interface Organs {
  readonly cavity: Shape;
  readonly liver: Shape;
  readonly spleen: Shape;
  /** By side of the patient; at the liver level the shapes are there but not drawn. */
  readonly kidneys: Readonly<Record<'left' | 'right', { readonly shape: Shape; readonly centre: Point }>>;
  readonly aorta: { readonly shape: Shape; readonly centre: Point };
  readonly gallbladder: Shape;
}

const fatHounsfield = -102;
const muscle = 58;

/** Draws the body, back to front, without lesions. */
export function drawAbdomen(frame: Frame, build: Build, random: Random): Organs {
  const { fill, oval, organ, line } = frame;
  const { hounsfield, level, fat } = build;
  const vary = random.fork('vary');
  const near = (value: number, by = 0.008): number => value + vary.between(-by, by);
  table(frame);
  fill(oval(0, 0, 0.398 + fat, 0.283 + fat * 0.9), 10, 0.006);
  fill(oval(0, 0, 0.392 + fat, 0.277 + fat * 0.9), fatHounsfield, 0.006);
  fill(oval(0, 0.004, 0.397, 0.277), muscle, 0.008);
  const cavity = oval(0, -0.008, 0.37, 0.25);
  fill(cavity, fatHounsfield, 0.008);
  backMuscles(frame, level);
  if (build.fluid > 0) {
    const inner = oval(0.01, 0.02, 0.36 - build.fluid, 0.24 - build.fluid);
    fill(cavity, 9, 0.006);
    fill(inner, fatHounsfield, 0.03);
  }
  ribs(frame, level, build, near);
  spine(frame, build);

  const shrink = 1 - 0.9 * build.fluid;
  const sx = (points: readonly Point[]): Point[] =>
    points.map(([x, y]) => [near(x * shrink, 0.006), near(y * shrink, 0.006)]);
  const liver =
    level === 'liver'
      ? organ(
          [-0.2, -0.05],
          sx([
            [-0.355, 0.02],
            [-0.345, -0.1],
            [-0.285, -0.185],
            [-0.16, -0.228],
            [-0.02, -0.222],
            [0.09, -0.2],
            [0.13, -0.16],
            [0.05, -0.12],
            [-0.03, -0.06],
            [-0.075, 0],
            [-0.085, 0.06],
            [-0.13, 0.13],
            [-0.22, 0.175],
            [-0.305, 0.125],
          ]),
        )
      : organ(
          [-0.28, -0.04],
          sx([
            [-0.352, 0.03],
            [-0.345, -0.08],
            [-0.28, -0.17],
            [-0.2, -0.175],
            [-0.165, -0.1],
            [-0.195, -0.02],
            [-0.235, 0.06],
            [-0.3, 0.1],
          ]),
        );
  const kidneys = {
    right: kidney(frame, near(-0.17), near(0.105), 0.35),
    left: kidney(frame, near(0.172), near(0.095), -0.35),
  };
  const gallbladder = oval(
    near(-0.135) * shrink,
    near(-0.105) * shrink,
    near(0.036, 0.006),
    near(0.052, 0.008),
    0.5,
  );
  const spleen = spleenShape(frame, build, sx);
  const [ax, ay] = [0.026, 0.104 - Math.max(0, build.aorta - 0.03) * 0.9];
  const aorta = { shape: oval(ax, ay, build.aorta, build.aorta), centre: [ax, ay] as Point };

  if (level === 'kidney') bowel(frame, build, vary);
  fill(oval(-0.046, 0.078, 0.031, 0.024, 0.2), hounsfield.cava, 0.006);
  fill(aorta.shape, hounsfield.aorta, 0.006);
  if (level === 'liver') {
    stomach(frame, build, vary);
    // Crura of the diaphragm.
    fill(
      line(
        [
          [-0.02, 0.085],
          [-0.035, 0.13],
          [-0.05, 0.17],
        ],
        0.007,
      ),
      muscle,
    );
    fill(
      line(
        [
          [0.06, 0.085],
          [0.066, 0.13],
          [0.06, 0.17],
        ],
        0.007,
      ),
      muscle,
    );
    fill(spleen, hounsfield.spleen, 0.007);
  } else {
    pancreas(frame, hounsfield, vary);
    for (const { centre, shape } of [kidneys.left, kidneys.right])
      drawKidney(frame, hounsfield, centre, shape);
    if (build.spleen > 1) fill(spleen, hounsfield.spleen, 0.007);
  }
  fill(liver, build.liver, 0.007);
  vessels(frame, build, liver, vary);
  if (level === 'kidney') {
    fill(gallbladder, 8, 0.006);
  }
  return { cavity, liver, spleen, kidneys, aorta, gallbladder };
}

function table({ fill, line }: Frame): void {
  fill(
    line(
      [
        [-0.46, 0.33],
        [-0.3, 0.385],
        [0, 0.405],
        [0.3, 0.385],
        [0.46, 0.33],
      ],
      0.004,
    ),
    20,
    0.006,
  );
}

function backMuscles({ fill, oval }: Frame, level: Level): void {
  for (const side of [-1, 1]) {
    fill(oval(side * 0.075, 0.222, 0.062, 0.042, -side * 0.15), muscle, 0.01);
    fill(oval(side * 0.16, 0.225, 0.06, 0.022, -side * 0.35), muscle, 0.012);
    if (level === 'kidney') fill(oval(side * 0.083, 0.158, 0.03, 0.036, -side * 0.3), muscle, 0.008);
  }
}

function ribs({ fill, oval }: Frame, level: Level, build: Build, near: (value: number) => number): void {
  const angles = level === 'liver' ? [0.15, 0.75, -0.45, 1.15, -0.95] : [0.45, 0.95];
  for (const angle of angles) {
    for (const side of [-1, 1]) {
      const turn = near(angle);
      const [x, y] = [side * 0.384 * Math.cos(turn), 0.265 * Math.sin(turn)];
      const tilt = Math.atan2(0.265 * Math.cos(turn), -side * 0.384 * Math.sin(turn));
      fill(oval(x, y, 0.024, 0.0095, tilt), 520, 0.004);
      fill(oval(x, y, 0.018, 0.005, tilt), 170 * build.bone, 0.004);
    }
  }
}

function spine({ fill, oval, line }: Frame, { bone }: Build): void {
  for (const side of [-1, 1]) {
    fill(
      line(
        [
          [side * 0.03, 0.19],
          [side * 0.1, 0.205],
        ],
        0.011,
        0.006,
      ),
      380 * bone,
      0.006,
    );
    fill(
      line(
        [
          [side * 0.036, 0.195],
          [0, 0.245],
        ],
        0.011,
        0.01,
      ),
      420,
      0.006,
    );
  }
  fill(
    line(
      [
        [0, 0.24],
        [0, 0.278],
      ],
      0.011,
      0.007,
    ),
    420,
    0.006,
  );
  fill(oval(0, 0.152, 0.06, 0.046), 480, 0.006);
  fill(oval(0, 0.152, 0.053, 0.039), 190 * bone, 0.008);
  fill(oval(0, 0.209, 0.026, 0.019), 25, 0.006);
  fill(oval(0, 0.209, 0.014, 0.011), 45, 0.006);
}

function spleenShape({ organ }: Frame, build: Build, vary: (points: readonly Point[]) => Point[]): Shape {
  const points = vary([
    [0.275, 0],
    [0.325, -0.035],
    [0.355, 0.03],
    [0.335, 0.115],
    [0.26, 0.172],
    [0.2, 0.175],
    [0.225, 0.135],
    [0.26, 0.08],
  ]);
  // A large spleen keeps to the wall behind and grows forwards and to the midline.
  const grown = points.map(([x, y]): Point => [
    0.352 + (x - 0.352) * build.spleen,
    0.165 + (y - 0.165) * build.spleen,
  ]);
  return organ([0.352 - 0.052 * build.spleen, 0.165 - 0.085 * build.spleen], grown);
}

function kidney({ oval }: Frame, x: number, y: number, angle: number): { shape: Shape; centre: Point } {
  return { shape: oval(x, y, 0.056, 0.07, angle), centre: [x, y] };
}

function drawKidney({ fill, oval }: Frame, hounsfield: Attenuation, [x, y]: Point, shape: Shape): void {
  const side = Math.sign(x);
  const angle = -side * 0.35;
  fill(shape, hounsfield.cortex, 0.007);
  if (hounsfield.cortex - hounsfield.medulla > 8) {
    for (let index = 0; index < 7; index++) {
      const turn = (index / 7) * 2 * Math.PI;
      fill(
        oval(x + 0.033 * Math.cos(turn), y + 0.043 * Math.sin(turn), 0.013, 0.014),
        hounsfield.medulla,
        0.012,
      );
    }
  }
  // Fat of the renal sinus, open to the middle and the front.
  fill(oval(x - side * 0.022, y - 0.006, 0.032, 0.017, angle + side * 0.3), fatHounsfield + 15, 0.014);
  fill(oval(x - side * 0.05, y - 0.016, 0.024, 0.007, side * 0.25), hounsfield.cava, 0.008);
}

function pancreas({ fill, line, oval }: Frame, hounsfield: Attenuation, random: Random): void {
  const path: Point[] = [
    [-0.085, 0.022],
    [-0.07, -0.02],
    [-0.015, -0.045],
    [0.06, -0.035],
    [0.14, -0.01],
  ];
  fill(line(path, 0.028, 0.017), hounsfield.pancreas, 0.008);
  for (const [x, y] of path)
    for (let index = 0; index < 3; index++)
      fill(
        oval(x + random.between(-0.03, 0.03), y + random.between(-0.016, 0.016), 0.014, 0.012),
        hounsfield.pancreas,
        0.006,
      );
  fill(oval(-0.012, 0.004, 0.0135, 0.0135), hounsfield.portal, 0.005);
  fill(oval(0.024, 0.014, 0.009, 0.009), hounsfield.aorta, 0.005);
}

function stomach({ fill, organ, oval }: Frame, build: Build, random: Random): void {
  const points: Point[] = [
    [0.05, -0.1],
    [0.13, -0.19],
    [0.24, -0.185],
    [0.285, -0.1],
    [0.25, -0.01],
    [0.18, 0.05],
    [0.1, 0.02],
  ];
  const centre: Point = [0.17, -0.08];
  const outer = organ(centre, points);
  const toward = ([x, y]: Point): Point => [
    centre[0] + (x - centre[0]) * 0.88,
    centre[1] + (y - centre[1]) * 0.88,
  ];
  const inner = organ(centre, points.map(toward));
  fill(outer, build.hounsfield.wall, 0.006);
  fill(inner, build.oralContrast ? 260 : 28, 0.006);
  const line = random.between(-0.15, -0.07);
  fill(intersection(inner, oval(0.17, line - 0.3, 0.6, 0.3)), -900, 0.004);
}

function bowel({ fill, oval, line }: Frame, build: Build, random: Random): void {
  const content = build.oralContrast ? 240 : 25;
  for (const [x, y] of [
    [0.08, -0.13],
    [0.155, -0.1],
    [0.22, -0.13],
    [0.215, -0.045],
    [0.02, -0.17],
    [-0.06, -0.15],
    [0.15, -0.175],
    [-0.03, -0.1],
    [0.275, -0.07],
  ] as const) {
    const [px, py] = [x + random.between(-0.012, 0.012), y + random.between(-0.012, 0.012)];
    const [rx, ry, angle] = [random.between(0.028, 0.042), random.between(0.02, 0.03), random.between(0, 3)];
    fill(oval(px, py, rx, ry, angle), build.hounsfield.wall, 0.006);
    fill(oval(px, py, rx - 0.009, ry - 0.009, angle), random.chance(0.75) ? content : -700, 0.006);
  }
  // Transverse colon in front, descending colon on the patient's left: gas and stool.
  fill(
    line(
      [
        [-0.13, -0.2],
        [0, -0.215],
        [0.14, -0.205],
      ],
      0.022,
    ),
    build.hounsfield.wall,
    0.006,
  );
  fill(
    line(
      [
        [-0.12, -0.203],
        [0, -0.218],
        [0.13, -0.208],
      ],
      0.015,
    ),
    -850,
    0.006,
  );
  fill(oval(0.302, 0.045, 0.035, 0.037), build.hounsfield.wall, 0.006);
  fill(oval(0.302, 0.045, 0.027, 0.029), 15, 0.006);
  for (let index = 0; index < 6; index++)
    fill(
      oval(0.302 + random.between(-0.016, 0.016), 0.045 + random.between(-0.018, 0.012), 0.007, 0.006),
      -600,
      0.006,
    );
}

function vessels({ fill, line }: Frame, build: Build, liver: Shape, random: Random): void {
  const { portal, veins } = build.hounsfield;
  const inLiver = (shape: Shape): Shape => intersection(shape, liver);
  if (build.level === 'liver') {
    fill(
      line(
        [
          [-0.07, 0.01],
          [-0.12, -0.015],
          [-0.17, -0.03],
        ],
        0.015,
        0.012,
      ),
      portal,
      0.006,
    );
    for (const [x, y] of [
      [-0.28, -0.08],
      [-0.27, 0.03],
      [-0.19, -0.13],
      [-0.08, -0.14],
    ] as const)
      fill(
        inLiver(
          line(
            [
              [-0.16, -0.03],
              [(x - 0.16) / 2, (y - 0.04) / 2 + random.between(-0.02, 0.02)],
              [x, y],
            ],
            0.008,
            0.003,
          ),
        ),
        portal,
        0.006,
      );
    for (const [x, y] of [
      [-0.3, -0.02],
      [-0.22, -0.17],
      [-0.03, -0.18],
    ] as const)
      fill(
        inLiver(
          line(
            [
              [-0.06, 0.06],
              [(x - 0.1) / 2, y / 2 + 0.02],
              [x, y],
            ],
            0.007,
            0.003,
          ),
        ),
        veins,
        0.006,
      );
  } else {
    for (let index = 0; index < 5; index++)
      fill(
        inLiver(
          line(
            [
              [random.between(-0.33, -0.22), random.between(-0.13, 0.04)],
              [random.between(-0.33, -0.22), random.between(-0.13, 0.04)],
            ],
            0.005,
            0.003,
          ),
        ),
        portal,
        0.006,
      );
  }
}
