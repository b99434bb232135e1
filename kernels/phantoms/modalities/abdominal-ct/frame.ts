import { createField, paint, type Field } from '../../drawing/field.ts';
import { ellipse, maskOf, spline, stroke, type Point, type Shape } from '../../drawing/shapes.ts';

/** Millimetres across the picture. */
export const fieldOfView = 370;

/** The patient in the picture: body coordinates have x = 0 in the midline, x > 0 to the patient's left, y < 0 in front. */
export interface Frame {
  readonly size: number;
  /** Hounsfield units. */
  readonly field: Field;
  readonly scale: number;
  readonly point: (x: number, y: number) => Point;
  readonly oval: (x: number, y: number, rx: number, ry: number, angle?: number) => Shape;
  /** Smooth closed outline, star-shaped about `centre`. */
  readonly organ: (centre: Point, points: readonly Point[]) => Shape;
  readonly line: (points: readonly Point[], start: number, end?: number) => Shape;
  /** Opaque paint in Hounsfield units. */
  readonly fill: (shape: Shape, hounsfield: number, softness?: number) => void;
  readonly mask: (shape: Shape) => Uint8Array;
}

/** An empty picture of air. `scale` is the patient's size, `rise` moves the body down. */
export function createFrame(size: number, scale: number, [cx, cy]: Point): Frame {
  const field = createField(size, -1000);
  const point = (x: number, y: number): Point => [cx + scale * x, cy + scale * y];
  return {
    size,
    field,
    scale,
    point,
    oval: (x, y, rx, ry, angle = 0) => ellipse(...point(x, y), rx * scale, ry * scale, angle),
    organ: (centre, points) =>
      star(
        point(...centre),
        points.map(([x, y]) => point(x, y)),
      ),
    line: (points, start, end = start) =>
      stroke(
        points.map(([x, y]) => point(x, y)),
        start * scale,
        end * scale,
      ),
    fill: (shape, hounsfield, softness = 0.007) => paint(field, shape, { amount: hounsfield, softness }),
    mask: shape => maskOf(shape, size),
  };
}

const directions = 128;

/** Outline through points around a centre that sees all of it: one look-up by angle instead of a walk round the outline. */
function star([cx, cy]: Point, points: readonly Point[]): Shape {
  const ring = spline([...points, points[0]!, points[1]!, points[2]!], 8).slice(8, -8);
  const radii = new Float64Array(directions);
  for (let index = 0; index < directions; index++) {
    const angle = (index / directions) * 2 * Math.PI - Math.PI;
    const ux = Math.cos(angle);
    const uy = Math.sin(angle);
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const ax = ring[j]![0] - cx;
      const ay = ring[j]![1] - cy;
      const ex = ring[i]![0] - ring[j]![0];
      const ey = ring[i]![1] - ring[j]![1];
      const across = ux * ey - uy * ex;
      if (Math.abs(across) < 1e-12) continue;
      const along = (ax * ey - ay * ex) / across;
      const t = (ax * uy - ay * ux) / across;
      if (along > 0 && t >= 0 && t <= 1) radii[index] = Math.max(radii[index]!, along);
    }
  }
  const slopes = radii.map((radius, index) => {
    const change = (radii[(index + 1) % directions]! - radii[(index + directions - 1) % directions]!) / 2;
    return 1 / Math.sqrt(1 + ((change * directions) / (2 * Math.PI * (radius || 1e-6))) ** 2);
  });
  const widest = Math.max(...radii);
  const flattest = Math.min(...slopes);
  const distance = (x: number, y: number): number => {
    const dx = x - cx;
    const dy = y - cy;
    const turn = (Math.atan2(dy, dx) / (2 * Math.PI) + 0.5) * directions;
    const index = Math.floor(turn) % directions;
    const next = (index + 1) % directions;
    const part = turn - Math.floor(turn);
    const radius = radii[index]! + (radii[next]! - radii[index]!) * part;
    return (Math.sqrt(dx * dx + dy * dy) - radius) * slopes[index]!;
  };
  const xs = ring.map(([x]) => x);
  const ys = ring.map(([, y]) => y);
  return {
    box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
    distance,
    row: (distances, { y, first, last, size, left, width }, reach) => {
      const outer = (widest + reach / flattest) * 1.001;
      for (let at = first; at <= last; at++) {
        const x = left + ((at + 0.5) / size) * width;
        const square = (x - cx) * (x - cx) + (y - cy) * (y - cy);
        distances[at] = square > outer * outer ? outer : distance(x, y);
      }
    },
  };
}
