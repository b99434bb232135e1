import type { Random } from '../../drawing/random.ts';
import { baked } from '../../drawing/distance.ts';
import { ellipse, outline, stroke, spline, type Point, type Shape } from '../../drawing/shapes.ts';
import type { Patient } from './patient.ts';

/** From knee coordinates (u to the medial side or to the back, v down) to the picture. */
export type Place = (u: number, v: number) => Point;

/** How far the two joint halves have lost their space: 0 full, 1 bone on bone. */
export interface Narrowing {
  readonly medial: number;
  readonly lateral: number;
}

/** Outlines of one knee. */
export interface Knee {
  readonly place: Place;
  readonly skin: Shape;
  readonly femur: Shape;
  readonly tibia: Shape;
  readonly fibula: Shape;
  readonly patella: Shape;
  /** Lines of the growth plates, open in children only. */
  readonly plates: readonly (readonly Point[])[];
}

/** Frontal view: u grows to the medial side, which is the viewer's right for a right knee. */
export function frontalKnee(random: Random, patient: Patient, narrowing: Narrowing, size: number): Knee {
  const place = placing(random, patient.side === 'right' ? 1 : -1, patient);
  const at = (points: readonly Point[]): Point[] => points.map(([u, v]) => place(u, v));
  const medial = 0.022 * narrowing.medial;
  const lateral = 0.022 * narrowing.lateral;
  const femur = outline(
    at([
      [-0.085, -0.4],
      [0.065, -0.4],
      [0.075, 0.15],
      [0.12, 0.27],
      [0.195, 0.36],
      [0.2, 0.43],
      [0.17, 0.485 + medial],
      [0.1, 0.497 + medial],
      [0.04, 0.47],
      [0, 0.425],
      [-0.04, 0.465],
      [-0.1, 0.493 + lateral],
      [-0.17, 0.48 + lateral],
      [-0.198, 0.42],
      [-0.18, 0.36],
      [-0.12, 0.27],
      [-0.09, 0.15],
    ]),
    3,
  );
  const tibia = outline(
    at([
      [-0.2, 0.535],
      [-0.11, 0.524],
      [-0.045, 0.518],
      [-0.022, 0.49],
      [0, 0.512],
      [0.022, 0.488],
      [0.045, 0.52],
      [0.11, 0.526],
      [0.2, 0.533],
      [0.195, 0.59],
      [0.13, 0.68],
      [0.085, 0.82],
      [0.075, 1.45],
      [-0.06, 1.45],
      [-0.075, 0.82],
      [-0.13, 0.68],
      [-0.19, 0.6],
    ]),
    3,
  );
  const fibula = outline(
    at([
      [-0.175, 0.575],
      [-0.135, 0.61],
      [-0.14, 0.67],
      [-0.135, 1.45],
      [-0.175, 1.45],
      [-0.175, 0.68],
      [-0.212, 0.625],
    ]),
    3,
  );
  const [px, py] = place(-0.01, 0.365);
  const skin = outline(
    at([
      [-0.36, -0.45],
      [0.35, -0.45],
      [0.34, 0.15],
      [0.29, 0.36],
      [0.28, 0.52],
      [0.26, 0.66],
      [0.24, 0.85],
      [0.2, 1.5],
      [-0.22, 1.5],
      [-0.26, 0.85],
      [-0.27, 0.66],
      [-0.28, 0.52],
      [-0.29, 0.36],
      [-0.35, 0.15],
    ]),
    2,
  );
  return {
    place,
    femur: baked(femur, size),
    tibia: baked(tibia, size),
    fibula: baked(fibula, size),
    patella: ellipse(px, py, 0.1, 0.1),
    skin: baked(skin, size, { stride: 8 }),
    plates: [
      spline(
        at([
          [-0.185, 0.385],
          [-0.09, 0.37],
          [0, 0.39],
          [0.09, 0.37],
          [0.19, 0.39],
        ]),
        3,
      ),
      spline(
        at([
          [-0.185, 0.6],
          [-0.06, 0.585],
          [0.06, 0.585],
          [0.185, 0.6],
        ]),
        3,
      ),
      at([
        [-0.205, 0.645],
        [-0.14, 0.645],
      ]),
    ],
  };
}

/** Lateral view: u grows to the back of the knee. */
export function lateralKnee(random: Random, patient: Patient, narrowing: Narrowing, size: number): Knee {
  const place = placing(random, patient.side === 'right' ? 1 : -1, patient);
  const at = (points: readonly Point[]): Point[] => points.map(([u, v]) => place(u, v));
  const drop = 0.022 * Math.max(narrowing.medial, narrowing.lateral);
  const femur = outline(
    at([
      [-0.1, -0.4],
      [0.04, -0.4],
      [0.055, 0.15],
      [0.085, 0.28],
      [0.17, 0.35],
      [0.2, 0.42],
      [0.165, 0.485 + drop],
      [0.08, 0.515 + drop],
      [-0.03, 0.5 + drop],
      [-0.1, 0.44],
      [-0.125, 0.36],
      [-0.105, 0.27],
      [-0.095, 0.15],
    ]),
    3,
  );
  const tibia = outline(
    at([
      [-0.12, 0.56],
      [-0.02, 0.54],
      [0.03, 0.517],
      [0.07, 0.545],
      [0.17, 0.56],
      [0.165, 0.61],
      [0.11, 0.7],
      [0.1, 0.85],
      [0.115, 1.45],
      [-0.02, 1.45],
      [-0.055, 0.85],
      [-0.09, 0.74],
      [-0.135, 0.68],
      [-0.13, 0.62],
    ]),
    3,
  );
  const fibula = outline(
    at([
      [0.15, 0.605],
      [0.185, 0.64],
      [0.165, 0.7],
      [0.175, 1.45],
      [0.135, 1.45],
      [0.13, 0.7],
      [0.115, 0.64],
    ]),
    3,
  );
  const patella = outline(
    at([
      [-0.23, 0.3],
      [-0.18, 0.305],
      [-0.165, 0.37],
      [-0.19, 0.43],
      [-0.225, 0.445],
      [-0.245, 0.37],
    ]),
    3,
  );
  const skin = outline(
    at([
      [-0.3, -0.45],
      [0.36, -0.45],
      [0.33, 0.15],
      [0.28, 0.36],
      [0.26, 0.5],
      [0.3, 0.7],
      [0.33, 0.9],
      [0.3, 1.5],
      [-0.12, 1.5],
      [-0.14, 0.9],
      [-0.18, 0.7],
      [-0.25, 0.5],
      [-0.275, 0.36],
      [-0.285, 0.15],
    ]),
    2,
  );
  return {
    place,
    femur: baked(femur, size),
    tibia: baked(tibia, size),
    fibula: baked(fibula, size),
    patella: baked(patella, size),
    skin: baked(skin, size, { stride: 8 }),
    plates: [
      spline(
        at([
          [-0.125, 0.37],
          [-0.03, 0.355],
          [0.06, 0.37],
          [0.18, 0.375],
        ]),
        3,
      ),
      spline(
        at([
          [-0.13, 0.665],
          [-0.1, 0.61],
          [0.03, 0.605],
          [0.16, 0.62],
        ]),
        3,
      ),
      at([
        [0.118, 0.66],
        [0.182, 0.66],
      ]),
    ],
  };
}

/** The lead letter of the side: R or L, its strokes about `height` tall, in the upper corner at `x`. */
export function sideMarker(side: 'left' | 'right', x: number, y: number, height: number): Shape[] {
  const line = (...points: readonly Point[]): Shape =>
    stroke(
      points.map(([u, v]) => [x + u * height, y + v * height]),
      0.09 * height,
    );
  const stem = line([0, 0], [0, 1]);
  if (side === 'left') return [stem, line([0, 1], [0.55, 1])];
  return [stem, line([0, 0], [0.4, 0.02], [0.55, 0.25], [0.4, 0.5], [0, 0.52]), line([0.25, 0.52], [0.6, 1])];
}

function placing(random: Random, mirror: 1 | -1, { age, sex }: Patient): Place {
  const grown = age < 16 ? 0.68 + 0.02 * age : sex === 'male' ? 1.03 : 0.96;
  const scale = grown * random.between(0.93, 1.05);
  const turn = random.normal(0, 0.035);
  const [cx, cy] = [0.5 + random.normal(0, 0.02), 0.5 + random.normal(0, 0.02)];
  const [cosine, sine] = [Math.cos(turn) * scale, Math.sin(turn) * scale];
  return (u, v) => {
    const [x, y] = [u * mirror, v - 0.5];
    return [cx + x * cosine - y * sine, cy + x * sine + y * cosine];
  };
}
