import type { Random } from './random.ts';

/** A region by its signed distance: negative inside, in units of the picture (about; exact near the edge). */
export interface Shape {
  distance(x: number, y: number): number;
  /** Box that holds every point with a negative distance: [left, top, right, bottom]. */
  readonly box: readonly [number, number, number, number];
}

/** A point in units of the picture, from the top left. */
export type Point = readonly [x: number, y: number];

/** Ellipse with half-axes `rx`, `ry`, turned by `angle` radians. */
export function ellipse(cx: number, cy: number, rx: number, ry: number, angle = 0): Shape {
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  const w = Math.hypot(rx * cosine, ry * sine);
  const h = Math.hypot(rx * sine, ry * cosine);
  return {
    box: [cx - w, cy - h, cx + w, cy + h],
    distance: (x, y) => {
      const u = ((x - cx) * cosine + (y - cy) * sine) / rx;
      const v = (-(x - cx) * sine + (y - cy) * cosine) / ry;
      const length = Math.sqrt(u * u + v * v);
      if (length < 1e-9) return -Math.min(rx, ry);
      // First-order distance: value over gradient.
      return ((length - 1) * length) / Math.sqrt((u / rx) ** 2 + (v / ry) ** 2);
    },
  };
}

/** Closed smooth outline through `points` (Catmull–Rom), filled by the even–odd rule. */
export function outline(points: readonly Point[], stepsPerSpan = 6): Shape {
  const ring = spline([...points, points[0]!, points[1]!, points[2]!], stepsPerSpan).slice(
    stepsPerSpan,
    -stepsPerSpan,
  );
  return polygon(ring);
}

/** Closed polygon, filled by the even–odd rule. */
export function polygon(points: readonly Point[]): Shape {
  const xs = Float64Array.from(points, point => point[0]);
  const ys = Float64Array.from(points, point => point[1]);
  const count = points.length;
  return {
    box: boxOf(points, 0),
    distance: (x, y) => {
      let nearest = Infinity;
      let inside = false;
      for (let i = 0, j = count - 1; i < count; j = i++) {
        const ex = xs[j]! - xs[i]!;
        const ey = ys[j]! - ys[i]!;
        const px = x - xs[i]!;
        const py = y - ys[i]!;
        const t = Math.min(1, Math.max(0, (px * ex + py * ey) / (ex * ex + ey * ey || 1e-12)));
        const dx = px - t * ex;
        const dy = py - t * ey;
        nearest = Math.min(nearest, dx * dx + dy * dy);
        if (ys[i]! > y !== ys[j]! > y && x < (ex * (y - ys[i]!)) / (ey || 1e-12) + xs[i]!) inside = !inside;
      }
      return inside ? -Math.sqrt(nearest) : Math.sqrt(nearest);
    },
  };
}

/** A line through `points` with round ends; the radius goes linearly from `start` to `end`. */
export function stroke(points: readonly Point[], start: number, end = start): Shape {
  const count = points.length;
  return {
    box: boxOf(points, Math.max(start, end)),
    distance: (x, y) => {
      let nearest = Infinity;
      for (let i = 0; i + 1 < count; i++) {
        const [ax, ay] = points[i]!;
        const [bx, by] = points[i + 1]!;
        const ex = bx - ax;
        const ey = by - ay;
        const t = Math.min(1, Math.max(0, ((x - ax) * ex + (y - ay) * ey) / (ex * ex + ey * ey || 1e-12)));
        const radius = start + ((end - start) * (i + t)) / (count - 1);
        const dx = x - ax - t * ex;
        const dy = y - ay - t * ey;
        nearest = Math.min(nearest, Math.sqrt(dx * dx + dy * dy) - radius);
      }
      return nearest;
    },
  };
}

/** A roundish patch whose radius varies with the angle by `irregularity` (0 smooth, 0.3 ragged). */
export function blob(random: Random, cx: number, cy: number, radius: number, irregularity: number): Shape {
  const waves = [2, 3, 4, 5, 7].map(order => ({
    order,
    size: (irregularity * random.normal(0, 1)) / Math.sqrt(order),
    phase: random.between(0, 2 * Math.PI),
  }));
  const widest = radius * (1 + waves.reduce((sum, wave) => sum + Math.abs(wave.size), 0));
  return {
    box: [cx - widest, cy - widest, cx + widest, cy + widest],
    distance: (x, y) => {
      const [dx, dy] = [x - cx, y - cy];
      const away = Math.sqrt(dx * dx + dy * dy);
      const angle = Math.atan2(dy, dx);
      let factor = 1;
      for (const wave of waves) factor += wave.size * Math.cos(wave.order * angle + wave.phase);
      return away - radius * Math.max(0.2, factor);
    },
  };
}

/** Points of both shapes. */
export function union(first: Shape, second: Shape): Shape {
  const [a, b] = [first.box, second.box];
  return {
    box: [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])],
    distance: (x, y) => Math.min(first.distance(x, y), second.distance(x, y)),
  };
}

/** Points of the first shape that are in the second too. */
export function intersection(first: Shape, second: Shape): Shape {
  const [a, b] = [first.box, second.box];
  return {
    box: [Math.max(a[0], b[0]), Math.max(a[1], b[1]), Math.min(a[2], b[2]), Math.min(a[3], b[3])],
    distance: (x, y) => Math.max(first.distance(x, y), second.distance(x, y)),
  };
}

/** Points of the first shape that are not in the second. */
export function difference(first: Shape, second: Shape): Shape {
  return { box: first.box, distance: (x, y) => Math.max(first.distance(x, y), -second.distance(x, y)) };
}

/** Smooth curve through `points` (Catmull–Rom), `steps` pieces a span. */
export function spline(points: readonly Point[], steps = 6): Point[] {
  const curve: Point[] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const [p0, p1, p2, p3] = [
      points[i - 1] ?? points[i]!,
      points[i]!,
      points[i + 1]!,
      points[i + 2] ?? points[i + 1]!,
    ];
    for (let step = 0; step < steps; step++) {
      const t = step / steps;
      curve.push([along(p0[0], p1[0], p2[0], p3[0], t), along(p0[1], p1[1], p2[1], p3[1], t)]);
    }
  }
  curve.push(points.at(-1)!);
  return curve;
}

/** Pixels a shape can touch, edge included, clamped to the picture. */
export function boundsOf(
  { box }: Shape,
  edge: number,
  size: number,
): { left: number; top: number; right: number; bottom: number } {
  const low = (value: number): number => Math.max(0, Math.floor((value - edge) * size));
  const high = (value: number): number => Math.min(size - 1, Math.ceil((value + edge) * size));
  return { left: low(box[0]), top: low(box[1]), right: high(box[2]), bottom: high(box[3]) };
}

/** 1 inside the shape, 0 outside, `[size, size]`. */
export function maskOf(shape: Shape, size: number): Uint8Array {
  const mask = new Uint8Array(size * size);
  const { left, top, right, bottom } = boundsOf(shape, 0, size);
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      if (shape.distance((column + 0.5) / size, (row + 0.5) / size) < 0) mask[row * size + column] = 1;
    }
  }
  return mask;
}

function along(p0: number, p1: number, p2: number, p3: number, t: number): number {
  return (
    0.5 *
    (2 * p1 +
      (p2 - p0) * t +
      (2 * p0 - 5 * p1 + 4 * p2 - p3) * t * t +
      (3 * p1 - p0 - 3 * p2 + p3) * t * t * t)
  );
}

function boxOf(points: readonly Point[], margin: number): [number, number, number, number] {
  const xs = points.map(point => point[0]);
  const ys = points.map(point => point[1]);
  return [
    Math.min(...xs) - margin,
    Math.min(...ys) - margin,
    Math.max(...xs) + margin,
    Math.max(...ys) + margin,
  ];
}
