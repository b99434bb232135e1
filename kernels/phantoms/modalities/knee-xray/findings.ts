import { displace, mapByDistance } from '../../drawing/distance.ts';
import { paint, type Field } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import { difference, intersection, union } from '../../drawing/combine.ts';
import {
  blob,
  ellipse,
  maskOf,
  outline,
  polygon,
  spline,
  stroke,
  type Point,
  type Shape,
} from '../../drawing/shapes.ts';
import type { DrawnFinding, Finding } from '../../phantom.ts';
import type { Knee } from './anatomy.ts';
import type { Patient } from './patient.ts';

/** Places each finding can be at; the first is the most usual. */
export const locations: Readonly<Record<string, readonly string[]>> = {
  osteoarthritis: ['medial compartment', 'lateral compartment', 'patellofemoral compartment'],
  fracture: ['tibial plateau', 'patella', 'distal femur', 'proximal fibula'],
  'joint effusion': ['suprapatellar recess'],
  'knee replacement': ['knee joint'],
  osteochondroma: ['distal femur', 'proximal tibia'],
  'bone lesion': ['distal femur', 'proximal tibia', 'proximal fibula'],
};

/** A finding with nothing left open. */
export type Settled = Finding & {
  readonly side: 'left' | 'right';
  readonly location: string;
  readonly severity: 'mild' | 'moderate' | 'severe';
};

/** A knee on film, being painted. */
export interface Film {
  readonly field: Field;
  readonly knee: Knee;
  readonly patient: Patient;
  readonly random: Random;
}

/** Paints one finding and says where it is. Osteoarthritis and effusion expect the knee drawn for them. */
export function paintFinding(film: Film, finding: Settled): Omit<DrawnFinding, 'box'> {
  const mask = maskOf(painters[finding.name]!(film, finding), film.field.size);
  return { ...finding, focal: true, mask };
}

const degree = { mild: 0, moderate: 0.5, severe: 1 };

type Painter = (film: Film, finding: Settled) => Shape;

const painters: Readonly<Record<string, Painter>> = {
  osteoarthritis: paintOsteoarthritis,
  fracture: paintFracture,
  'joint effusion': paintEffusion,
  'knee replacement': paintReplacement,
  osteochondroma: paintOsteochondroma,
  'bone lesion': paintLesion,
};

/** Sclerosis under the worn surfaces and osteophytes at their margins; the narrowing itself is in the outlines. */
function paintOsteoarthritis(film: Film, { location, severity }: Settled): Shape {
  const { knee, field, patient } = film;
  const grade = degree[severity];
  const spur = 0.022 + 0.03 * grade;
  const at = (points: readonly Point[]): Point[] => points.map(([u, v]) => knee.place(u, v));
  const bone = (shape: Shape, amount: number): void =>
    paint(field, shape, { amount, blend: 'add', softness: 0.012 });
  const osteophyte = (u: number, v: number, du: number, dv: number): void =>
    paint(
      field,
      union(
        stroke(
          at([
            [u - du * 0.5, v - dv * 0.5],
            [u + du * spur * 14, v],
          ]),
          0.017,
          0.011,
        ),
        stroke(
          at([
            [u + du * spur * 14, v],
            [u + du * spur * 22, v - dv * spur * 12],
          ]),
          0.012,
          0.005,
        ),
      ),
      { amount: 0.62, softness: 0.014, shade: () => 0.9 },
    );
  if (patient.view === 'lateral') {
    const kneecap = location === 'patellofemoral compartment';
    if (kneecap) {
      for (const [v, dv] of [
        [0.3, -1],
        [0.44, 1],
      ] as const)
        bone(
          polygon(
            at([
              [-0.21, v],
              [-0.165 + spur * 0.6, v + dv * spur * 0.9],
              [-0.17, v - dv * 0.05],
            ]),
          ),
          0.24,
        );
      bone(
        stroke(
          at([
            [-0.172, 0.32],
            [-0.166, 0.37],
            [-0.18, 0.42],
          ]),
          0.011,
        ),
        0.12 + 0.1 * grade,
      );
      bone(
        stroke(
          at([
            [-0.115, 0.3],
            [-0.13, 0.36],
            [-0.11, 0.42],
          ]),
          0.013,
        ),
        0.12 + 0.1 * grade,
      );
      return ellipse(...knee.place(-0.155, 0.37), 0.06 + 0.015 * grade, 0.105);
    }
    osteophyte(0.15, 0.565, 0.04, 0.022);
    osteophyte(-0.11, 0.565, -0.04, 0.022);
    bone(
      stroke(
        at([
          [-0.09, 0.56],
          [0.14, 0.565],
        ]),
        0.014,
      ),
      0.1 + 0.1 * grade,
    );
    return ellipse(...knee.place(0.03, 0.535), 0.21, 0.055);
  }
  const towards = location === 'lateral compartment' ? -1 : 1;
  const drop = 0.022 * narrowing(severity);
  osteophyte(towards * 0.185, 0.455 + drop, towards * 0.03, 0.028);
  osteophyte(towards * 0.185, 0.555, towards * 0.03, 0.026);
  bone(
    stroke(
      at([
        [towards * 0.06, 0.545],
        [towards * 0.185, 0.552],
      ]),
      0.017,
    ),
    0.1 + 0.12 * grade,
  );
  bone(
    stroke(
      at([
        [towards * 0.06, 0.478 + drop],
        [towards * 0.175, 0.468 + drop],
      ]),
      0.014,
    ),
    0.08 + 0.1 * grade,
  );
  return ellipse(...knee.place(towards * 0.13, 0.512), 0.12, 0.075);
}

/** Share of the joint space lost: Kellgren–Lawrence grades 2, 3 and 4. */
export function narrowing(severity: Settled['severity']): number {
  return { mild: 0.5, moderate: 0.95, severe: 1.35 }[severity];
}

function paintFracture(film: Film, { location, severity }: Settled): Shape {
  const { knee, field, patient, random } = film;
  const frontal = patient.view === 'frontal';
  const grade = degree[severity];
  const width = 0.008 + 0.007 * grade;
  const shift = 0.012 + 0.022 * grade;
  const path = (points: readonly Point[]): Point[] =>
    spline(
      points.map(([u, v]) => knee.place(u + random.normal(0, 0.006), v + random.normal(0, 0.006))),
      2,
    );
  const gap = (line: readonly Point[], bone: Shape): Shape => {
    const crack = stroke(line, width);
    paint(field, intersection(crack, bone), { amount: 0.52, blend: 'multiply', softness: 0.008 });
    return stroke(line, width + 0.022);
  };
  if (location === 'patella') {
    const [u, v] = frontal ? [-0.01, 0.365] : [-0.2, 0.37];
    const half = frontal ? 0.11 : 0.05;
    const [dx, dy] = [0, -shift * 1.3];
    const upper = polygon([
      knee.place(u - half - 0.02, v),
      knee.place(u + half + 0.02, v),
      knee.place(u + half + 0.02, v - 0.11),
      knee.place(u - half - 0.02, v - 0.11),
    ]);
    if (!frontal) displace(field, upper, dx, dy);
    return gap(
      path([
        [u - half, v - shift / 2],
        [u, v - shift / 2],
        [u + half, v - shift / 2],
      ]),
      knee.patella,
    );
  }
  if (location === 'distal femur') {
    const line = path([
      [-0.16, 0.27],
      [-0.06, 0.235],
      [0.02, 0.21],
      [0.14, 0.17],
    ]);
    const above = polygon([...line, knee.place(0.2, -0.1), knee.place(-0.2, -0.1)]);
    displace(field, above, shift * (frontal ? 1 : -1), 0.3 * shift, 0.004);
    return gap(line, knee.femur);
  }
  if (location === 'proximal fibula') {
    const u = frontal ? -0.157 : 0.15;
    const line = path([
      [u - 0.05, 0.79],
      [u, 0.765],
      [u + 0.05, 0.74],
    ]);
    const below = polygon([...line, knee.place(u + 0.03, 1.1), knee.place(u - 0.045, 1.1)]);
    displace(field, below, shift * (knee.place(1, 0)[0] > knee.place(0, 0)[0] ? -1 : 1), 0, 0.004);
    return union(gap(line, knee.fibula), stroke(line, 0.035));
  }
  const line = frontal
    ? path([
        [-0.08, 0.51],
        [-0.1, 0.58],
        [-0.14, 0.64],
        [-0.2, 0.68],
      ])
    : path([
        [0.03, 0.53],
        [0.05, 0.6],
        [0.1, 0.66],
        [0.2, 0.7],
      ]);
  const outer = frontal ? -1 : 1;
  const fragment = polygon([...line, knee.place(outer * 0.26, 0.66), knee.place(outer * 0.26, 0.5)]);
  displace(field, fragment, 0, shift * 0.9, 0.006);
  return gap(line, knee.tibia);
}

/** Fluid in the suprapatellar recess: a dense oval between the quadriceps tendon and the femur. */
function paintEffusion({ knee, field, patient }: Film, { severity }: Settled): Shape {
  const grade = degree[severity];
  const depth = 0.034 + 0.03 * grade;
  const [u, v] = patient.view === 'lateral' ? [-0.13 - depth * 0.75, 0.22] : [0, 0.24];
  const [x, y] = knee.place(u, v);
  const pouch =
    patient.view === 'lateral'
      ? ellipse(x, y, depth, 0.105 + 0.05 * grade, knee.place(1, 0)[0] > x ? -0.08 : 0.08)
      : difference(ellipse(x, y, 0.17 + 0.06 * grade, 0.09 + 0.03 * grade), knee.femur);
  paint(field, pouch, { amount: 0.17 + 0.05 * grade, blend: 'add', softness: 0.02 });
  return pouch;
}

/** Femoral and tibial components, bright as metal, with the clear line of the polyethylene between. */
function paintReplacement({ knee, field, patient }: Film): Shape {
  const at = (points: readonly Point[]): Point[] => points.map(([u, v]) => knee.place(u, v));
  const femoral =
    patient.view === 'frontal'
      ? outline(
          at([
            [-0.2, 0.4],
            [-0.16, 0.39],
            [-0.12, 0.42],
            [-0.045, 0.43],
            [0, 0.4],
            [0.045, 0.43],
            [0.12, 0.42],
            [0.16, 0.39],
            [0.2, 0.4],
            [0.195, 0.47],
            [0.13, 0.5],
            [0.05, 0.492],
            [0.03, 0.45],
            [-0.03, 0.45],
            [-0.05, 0.492],
            [-0.13, 0.5],
            [-0.195, 0.47],
          ]),
          3,
        )
      : stroke(
          spline(
            at([
              [-0.12, 0.3],
              [-0.125, 0.39],
              [-0.08, 0.465],
              [0.02, 0.505],
              [0.12, 0.49],
              [0.185, 0.42],
              [0.165, 0.36],
            ]),
            3,
          ),
          0.019,
        );
  const [middle, plate] = patient.view === 'frontal' ? [0, 0.19] : [0.02, 0.145];
  const tray = union(
    polygon(
      at([
        [middle - plate, 0.545],
        [middle + plate, 0.545],
        [middle + plate, 0.572],
        [middle - plate, 0.572],
      ]),
    ),
    stroke(
      at([
        [middle, 0.57],
        [middle + 0.005, 0.72],
      ]),
      0.03,
      0.02,
    ),
  );
  const peg = stroke(
    at([
      [middle + 0.02, 0.44],
      [middle + 0.01, 0.36],
    ]),
    patient.view === 'frontal' ? 0 : 0.02,
  );
  paint(
    field,
    polygon(
      at([
        [-0.19, 0.505],
        [0.2, 0.505],
        [0.2, 0.545],
        [-0.19, 0.545],
      ]),
    ),
    {
      amount: 0.36,
      softness: 0.008,
    },
  );
  for (const part of [femoral, tray, peg]) paint(field, part, { amount: 1.12, softness: 0.006 });
  return union(femoral, tray);
}

/** A bony stalk with a cartilage cap that points away from the joint. */
function paintOsteochondroma(film: Film, { location, severity, millimetres }: Settled): Shape {
  const { knee, field, patient, random } = film;
  const length = millimetres === undefined ? 0.07 + 0.045 * degree[severity] : millimetres / millimetresWide;
  const outward = patient.view === 'frontal' ? 1 : random.chance(0.5) && location === 'distal femur' ? 1 : -1;
  const onTibia = location === 'proximal tibia';
  const foot = onTibia
    ? patient.view === 'frontal'
      ? 0.12
      : -0.08
    : patient.view === 'frontal'
      ? 0.09
      : outward > 0
        ? 0.065
        : -0.1;
  const [v, dv] = onTibia ? [0.71, 0.75] : [0.25, -0.75];
  const tip = [foot + outward * length * 0.75, v + dv * length] as const;
  const stalk = stroke([knee.place(foot - outward * 0.02, v - dv * 0.02), knee.place(...tip)], 0.034, 0.026);
  const cap = blob(random, ...knee.place(...tip), 0.028 + 0.2 * length, 0.05);
  const whole = difference(union(stalk, cap), onTibia ? knee.tibia : knee.femur);
  mapByDistance(field, whole, 0.004, (value, distance) => {
    const rim = Math.exp(-(((distance + 0.007) / 0.007) ** 2));
    return value + Math.min(1, Math.max(0, 0.5 - distance / 0.01)) * (0.26 + 0.2 * rim);
  });
  return whole;
}

/** A lytic lesion: lucent, rounded, with a thin sclerotic rim when it grows slowly and a ragged edge when it does not. */
function paintLesion(film: Film, { location, severity, millimetres }: Settled): Shape {
  const { knee, field, patient, random } = film;
  const fibula = location === 'proximal fibula';
  const frontal = patient.view === 'frontal';
  const largest = fibula ? 0.035 : 0.1;
  const radius = Math.min(
    largest,
    millimetres === undefined
      ? (fibula ? 0.026 : 0.05) * (1 + 0.6 * degree[severity])
      : millimetres / 2 / millimetresWide,
  );
  const [u, v] = fibula
    ? [frontal ? -0.168 : 0.15, 0.64]
    : location === 'proximal tibia'
      ? [frontal ? random.pick([-0.07, 0.07]) : 0.02, 0.63]
      : [frontal ? random.pick([-0.08, 0.085]) : 0.01, 0.31];
  const ragged = severity === 'severe';
  const shape = blob(random, ...knee.place(u, v), radius, ragged ? 0.16 : 0.06);
  paint(field, shape, { amount: 0.45, blend: 'multiply', softness: ragged ? 0.022 : 0.012 });
  if (!ragged)
    mapByDistance(
      field,
      shape,
      0.014,
      (value, distance) => value + 0.16 * Math.exp(-((distance / 0.006) ** 2)),
    );
  return shape;
}

/** Width of the picture in millimetres. */
export const millimetresWide = 220;
