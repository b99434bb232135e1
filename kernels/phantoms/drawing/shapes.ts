import type { Random } from './random.ts';

/** A region by its signed distance: negative inside, in units of the picture (about; exact near the edge). */
export interface Shape {
  distance(x: number, y: number): number;
  /**
   * The distances along a piece of a row, put at the indices of its pixels: what `distance` gives, without a call for each.
   * Distances beyond ±`reach` may be any number beyond it on that side.
   */
  readonly row?: (distances: Float64Array, row: Row, reach: number) => void;
  /** Box that holds every point with a negative distance: [left, top, right, bottom]. */
  readonly box: readonly [number, number, number, number];
}

/** Pixels `first` to `last` of a row: x is `left + width * (at + 0.5) / size`; `left` is 0 and `width` 1 in a whole picture. */
export interface Row {
  readonly y: number;
  readonly first: number;
  readonly last: number;
  readonly size: number;
  readonly left: number;
  readonly width: number;
}

/** A point in units of the picture, from the top left. */
export type Point = readonly [x: number, y: number];

/** Ellipse with half-axes `rx`, `ry`, turned by `angle` radians. */
export function ellipse(cx: number, cy: number, rx: number, ry: number, angle = 0): Shape {
  const cosine = Math.cos(angle);
  const sine = Math.sin(angle);
  const w = Math.hypot(rx * cosine, ry * sine);
  const h = Math.hypot(rx * sine, ry * cosine);
  const distance = (x: number, y: number): number => {
    const u = ((x - cx) * cosine + (y - cy) * sine) / rx;
    const v = (-(x - cx) * sine + (y - cy) * cosine) / ry;
    const length = Math.sqrt(u * u + v * v);
    if (length < 1e-9) return -Math.min(rx, ry);
    // First-order distance: value over gradient.
    const du = u / rx;
    const dv = v / ry;
    return ((length - 1) * length) / Math.sqrt(du * du + dv * dv);
  };
  return {
    box: [cx - w, cy - h, cx + w, cy + h],
    distance,
    row: (distances, { y, first, last, size, left, width }, reach) => {
      const acrossU = (y - cy) * sine;
      const acrossV = (y - cy) * cosine;
      // The distance is at least the shorter half-axis times the relative excess of the radius.
      const least = Math.min(rx, ry);
      const outer = (1 + reach / least) * 1.001;
      const inner = Math.max(0, 1 - reach / least) * 0.999;
      const far = 1.001 * reach + least;
      for (let at = first; at <= last; at++) {
        const x = left + ((at + 0.5) / size) * width;
        const u = ((x - cx) * cosine + acrossU) / rx;
        const v = (-(x - cx) * sine + acrossV) / ry;
        const square = u * u + v * v;
        if (square > outer * outer) distances[at] = far;
        else if (square < inner * inner) distances[at] = -far;
        else distances[at] = distance(x, y);
      }
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
    row: (distances, { y, first, last, size, left, width }, reach) => {
      const far = reach * 1.001;
      distances.fill(far * far, first, last + 1);
      // Only edges within reach of the row, and of those only the columns within reach, can count.
      for (let i = 0, j = count - 1; i < count; j = i++) {
        const xi = xs[i]!;
        const yi = ys[i]!;
        const xj = xs[j]!;
        const yj = ys[j]!;
        if ((yi < y - far && yj < y - far) || (yi > y + far && yj > y + far)) continue;
        const ex = xj - xi;
        const ey = yj - yi;
        const py = y - yi;
        const square = ex * ex + ey * ey || 1e-12;
        const from = Math.max(first, Math.floor(((Math.min(xi, xj) - far - left) / width) * size) - 1);
        const to = Math.min(last, Math.ceil(((Math.max(xi, xj) + far - left) / width) * size) + 1);
        for (let at = from; at <= to; at++) {
          const px = left + ((at + 0.5) / size) * width - xi;
          const t = Math.min(1, Math.max(0, (px * ex + py * ey) / square));
          const dx = px - t * ex;
          const dy = py - t * ey;
          const squared = dx * dx + dy * dy;
          if (squared < distances[at]!) distances[at] = squared;
        }
      }
      for (let at = first; at <= last; at++) distances[at] = Math.sqrt(distances[at]!);
      // Whatever lies left of a crossing changes sides.
      for (let i = 0, j = count - 1; i < count; j = i++) {
        if (ys[i]! > y === ys[j]! > y) continue;
        const crossing = ((xs[j]! - xs[i]!) * (y - ys[i]!)) / (ys[j]! - ys[i]! || 1e-12) + xs[i]!;
        for (let at = first; at <= last && left + ((at + 0.5) / size) * width < crossing; at++)
          distances[at] = -distances[at]!;
      }
    },
  };
}

/** A line through `points` with round ends; the radius goes linearly from `start` to `end`. */
export function stroke(points: readonly Point[], start: number, end = start): Shape {
  const pieces = points.length - 1;
  const xs = Float64Array.from(points, point => point[0]);
  const ys = Float64Array.from(points, point => point[1]);
  const distance = (x: number, y: number): number => {
    let nearest = Infinity;
    for (let i = 0; i < pieces; i++) {
      const ex = xs[i + 1]! - xs[i]!;
      const ey = ys[i + 1]! - ys[i]!;
      const px = x - xs[i]!;
      const py = y - ys[i]!;
      const t = Math.min(1, Math.max(0, (px * ex + py * ey) / (ex * ex + ey * ey || 1e-12)));
      const radius = start + ((end - start) * (i + t)) / pieces;
      const dx = px - t * ex;
      const dy = py - t * ey;
      nearest = Math.min(nearest, Math.sqrt(dx * dx + dy * dy) - radius);
    }
    return nearest;
  };
  const widest = Math.max(start, end);
  return {
    box: boxOf(points, widest),
    distance,
    row: (distances, { y, first, last, size, left, width }, reach) => {
      const far = reach * 1.001;
      distances.fill(far, first, last + 1);
      for (let i = 0; i < pieces; i++) {
        const ax = xs[i]!;
        const ay = ys[i]!;
        const bx = xs[i + 1]!;
        const by = ys[i + 1]!;
        const off = far + widest;
        if ((ay < y - off && by < y - off) || (ay > y + off && by > y + off)) continue;
        const ex = bx - ax;
        const ey = by - ay;
        const py = y - ay;
        const square = ex * ex + ey * ey || 1e-12;
        const from = Math.max(first, Math.floor(((Math.min(ax, bx) - off - left) / width) * size) - 1);
        const to = Math.min(last, Math.ceil(((Math.max(ax, bx) + off - left) / width) * size) + 1);
        for (let at = from; at <= to; at++) {
          const px = left + ((at + 0.5) / size) * width - ax;
          const t = Math.min(1, Math.max(0, (px * ex + py * ey) / square));
          const radius = start + ((end - start) * (i + t)) / pieces;
          const dx = px - t * ex;
          const dy = py - t * ey;
          const away = Math.sqrt(dx * dx + dy * dy) - radius;
          if (away < distances[at]!) distances[at] = away;
        }
      }
    },
  };
}

/** A roundish patch whose radius varies with the angle by `irregularity` (0 smooth, 0.3 ragged). */
export function blob(random: Random, cx: number, cy: number, radius: number, irregularity: number): Shape {
  const waves = [2, 3, 4, 5, 7].map(order => ({
    size: (irregularity * random.normal(0, 1)) / Math.sqrt(order),
    phase: random.between(0, 2 * Math.PI),
  }));
  const sum = waves.reduce((total, { size }) => total + Math.abs(size), 0);
  const widest = radius * (1 + sum);
  const narrowest = radius * Math.max(0.2, 1 - sum);
  const cosines = waves.map(({ size, phase }) => size * Math.cos(phase));
  const sines = waves.map(({ size, phase }) => size * Math.sin(phase));
  const [a2, a3, a4, a5, a7] = cosines as [number, number, number, number, number];
  const [b2, b3, b4, b5, b7] = sines as [number, number, number, number, number];
  const distance = (x: number, y: number): number => {
    const dx = x - cx;
    const dy = y - cy;
    const away = Math.sqrt(dx * dx + dy * dy);
    const c = away > 0 ? dx / away : 1;
    const s = away > 0 ? dy / away : 0;
    // Cosines and sines of multiples of the angle by the addition theorems.
    const c2 = c * c - s * s;
    const s2 = 2 * c * s;
    const c3 = c2 * c - s2 * s;
    const s3 = s2 * c + c2 * s;
    const c4 = c2 * c2 - s2 * s2;
    const s4 = 2 * c2 * s2;
    const c5 = c3 * c2 - s3 * s2;
    const s5 = s3 * c2 + c3 * s2;
    const c7 = c5 * c2 - s5 * s2;
    const s7 = s5 * c2 + c5 * s2;
    const even = a2 * c2 - b2 * s2 + (a4 * c4 - b4 * s4);
    const odd = a3 * c3 - b3 * s3 + (a5 * c5 - b5 * s5) + (a7 * c7 - b7 * s7);
    return away - radius * Math.max(0.2, 1 + even + odd);
  };
  return roundShape(cx, cy, narrowest, widest, distance);
}

/** A shape about a centre whose outline lies between two radii: `distance` is asked only near the outline. */
export function roundShape(
  cx: number,
  cy: number,
  narrowest: number,
  widest: number,
  distance: Shape['distance'],
): Shape {
  return {
    box: [cx - widest, cy - widest, cx + widest, cy + widest],
    distance,
    row: (distances, { y, first, last, size, left, width }, reach) => {
      const outer = (widest + reach) * 1.001;
      const inner = Math.max(0, narrowest - reach) * 0.999;
      const dy = y - cy;
      for (let at = first; at <= last; at++) {
        const x = left + ((at + 0.5) / size) * width;
        const square = (x - cx) * (x - cx) + dy * dy;
        if (square > outer * outer) distances[at] = outer;
        else if (square < inner * inner) distances[at] = -outer;
        else distances[at] = distance(x, y);
      }
    },
  };
}

/** `Shape.row` of any shape. */
export function measureRow(shape: Shape, distances: Float64Array, row: Row, reach: number): void {
  if (shape.row) {
    shape.row(distances, row, reach);
    return;
  }
  const { y, first, last, size, left, width } = row;
  for (let at = first; at <= last; at++)
    distances[at] = shape.distance(left + ((at + 0.5) / size) * width, y);
}

/**
 * Measures a shape row by row within its box and `edge` around it.
 * @param visit Gets the distances of the pixels `first` to `last` of a row at height `y`; `start` is the index of the row's first pixel.
 */
export function eachRow(
  shape: Shape,
  edge: number,
  size: number,
  reach: number,
  visit: (distances: Float64Array, first: number, last: number, start: number, y: number) => void,
): void {
  const { left: first, top, right: last, bottom } = boundsOf(shape, edge, size);
  if (last < first) return;
  const distances = new Float64Array(last + 1);
  for (let row = top; row <= bottom; row++) {
    const y = (row + 0.5) / size;
    measureRow(shape, distances, { y, first, last, size, left: 0, width: 1 }, reach);
    visit(distances, first, last, row * size, y);
  }
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
  eachRow(shape, 0, size, 0.5 / size, (distances, first, last, start) => {
    for (let column = first; column <= last; column++) if (distances[column]! < 0) mask[start + column] = 1;
  });
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
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  return [left - margin, top - margin, right + margin, bottom + margin];
}
