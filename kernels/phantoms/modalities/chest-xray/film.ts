import { createField, smooth, type Field } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import type { Point } from '../../drawing/shapes.ts';
import type { Texture, Textures } from '../../drawing/texture.ts';
import { addTube, type TubePaint } from '../../drawing/tube.ts';
import { apexAt, domeAt, wallAt, type Chest } from './chest.ts';

/** A film being exposed: attenuation adds up in `body`, the lungs' vessels are kept apart until the end. */
export interface Film {
  readonly chest: Chest;
  readonly size: number;
  readonly body: Field;
  readonly vessels: Field;
  /** Share of air along the ray, 0 to 1: 1 deep in the lung. */
  readonly air: Float32Array;
  readonly scratch: Float32Array;
  readonly textures: Textures;
  readonly random: Random;
  /** From chest coordinates to the picture, and its scale. */
  readonly place: (u: number, v: number) => Point;
  readonly zoom: number;
  /** From the picture to chest coordinates: u = u0 + x · cosine + y · sine, v = v0 + y · cosine − x · sine. */
  readonly frame: {
    readonly u0: number;
    readonly v0: number;
    readonly cosine: number;
    readonly sine: number;
  };
}

/** An empty film of a chest at a random place, turn and scale. */
export function createFilm(size: number, chest: Chest, random: Random, textures: Textures): Film {
  const layout = random.fork('layout');
  const zoom = chest.child
    ? layout.between(1.02, 1.42)
    : chest.view === 'AP'
      ? layout.between(0.96, 1.12)
      : layout.between(0.95, 1.1);
  const angle = layout.normal(0, chest.view === 'AP' ? 0.035 : 0.015);
  const centreX = 0.5 + layout.normal(0, 0.012);
  const centreY = (chest.child ? 0.5 : 0.48) + layout.normal(0, 0.015);
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const middle = chest.view === 'lateral' ? 0.48 : 0.47;
  const frame = {
    u0: -(centreX * cosine + centreY * sine) / zoom,
    v0: (centreX * sine - centreY * cosine) / zoom + middle,
    cosine: cosine / zoom,
    sine: sine / zoom,
  };
  return {
    chest,
    size,
    frame,
    body: createField(size),
    vessels: createField(size),
    air: new Float32Array(size * size),
    scratch: new Float32Array(size * size),
    textures,
    random,
    zoom,
    place: (u, v) => [
      centreX + zoom * (u * cosine - (v - middle) * sine),
      centreY + zoom * (u * sine + (v - middle) * cosine),
    ],
  };
}

/** Adds a tube given in chest coordinates; radii and softness too. */
export function tube(film: Film, field: Field, points: readonly Point[], paint: TubePaint): void {
  addTube(
    field,
    film.scratch,
    points.map(([u, v]) => film.place(u, v)),
    {
      ...paint,
      start: paint.start * film.zoom,
      end: (paint.end ?? paint.start) * film.zoom,
      softness: (paint.softness ?? 0) * film.zoom,
    },
  );
}

/**
 * Exposes the soft anatomy at every second pixel each way and fills in between: it has no detail that this would lose.
 * @param expose Gives the attenuation at chest coordinates and writes the share of air to `air[at]`, both of the coarse grid.
 */
export function exposeCoarsely(
  { size, frame, body, air }: Film,
  expose: (u: number, v: number, air: Float32Array, at: number) => number,
): void {
  const { u0, v0, cosine, sine } = frame;
  const count = Math.ceil(size / 2);
  const thicknesses = new Float32Array(count * count);
  const shares = new Float32Array(count * count);
  for (let row = 0, at = 0; row < count; row++) {
    const y = (2 * row + 1) / size;
    for (let column = 0; column < count; column++, at++) {
      const x = (2 * column + 1) / size;
      thicknesses[at] = expose(u0 + x * cosine + y * sine, v0 + y * cosine - x * sine, shares, at);
    }
  }
  addDoubled(thicknesses, count, body.values, size);
  addDoubled(shares, count, air, size);
}

/** Adds a picture of twice the size: between the coarse pixels' centres it is linear. */
function addDoubled(coarse: Float32Array, count: number, values: Float32Array, size: number): void {
  const line = new Float32Array(count);
  for (let row = 0; row < size; row++) {
    const near = row >> 1;
    const next = Math.min(count - 1, Math.max(0, near + (row & 1 ? 1 : -1)));
    for (let at = 0; at < count; at++)
      line[at] = 0.75 * coarse[near * count + at]! + 0.25 * coarse[next * count + at]!;
    for (let column = 0; column < size; column++) {
      const at = column >> 1;
      const beside = Math.min(count - 1, Math.max(0, at + (column & 1 ? 1 : -1)));
      values[row * size + column]! += 0.75 * line[at]! + 0.25 * line[beside]!;
    }
  }
}

/** Share of air in a frontal view at chest coordinates, 0 to 1. */
export function frontalAir(chest: Chest, u: number, v: number): number {
  const side = u < 0 ? -1 : 1;
  const a = Math.abs(u);
  const wall = wallAt(chest, v) - a;
  if (wall <= 0) return 0;
  const dome = domeAt(chest, side, a) - v;
  if (dome <= 0) return 0;
  const apex = v - apexAt(chest, a);
  if (apex <= 0) return 0;
  return (
    Math.sqrt(smooth(wall / 0.07)) * smooth(dome / 0.016) * Math.sqrt(smooth(apex / 0.05)) * smooth(a / 0.03)
  );
}

/**
 * Adds attenuation where a finding lies.
 * @param box In chest coordinates: [left, top, right, bottom].
 * @returns What was added to each pixel, `[size, size]`.
 */
export function addLayer(
  film: Film,
  box: readonly [number, number, number, number],
  amountAt: (u: number, v: number, air: number, at: number) => number,
): Float32Array {
  const { size, air, body } = film;
  const layer = new Float32Array(size * size);
  eachPixel(film, box, (u, v, at) => {
    const amount = amountAt(u, v, air[at]!, at);
    if (amount === 0) return;
    layer[at] = amount;
    body.values[at]! += amount;
  });
  return layer;
}

/** Visits every pixel whose chest coordinates can lie in a box [left, top, right, bottom]. */
export function eachPixel(
  { size, place, frame }: Film,
  box: readonly [number, number, number, number],
  visit: (u: number, v: number, at: number) => void,
): void {
  const { u0, v0, cosine, sine } = frame;
  const corners = [
    place(box[0], box[1]),
    place(box[2], box[1]),
    place(box[0], box[3]),
    place(box[2], box[3]),
  ];
  const xs = corners.map(corner => corner[0]);
  const ys = corners.map(corner => corner[1]);
  const clamp = (value: number): number => Math.min(size - 1, Math.max(0, Math.floor(value * size)));
  const [left, right] = [clamp(Math.min(...xs)), clamp(Math.max(...xs))];
  const [top, bottom] = [clamp(Math.min(...ys)), clamp(Math.max(...ys))];
  for (let row = top; row <= bottom; row++) {
    const y = (row + 0.5) / size;
    for (let column = left; column <= right; column++) {
      const x = (column + 0.5) / size;
      visit(u0 + x * cosine + y * sine, v0 + y * cosine - x * sine, row * size + column);
    }
  }
}

/** A texture in chest coordinates. */
export function cut(film: Film, name: string, scale: number, rough: 0 | 1 = 1): Texture {
  return film.textures.cut(film.random.fork(name), scale, rough);
}

/** 1 where a layer is at least `share` of its largest magnitude, `[size, size]`. */
export function maskOfLayer(layer: Float32Array, share = 0.3): Uint8Array {
  let largest = 0;
  for (const value of layer) if (Math.abs(value) > largest) largest = Math.abs(value);
  const mask = new Uint8Array(layer.length);
  const least = Math.max(1e-6, share * largest);
  for (let at = 0; at < mask.length; at++) if (Math.abs(layer[at]!) >= least) mask[at] = 1;
  return mask;
}

/** What has been added to the body since a copy of its values was taken. */
export function addedSince(film: Film, before: Float32Array): Float32Array {
  const { values } = film.body;
  for (let at = 0; at < before.length; at++) before[at] = values[at]! - before[at]!;
  return before;
}
