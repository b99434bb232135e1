import type { Point, Shape } from '../../drawing/shapes.ts';

/** The eight teeth of a quadrant, from the midline backwards. */
export const toothNames = [
  'central incisor',
  'lateral incisor',
  'canine',
  'first premolar',
  'second premolar',
  'first molar',
  'second molar',
  'third molar',
] as const;

export type Jaw = 'upper' | 'lower';
export type Side = 'left' | 'right';

/** Which tooth: quadrant and place in it (0 central incisor … 7 third molar). */
export interface Position {
  readonly jaw: Jaw;
  readonly side: Side;
  readonly index: number;
}

/** A tooth in the picture. Local coordinates: u along the arch, v along the axis, 0 at the neck, towards the root. */
export interface Tooth extends Position {
  readonly neck: Point;
  /** Direction of the root from the vertical, in radians; the root of a lower tooth at 0 points straight down. */
  readonly tilt: number;
  readonly width: number;
  readonly crown: number;
  readonly root: number;
  /** 1 or 2 roots are seen. */
  readonly roots: 1 | 2;
}

/** Mean sizes in mm (Wheeler's Dental Anatomy): mesiodistal crown width, crown height, root length. */
const sizes: Readonly<Record<Jaw, readonly (readonly [number, number, number])[]>> = {
  upper: [
    [8.5, 10.5, 13],
    [6.5, 9, 13],
    [7.5, 10, 17],
    [7, 8.5, 14],
    [7, 8.5, 14],
    [10, 7.5, 12.5],
    [9, 7, 11.5],
    [8.5, 6.5, 11],
  ],
  lower: [
    [5.3, 9, 12.5],
    [5.6, 9.5, 14],
    [6.8, 11, 16],
    [7, 8.5, 14],
    [7, 8, 14.5],
    [11, 7.5, 14],
    [10.5, 7, 13],
    [10, 7, 11],
  ],
};

/** Width, crown height and root length of a tooth in mm. */
export function sizeOf({ jaw, index }: Position): readonly [width: number, crown: number, root: number] {
  return sizes[jaw][index]!;
}

/** `lower left first molar`. */
export function nameOf({ jaw, side, index }: Position): string {
  return `${jaw} ${side} ${toothNames[index]!}`;
}

/** Two-digit number of the FDI (ISO 3950): quadrants 1 to 4 from the upper right, teeth 1 to 8 from the midline. */
export function numberOf({ jaw, side, index }: Position): string {
  const quadrant = jaw === 'upper' ? (side === 'right' ? 1 : 2) : side === 'left' ? 3 : 4;
  return `${quadrant}${index + 1}`;
}

/** Every position whose name has all words of `location` (`molar`, `upper canine`, `lower left first molar`). */
export function positionsAt(location: string): Position[] {
  const words = location.split(' ').filter(word => word !== '');
  const all: Position[] = [];
  for (const jaw of ['upper', 'lower'] as const) {
    for (const side of ['left', 'right'] as const) {
      for (let index = 0; index < 8; index++) all.push({ jaw, side, index });
    }
  }
  return all.filter(position => {
    const name = nameOf(position).split(' ');
    return words.every(word => name.includes(word));
  });
}

/** From local coordinates to the picture. */
export function toPicture(tooth: Tooth, u: number, v: number): Point {
  const down = tooth.jaw === 'lower' ? 1 : -1;
  const [cosine, sine] = [Math.cos(tooth.tilt), Math.sin(tooth.tilt)];
  return [tooth.neck[0] + u * cosine - v * sine, tooth.neck[1] + down * (u * sine + v * cosine)];
}

/** A shape given by its distance in local coordinates, from `top` to `bottom` along the axis and `half` to both sides of it. */
export function localShape(
  tooth: Tooth,
  [top, bottom]: readonly [top: number, bottom: number],
  half: number,
  distance: (u: number, v: number) => number,
): Shape {
  const down = tooth.jaw === 'lower' ? 1 : -1;
  const [cosine, sine] = [Math.cos(tooth.tilt), Math.sin(tooth.tilt)];
  const [x0, y0] = tooth.neck;
  const corners = [-half, half].flatMap(u => [top, bottom].map(v => toPicture(tooth, u, v)));
  const [xs, ys] = [corners.map(([x]) => x), corners.map(([, y]) => y)];
  return {
    box: [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)],
    distance: (x, y) => {
      const dx = x - x0;
      const dy = (y - y0) * down;
      return distance(dx * cosine + dy * sine, dy * cosine - dx * sine);
    },
    row: (distances, { y, first, last, size, left, width }) => {
      const dy = (y - y0) * down;
      for (let at = first; at <= last; at++) {
        const dx = left + ((at + 0.5) / size) * width - x0;
        distances[at] = distance(dx * cosine + dy * sine, dy * cosine - dx * sine);
      }
    },
  };
}

/** Distance to the crown in local coordinates. */
export function crownDistance({ width, crown, index }: Tooth, u: number, v: number): number {
  const t = Math.min(1, Math.max(0, -v / crown));
  const bulge =
    index < 3 ? 0.12 * halfWave((2.2 / Math.PI) * t) : 0.13 * halfWave(Math.min(1, t * 1.15 + 0.08));
  const half = width * (0.37 + bulge - (t > 0.85 ? (t - 0.85) * 0.5 : 0));
  const side = Math.abs(u) - half;
  const s = u / width;
  const cusp = index === 2 ? 0.5 * Math.abs(s) : index < 2 ? 0.02 : 0.14 * squaredCosine(2 * s);
  const tip = -v - crown * (1 - cusp);
  const ends = Math.max(tip, v);
  const round = 0.2 * width;
  return side > -round && ends > -round
    ? Math.sqrt((side + round) ** 2 + (ends + round) ** 2) - round
    : Math.max(side, ends);
}

/** sin(π t) for t in [0, 1], to 0.002 (Bhāskara I). */
function halfWave(t: number): number {
  const product = t * (1 - t);
  return (16 * product) / (5 - 4 * product);
}

/** cos²(π t), of period 1. */
function squaredCosine(t: number): number {
  const wave = halfWave(Math.abs(t + 0.5 - Math.floor(t + 0.5)));
  return wave * wave;
}

/** Distance to the roots in local coordinates. */
export function rootDistance({ width, root, roots }: Tooth, u: number, v: number): number {
  const t = Math.min(1, Math.max(0, v / root));
  const end = Math.max(v - root, -v - 0.2 * width);
  const tip = t > 0.86 ? Math.sqrt(1.001 - ((t - 0.86) / 0.14) ** 2) : 1;
  if (roots === 1) return joined(Math.abs(u) - width * (0.37 - 0.24 * t * t) * tip, end);
  const middle = canal({ width, roots }, t);
  const trunk = Math.max(Math.abs(u) - width * 0.4, v - 0.32 * root, end);
  return Math.min(trunk, joined(Math.abs(Math.abs(u) - middle) - width * (0.2 - 0.1 * t * t) * tip, end));
}

function joined(side: number, end: number): number {
  return side > 0 && end > 0 ? Math.sqrt(side * side + end * end) : Math.max(side, end);
}

/** Distance of the root canals' middle lines from the axis, at the share `t` of the root. */
export function canal({ width, roots }: Pick<Tooth, 'width' | 'roots'>, t: number): number {
  return roots === 1 ? 0 : width * (0.18 + 0.22 * t * (1 - 0.5 * t));
}

/** Distance to the pulp: chamber in the crown's lower half, a canal in each root. */
export function pulpDistance(tooth: Tooth, u: number, v: number): number {
  const { width, crown, root, roots } = tooth;
  const t = v / root;
  const canals =
    t > 0.92 || v < -0.1 * crown
      ? 1
      : Math.abs(Math.abs(u) - canal(tooth, Math.max(0, t))) -
        width * (roots === 1 ? 0.085 : 0.05) * (1 - 0.6 * t);
  const single = roots === 1;
  const half = (single ? 0.11 : 0.24) * width;
  const high = (single ? 0.32 : 0.2) * crown;
  const p = u / half;
  const q = (v + (single ? 0.22 : 0.2) * crown) / high;
  const chamber = (Math.sqrt(Math.sqrt(p * p * p * p + q * q * q * q)) - 1) * Math.min(half, high);
  return Math.min(canals, chamber);
}
