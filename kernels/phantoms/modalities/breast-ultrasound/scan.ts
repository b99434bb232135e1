import type { Random } from '../../drawing/random.ts';
import type { Point } from '../../drawing/shapes.ts';
import type { Finding } from '../../phantom.ts';

/** Where and how the probe stood; what a place in the picture is to the beam. */
export interface Scan {
  readonly side: 'left' | 'right';
  /** `10 o'clock`: the probe's place on the breast, as seen by someone facing the patient. */
  readonly clock: string;
  /** Centimetres from the nipple. */
  readonly fromNipple: number;
  readonly probe: 'linear' | 'sector';
  readonly age: number;
  /** Millimetres shown from the skin down. */
  readonly depth: number;
  /** Millimetres in one unit of the picture. */
  readonly millimetresWide: number;
  /** Beam coordinate (constant along a beam) and depth in mm of a place; outside the frame `depth` is negative. */
  beam(x: number, y: number): { readonly across: number; readonly depth: number };
  /** `beam` of every pixel. */
  trace(across: Float32Array, depth: Float32Array, size: number): void;
  /** The place at a beam coordinate and depth: the inverse of `beam`. */
  place(across: number, depth: number): Point;
}

/** Every place the probe can stand. */
export const clockPositions: readonly string[] = Array.from(
  { length: 12 },
  (_, hour) => `${hour + 1} o'clock`,
);

/** Settles the examination. @throws RangeError for findings at different sides or clock positions: one image has one. */
export function chooseScan(random: Random, findings: readonly Finding[], largest: number): Scan {
  const side = only(findings.map(finding => finding.side)) ?? random.pick(['left', 'right'] as const);
  const clock = only(findings.map(finding => finding.location)) ?? random.pick(clockPositions);
  if (side === 'bilateral' || !clockPositions.includes(clock))
    throw new RangeError(
      `breast-ultrasound shows one breast at one place from "1 o'clock" to "12 o'clock"; not ${side}, "${clock}"`,
    );
  const probe = random.chance(0.68) ? 'linear' : 'sector';
  const depth = Math.max(random.pick([30, 35, 40, 45]), Math.ceil(largest / 2.5) * 5);
  const age = random.integer(19, 82);
  const fromNipple = random.integer(1, 8);
  const geometry = probe === 'linear' ? linear(depth) : sector(depth);
  return { side, clock, fromNipple, probe, age, depth, ...geometry };
}

/** `beam` of every pixel, row by row: `[size, size]` each. */
export function traceBeams(
  scan: Scan,
  size: number,
): { readonly across: Float32Array; readonly depth: Float32Array } {
  const across = new Float32Array(size * size);
  const depth = new Float32Array(size * size);
  scan.trace(across, depth, size);
  return { across, depth };
}

const [top, bottom, left, right] = [0.055, 0.945, 0.09, 0.88];

function linear(depth: number): Pick<Scan, 'beam' | 'trace' | 'place' | 'millimetresWide'> {
  const wide = depth / (bottom - top);
  const acrossAt = (x: number): number => x - (left + right) / 2;
  const depthAt = (x: number, y: number): number =>
    x < left || x > right || y > bottom ? -1 : (y - top) * wide;
  return {
    millimetresWide: wide,
    beam: (x, y) => ({ across: acrossAt(x), depth: depthAt(x, y) }),
    trace: (across, depth, size) => {
      for (let row = 0, at = 0; row < size; row++) {
        for (let column = 0; column < size; column++, at++) {
          across[at] = acrossAt((column + 0.5) / size);
          depth[at] = depthAt((column + 0.5) / size, (row + 0.5) / size);
        }
      }
    },
    place: (across, at) => [(left + right) / 2 + across, top + at / wide],
  };
}

/** Fan of ±32°; `across` is the angle times the radius at mid-depth, so that it reads as a length too. */
function sector(depth: number): Pick<Scan, 'beam' | 'trace' | 'place' | 'millimetresWide'> {
  const near = 0.36;
  const far = near + bottom - top;
  const wide = depth / (bottom - top);
  const middle = (near + far) / 2;
  const cx = 0.48;
  const cy = top - near;
  const half = 0.53;
  const angleAt = (x: number, y: number): number => Math.atan2(x - cx, y - cy);
  const depthAt = (x: number, y: number, angle: number): number => {
    const radius = Math.sqrt((x - cx) * (x - cx) + (y - cy) * (y - cy));
    return Math.abs(angle) > half || radius > far ? -1 : (radius - near) * wide;
  };
  return {
    millimetresWide: wide,
    beam: (x, y) => {
      const angle = angleAt(x, y);
      return { across: angle * middle, depth: depthAt(x, y, angle) };
    },
    trace: (across, depth, size) => {
      for (let row = 0, at = 0; row < size; row++) {
        const y = (row + 0.5) / size;
        for (let column = 0; column < size; column++, at++) {
          const angle = angleAt((column + 0.5) / size, y);
          across[at] = angle * middle;
          depth[at] = depthAt((column + 0.5) / size, y, angle);
        }
      }
    },
    place: (across, at) => {
      const radius = near + at / wide;
      return [cx + radius * Math.sin(across / middle), cy + radius * Math.cos(across / middle)];
    },
  };
}

function only<Item>(items: readonly (Item | undefined)[]): Item | undefined {
  const named = new Set(items.filter(item => item !== undefined));
  if (named.size > 1)
    throw new RangeError(
      'breast-ultrasound shows one place: give all findings the same side and clock position',
    );
  const [first] = named;
  return first;
}
