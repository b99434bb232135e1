import { smooth } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';

/** BI-RADS density: almost entirely fat, scattered, heterogeneously dense, extremely dense. */
export type Density = 'a' | 'b' | 'c' | 'd';

/**
 * One breast in one view. Positions are `[d, y]`: distance from the chest wall and height from the top, in picture sides. The wall
 * is at the viewer's left for the left breast and at the viewer's right for the right one.
 */
export interface Breast {
  readonly side: 'left' | 'right';
  readonly view: 'CC' | 'MLO';
  readonly age: number;
  readonly density: Density;
  /** Height of the nipple and its distance from the wall. */
  readonly nipple: { readonly d: number; readonly y: number };
  /** Reach of the outline above and below the nipple. */
  readonly above: number;
  readonly below: number;
  /** Width of the outline at its top: the axilla in MLO, 0 in CC. */
  readonly axilla: number;
  /** Pectoral muscle: width at the top and depth along the wall; 0 in CC. */
  readonly muscle: { readonly width: number; readonly depth: number };
  /** Millimetres in one unit. */
  readonly millimetres: number;
}

/** A random breast; `side` where a finding asks for one. */
export function sampleBreast(random: Random, side: 'left' | 'right'): Breast {
  const view = random.chance(0.5) ? 'CC' : 'MLO';
  const age = random.integer(38, 82);
  const youth = random.normal((62 - age) / 16, 1);
  const density = youth < -1 ? 'a' : youth < 0.2 ? 'b' : youth < 1.4 ? 'c' : 'd';
  const mlo = view === 'MLO';
  const size = random.between(0.82, 1.1);
  return {
    side,
    view,
    age,
    density,
    nipple: {
      d: random.between(0.52, 0.68) * size,
      y: mlo ? random.between(0.56, 0.64) : random.between(0.46, 0.54),
    },
    above: mlo ? 0.75 : 0.42 * size * random.between(0.9, 1.08),
    below: mlo ? random.between(0.27, 0.33) : 0.42 * size * random.between(0.9, 1.08),
    axilla: mlo ? random.between(0.24, 0.36) : 0,
    muscle: mlo
      ? { width: random.between(0.24, 0.4), depth: random.between(0.5, 0.72) }
      : { width: 0, depth: 0 },
    millimetres: 200,
  };
}

/** Distance of the skin from the chest wall at height `y`; 0 or less beyond the breast. */
export function skinAt({ nipple, above, below, axilla }: Breast, y: number): number {
  const t = (y - nipple.y) / (y < nipple.y ? above : below);
  const rest = 1 - t * t;
  if (rest <= 0) return axilla > 0 && y < nipple.y ? axilla : -1;
  const round = axilla > 0 && y < nipple.y ? rest * rest : Math.sqrt(rest);
  return axilla > 0 && y < nipple.y ? axilla + (nipple.d - axilla) * round : nipple.d * round;
}

/** Distance from the skin at a position, about: positive inside. */
export function depthAt(breast: Breast, d: number, y: number): number {
  const { nipple, above, below, axilla } = breast;
  if (axilla > 0 && y < nipple.y) return (skinAt(breast, y) - d) * 0.8;
  const t = (y - nipple.y) / (y < nipple.y ? above : below);
  const radius = Math.sqrt((d / nipple.d) ** 2 + t * t);
  return (1 - radius) * Math.min(nipple.d, y < nipple.y ? above : below) * 1.1;
}

/** Share of pectoral muscle at a position, 0 to 1. */
export function muscleAt({ muscle }: Breast, d: number, y: number): number {
  if (muscle.width === 0) return 0;
  const inside = 1 - d / muscle.width - y / muscle.depth;
  return smooth((inside * muscle.width + 0.006) / 0.03);
}

/** Where gland lies: a cone behind the nipple, 0 to 1. */
export function coneAt(breast: Breast, d: number, y: number, depth: number): number {
  const { nipple, view } = breast;
  const up = (y - nipple.y + (view === 'MLO' ? 0.06 : 0)) / (view === 'MLO' ? 0.27 : 0.3);
  const along = (d / nipple.d - 0.52) / 0.47;
  const inside = 1.15 - Math.sqrt(up * up + along * along);
  return smooth(inside / 0.6) * smooth((depth - 0.02) / 0.06);
}
