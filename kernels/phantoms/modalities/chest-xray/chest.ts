import type { Random } from '../../drawing/random.ts';

export type View = 'PA' | 'AP' | 'lateral';

/**
 * One person's chest before the film, in chest coordinates: `u` across from the midline (positive towards the patient's left, the
 * viewer's right), `v` down from the chin, both in film heights of an adult.
 */
export interface Chest {
  readonly view: View;
  readonly age: number;
  readonly sex: 'female' | 'male';
  readonly child: boolean;
  /** Inner half-width of the thorax at its base. */
  readonly width: number;
  /** Top of the lungs. */
  readonly apex: number;
  /** Tops of the diaphragm's domes and the depth of the costophrenic angles. */
  readonly domes: { readonly right: number; readonly left: number; readonly angle: number };
  /** Heart and great vessels, moved by `shift` towards the patient's left. */
  readonly heart: {
    readonly right: number;
    readonly left: number;
    readonly centre: number;
    readonly height: number;
    readonly tilt: number;
    readonly knob: number;
    readonly upper: number;
    readonly shift: number;
  };
  /** Attenuation of the chest wall over the lungs: stout persons have more. */
  readonly wall: number;
  /** Strength of bone: rises with age of children, falls in old age. */
  readonly bone: number;
  /** Flat, deep-set diaphragm and dark lungs. */
  readonly inflated: number;
  /** Millimetres in one unit. */
  readonly millimetres: number;
}

/** What findings do to the anatomy before anything is drawn. */
export interface Change {
  /** Factor on the heart's width. */
  readonly heart: number;
  /** Shift of the mediastinum towards the patient's left. */
  readonly shift: number;
  /** Rise of each dome. */
  readonly right: number;
  readonly left: number;
  /** 0 to 1: hyperinflation. */
  readonly inflated: number;
  /** True for what children hardly have. */
  readonly adult: boolean;
}

/** A random person in the given view. */
export function sampleChest(random: Random, view: View, change: Change): Chest {
  const child = random.chance(view === 'AP' ? 0.55 : 0.04) && !change.adult;
  const age = child ? random.integer(1, 12) : random.integer(view === 'AP' ? 40 : 18, 90);
  const sex = random.chance(0.5) ? 'female' : 'male';
  const stretch = random.between(-1, 1);
  const low = change.inflated;
  const width = (child ? 0.35 : 0.345) * (1 + 0.05 * stretch) * (1 + 0.03 * low);
  const base =
    (child ? 0.69 : 0.7) +
    random.normal(0, 0.02) -
    (view === 'AP' ? 0.035 : 0) +
    0.05 * Math.sqrt(low) +
    0.035 * low;
  const ratio =
    (child ? 0.5 : view === 'AP' ? 0.475 : 0.435) +
    random.normal(0, 0.018) +
    (age > 65 ? 0.015 : 0) -
    0.07 * low;
  const across = 2 * width * Math.min(0.74, ratio * change.heart);
  const rightShare = random.between(0.29, 0.34);
  return {
    view,
    age,
    sex,
    child,
    width,
    apex: random.between(0.085, 0.12),
    domes: {
      right: base - change.right,
      left: base + random.between(0.012, 0.035) - change.left,
      angle: base + (child ? 0.1 : 0.125) - 0.05 * low,
    },
    heart: {
      right: across * rightShare,
      left: across * (1 - rightShare),
      centre: base - 0.115 - (child ? 0.01 : 0),
      height: 0.135 * (1 + 0.35 * (change.heart - 1)) * (1 + 0.1 * low),
      tilt: random.between(0.35, 0.6) * (child ? 0.6 : 1) + 0.25 * low,
      knob: child ? 0.012 : 0.022 + 0.00028 * age + random.between(0, 0.008),
      upper: (child ? 0.072 : view === 'AP' ? 0.062 : 0.05) + random.between(-0.006, 0.008),
      shift: change.shift,
    },
    wall: random.between(0.2, 0.42),
    bone: (child ? 0.85 : age > 75 ? 0.85 : 1.05) * random.between(0.8, 1.2),
    inflated: low,
    millimetres: child ? 200 + 10 * age : 400,
  };
}

/** The side wall of the lungs at height `v`, as a distance from the midline. */
export function wallAt(chest: Chest, v: number): number {
  const t = (v - chest.apex) / (chest.domes.angle - chest.apex);
  const rest = Math.min(1, Math.max(0, 1 - t));
  const square = chest.inflated > 0 ? 0.56 - 0.1 * chest.inflated : 0.56;
  return chest.width * (1 - square * rest * rest * Math.sqrt(Math.sqrt(rest)));
}

/** Height of the diaphragm at a distance `a` from the midline on the right (`side` −1) or the left (1). */
export function domeAt(chest: Chest, side: -1 | 1, a: number): number {
  const top = side < 0 ? chest.domes.right : chest.domes.left;
  const crest = chest.width * 0.47;
  if (a < crest) {
    const t = (crest - a) / crest;
    return top + 0.03 * t * t;
  }
  const t = (a - crest) / (chest.width - crest);
  return top + (chest.domes.angle - top) * t * t * (0.55 + 0.45 * t);
}

/** Top of the lung at a distance `a` from the midline. */
export function apexAt(chest: Chest, a: number): number {
  const off = a - chest.width * 0.36;
  return chest.apex + 5.5 * off * off;
}

/** Height of the diaphragm across the midline, without a step. */
export function domeBetween(chest: Chest, u: number): number {
  const a = Math.min(Math.abs(u), chest.width);
  const share = (u + 0.05) / 0.1;
  if (share <= 0) return domeAt(chest, -1, a);
  if (share >= 1) return domeAt(chest, 1, a);
  return domeAt(chest, -1, a) * (1 - share) + domeAt(chest, 1, a) * share;
}

/**
 * Right and left borders of mediastinum and heart at height `v`, as distances from its midline. Left, from above: subclavian
 * vessels, aortic knob, pulmonary trunk, left ventricle; right: superior vena cava, right atrium.
 */
export function bordersAt({ heart }: Chest, v: number): { right: number; left: number } {
  const narrow = heart.upper * 0.72;
  const knob = bump((v - 0.295) / 0.045) * heart.knob;
  const trunk = bump((v - heart.centre + 0.155) / 0.06) * 0.014;
  const down = v - heart.centre;
  const swell = rise((down + 0.19) / 0.215);
  const round = down > 0.02 ? Math.max(0, 1 - ((down - 0.02) / 0.15) ** 2) : 1;
  const left = narrow + knob + trunk + (heart.left - narrow) * swell * Math.sqrt(round);
  const atrium = rise((down + 0.15) / 0.15);
  const fall = down > 0.02 ? Math.max(0, 1 - ((down - 0.02) / 0.2) ** 2) : 1;
  const cava = heart.upper * 0.85 * (1 + 0.15 * bump((v - 0.33) / 0.1));
  return { right: cava + (heart.right - cava) * atrium * Math.sqrt(fall), left };
}

function rise(t: number): number {
  return t <= 0 ? 0 : t >= 1 ? 1 : t * t * (3 - 2 * t);
}

function bump(t: number): number {
  const rest = 1 - t * t;
  return rest <= 0 ? 0 : rest * rest;
}
