import { failure } from '../../protocol/failures/index.ts';

/** One layout laid upon another. */
export interface AlignedLayout {
  /** `[count, 2]`: the second layout, moved, turned, mirrored and scaled. */
  readonly coordinates: Float32Array;
  /**
   * What is left of the squared distances, of the reference's own spread: 0 if the forms are the same, 1 if they have nothing in
   * common (Gower 1975; SciPy `procrustes`).
   */
  readonly disparity: number;
}

/**
 * Lays `layout` upon `reference`, both `[count, 2]`, so that two maps of the same points compare by eye: the similarity transform with
 * the least squared distances (orthogonal Procrustes analysis, in the plane in closed form). It changes no neighborhood. A layout, or
 * a reference, whose points all coincide is given back as it is with a disparity of 1.
 * @throws Failure `values-unequal` if the two differ in their numbers of points.
 */
export function alignLayout(reference: Float32Array, layout: Float32Array): AlignedLayout {
  if (reference.length !== layout.length)
    throw failure('values-unequal', {
      left: 'the reference',
      leftCount: reference.length / 2,
      right: 'the layout',
      rightCount: layout.length / 2,
    });
  const [fixed, moved] = [centred(reference), centred(layout)];
  const [spread, ownSpread] = [squares(fixed.data), squares(moved.data)];
  // What rounding leaves of equal points is no form.
  if (spread <= 1e-20 * sizeOf(reference) || ownSpread <= 1e-20 * sizeOf(layout))
    return { coordinates: layout.slice(), disparity: 1 };
  // Sums over points of the outer product: moved x and y in rows, fixed x and y in columns.
  let [xx, xy, yx, yy] = [0, 0, 0, 0];
  for (let at = 0; at < layout.length; at += 2) {
    xx += moved.data[at]! * fixed.data[at]!;
    xy += moved.data[at]! * fixed.data[at + 1]!;
    yx += moved.data[at + 1]! * fixed.data[at]!;
    yy += moved.data[at + 1]! * fixed.data[at + 1]!;
  }
  const [turned, mirrored] = [Math.hypot(xx + yy, xy - yx), Math.hypot(xx - yy, xy + yx)];
  const mirror = mirrored > turned ? -1 : 1;
  const angle = mirror < 0 ? Math.atan2(xy + yx, xx - yy) : Math.atan2(xy - yx, xx + yy);
  const fit = Math.max(turned, mirrored);
  const scale = fit / ownSpread;
  const [cosine, sine] = [scale * Math.cos(angle), scale * Math.sin(angle)];
  const coordinates = new Float32Array(layout.length);
  for (let at = 0; at < layout.length; at += 2) {
    const [x, y] = [moved.data[at]!, mirror * moved.data[at + 1]!];
    coordinates[at] = fixed.mean[0] + cosine * x - sine * y;
    coordinates[at + 1] = fixed.mean[1] + sine * x + cosine * y;
  }
  return { coordinates, disparity: Math.max(0, Math.min(1, 1 - (fit * fit) / (spread * ownSpread))) };
}

function centred(layout: Float32Array): { data: Float64Array; mean: [number, number] } {
  const mean: [number, number] = [0, 0];
  layout.forEach((value, at) => (mean[at % 2 === 0 ? 0 : 1] += (2 * value) / layout.length));
  return { data: Float64Array.from(layout, (value, at) => value - mean[at % 2 === 0 ? 0 : 1]), mean };
}

function squares(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value * value, 0);
}

function sizeOf(layout: Float32Array): number {
  return squares(Float64Array.from(layout));
}
