import type { Random } from '../../drawing/random.ts';
import type { Texture, Textures } from '../../drawing/texture.ts';
import type { Finding } from '../../phantom.ts';

/** One B-scan through the fovea: lengths along x in widths of the picture (about 6 mm), depths in its heights (about 0.9 mm). */
export interface Scan {
  readonly eye: 'left' | 'right';
  readonly age: number;
  readonly sex: 'female' | 'male';
  /** +1 if nasal is on the right of the picture (right eye). */
  readonly nasal: 1 | -1;
  readonly fovea: number;
  /** Depth of Bruch's membrane at x. */
  readonly base: (x: number) => number;
  /** Thickness of the retina away from the pit. */
  readonly thickness: number;
  readonly pitWidth: number;
  readonly choroid: number;
  readonly speckle: number;
  readonly floor: number;
  readonly vessels: readonly { readonly at: number; readonly width: number }[];
  readonly hyaloid: number | undefined;
  readonly choroidTexture: Texture;
  readonly wander: Texture;
}

export function planScan(random: Random, textures: Textures, wanted: readonly Finding[]): Scan {
  const asked = wanted.find(finding => finding.side === 'left' || finding.side === 'right')?.side;
  const drawn = random.chance(0.5) ? 'left' : 'right';
  const eye = asked === 'left' || asked === 'right' ? asked : drawn;
  const [depth, bow, tilt] = [
    random.between(0.58, 0.72),
    random.between(-0.02, 0.16),
    random.normal(0, 0.035),
  ];
  return {
    eye,
    age: random.integer(25, 90),
    sex: random.pick(['female', 'male'] as const),
    nasal: eye === 'right' ? 1 : -1,
    fovea: random.between(0.44, 0.56),
    base: x => depth - bow * (x - 0.5) ** 2 + tilt * (x - 0.5),
    thickness: random.between(0.25, 0.31),
    pitWidth: random.between(0.085, 0.12),
    choroid: random.between(0.13, 0.26),
    speckle: random.between(0.22, 0.42),
    floor: random.between(0.04, 0.1),
    vessels: Array.from({ length: random.integer(2, 6) }, () => ({
      at: random.uniform(),
      width: random.between(0.006, 0.014),
    })),
    hyaloid: random.chance(0.25) ? random.between(0.03, 0.1) : undefined,
    choroidTexture: textures.cut(random, 0.09, 0),
    wander: textures.cut(random, 0.5, 0),
  };
}

/** What findings change in one column; all zero in a healthy eye. */
export interface Column {
  /** Extra thickness of the inner nuclear and outer nuclear layers. */
  swelling: number;
  /** How much of the foveal pit is left, 0 to 1. */
  pit: number;
  /** Height of fluid between photoreceptors and pigment epithelium. */
  fluid: number;
  /** Height of the pigment epithelium above Bruch's membrane, and the brightness of what lies between. */
  lift: number;
  liftTone: number;
  /** Displacement of the surface, positive is up. */
  wrinkle: number;
  /** Thickness and depth of an epiretinal membrane; 0 for none. */
  membrane: number;
  /** Share of the retina that is left, 0 in a hole. */
  tissue: number;
}

export const healthyColumn: Readonly<Column> = {
  swelling: 0,
  pit: 1,
  fluid: 0,
  lift: 0,
  liftTone: 0.5,
  wrinkle: 0,
  membrane: 0,
  tissue: 1,
};

/** Names of the boundaries that `boundariesOf` gives, from the vitreous down; each is the top of its layer. */
export const layers = [
  'nerve fibre layer',
  'ganglion cell and inner plexiform layer',
  'inner nuclear layer',
  'outer plexiform layer',
  'outer nuclear layer',
  'external limiting membrane',
  'myoid zone',
  'ellipsoid zone',
  'outer segments',
  'subretinal fluid',
  'pigment epithelium',
  'material below the pigment epithelium',
  "Bruch's membrane",
  'choroid',
  'sclera',
] as const;

/** Brightness of each layer, in the order of `layers`. */
export const tones: readonly number[] = [
  0.74, 0.54, 0.33, 0.5, 0.26, 0.4, 0.3, 0.78, 0.5, 0.05, 0.93, 0.5, 0.62, 0.5, 0.3,
];

/** Depths of the tops of all `layers` at x, into `depths`; thicknesses relative to the retina after histology of the macula. */
export function boundariesOf(scan: Scan, x: number, column: Column, depths: Float64Array): void {
  const away = (x - scan.fovea) / scan.pitWidth;
  const dip = column.pit * Math.exp(-away * away);
  const t = scan.thickness * (1 - 0.06 * Math.min(4, Math.abs(away)) * (1 - dip) * 0.5);
  const toNasal = Math.max(0, (x - scan.fovea) * scan.nasal);
  const inner = 1 - 0.94 * dip;
  const fibres = t * (0.05 + 0.32 * toNasal) * inner;
  const wave = 1 + 0.04 * scan.wander(x, 0.3);
  const heights = [
    fibres,
    t * 0.3 * inner * wave,
    t * 0.13 * inner + column.swelling * 0.45,
    t * 0.09 * (1 - 0.8 * dip),
    // Photoreceptors are squeezed over a bump, so that the surface above stays smoother than the pigment epithelium.
    t * (0.21 + 0.08 * dip) * wave +
      column.swelling * 0.55 -
      Math.min(0.75 * (column.lift + column.fluid), 0.125 * t),
    0.006,
    t * (0.05 + 0.02 * dip),
    0.014,
    t * (0.045 + 0.03 * dip),
    column.fluid,
    0.022,
    column.lift,
    column.lift > 0.004 ? 0.006 : 0,
  ];
  let depth = scan.base(x);
  depths[13] = depth;
  depths[14] = depth + scan.choroid * (1 + 0.12 * scan.wander(x, 0.8));
  for (let layer = 12; layer >= 0; layer--) {
    depth -= heights[layer]!;
    depths[layer] = depth;
  }
  depths[0] = depths[0]! - column.wrinkle;
}
