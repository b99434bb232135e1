import { smooth } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import type { Shape } from '../../drawing/shapes.ts';
import type { Studio } from '../../phantom.ts';
import { smoothRows } from '../../drawing/smooth-rows.ts';
import type { Texture } from '../../drawing/texture.ts';
import { paintNucleus, scatter, stain } from './brushes.ts';
import type { Slide } from './stain.ts';

/** Organs that can be drawn. */
export const organs = ['colon', 'breast', 'prostate'] as const;
export type Organ = (typeof organs)[number];

/** Objectives, and micrometres across the picture with each. */
export const magnifications = { '10x': 560, '20x': 290, '40x': 150 } as const;
export type Magnification = keyof typeof magnifications;

/** What is drawn, with the textures that all parts share. */
export interface Tissue {
  readonly slide: Slide;
  readonly organ: Organ;
  /** Units of the picture in one micrometre. */
  readonly micrometre: number;
  readonly clumps: Texture;
  readonly clouds: Texture;
  /** Roundish outlines of normal glands. */
  readonly glands: readonly Gland[];
  /** 1 where a gland lies, `[size, size]`. */
  readonly occupied: Uint8Array;
}

export interface Gland {
  readonly x: number;
  readonly y: number;
  /** Outer radius. */
  readonly radius: number;
  readonly stretch: number;
  readonly angle: number;
  readonly wave: number;
  readonly phase: number;
  /** Folds of the outline by angle, -1.6 to 1.6. */
  readonly ripple: Float64Array;
}

/** Pink connective tissue with fibres and spindle nuclei, then normal glands. `crowd` is the share of stroma nuclei: 1 is normal. */
export function drawTissue(
  { size, random, textures }: Studio,
  organ: Organ,
  magnification: Magnification,
  {
    fibrous,
    glandsWithin,
  }: { readonly fibrous: boolean; readonly glandsWithin: (x: number, y: number) => boolean },
): Tissue {
  const micrometre = 1 / magnifications[magnification];
  const slide: Slide = {
    size,
    hematoxylin: new Float32Array(size * size),
    eosin: new Float32Array(size * size),
  };
  const cut = random.fork('textures');
  const clouds = textures.cut(cut, 90 * micrometre, 0);
  const clumps = textures.cut(cut, 9 * micrometre);
  stroma(slide, clouds, textures.cut(cut, 30 * micrometre, 0), cut.between(0, 6.28), micrometre, fibrous);
  const nuclei = random.fork('stroma nuclei');
  const share = fibrous ? 0.3 : organ === 'colon' ? 0.75 : 0.5;
  for (const [x, y] of scatter(nuclei, 21 * micrometre, share, everywhere))
    paintNucleus(slide, spindle(nuclei, x, y, micrometre, clouds), clumps);
  const glands = placeGlands(random.fork('glands'), organ, micrometre, glandsWithin);
  const occupied = new Uint8Array(size * size);
  const tissue: Tissue = { slide, organ, micrometre, clumps, clouds, glands, occupied };
  const cells = random.fork('epithelium');
  for (const gland of glands) drawGland(tissue, gland, cells);
  return tissue;
}

function stroma(
  slide: Slide,
  clouds: Texture,
  rough: Texture,
  lie: number,
  micrometre: number,
  fibrous: boolean,
): void {
  const { size, hematoxylin, eosin } = slide;
  const wavelength = (2 * Math.PI) / ((fibrous ? 13 : 10) * micrometre);
  const [cosine, sine] = [Math.cos(lie) * wavelength, Math.sin(lie) * wavelength];
  const base = fibrous ? 0.72 : 0.5;
  const [ripple, gap] = fibrous ? [0.14, 1.32] : [0.09, 3.52];
  const [cloudRows, roughRows] = [smoothRows(clouds, size), smoothRows(rough, size)];
  const [cloudRow, roughRow] = [new Float64Array(size), new Float64Array(size)];
  for (let row = 0, at = 0; row < size; row++) {
    const y = (row + 0.5) / size;
    cloudRows(cloudRow, row);
    roughRows(roughRow, row);
    const step = cosine / size;
    let phase = 0.5 * step + y * sine;
    for (let column = 0; column < size; column++, at++, phase += step) {
      const cloud = cloudRow[column]!;
      const uneven = roughRow[column]!;
      // Fibres are waves across a direction that wanders; clefts open between them.
      const fibre = sineOf(phase + 4 * cloud + 0.5 * uneven);
      const cleft = fibre > 0.86 ? (fibre - 0.86) * gap : 0;
      eosin[at] = Math.max(0.02, base + 0.1 * cloud + ripple * fibre - cleft + 0.05 * uneven);
      hematoxylin[at] = Math.max(0, 0.045 + 0.015 * cloud);
    }
  }
}

const sines = Float64Array.from({ length: 1024 }, (_, index) => Math.sin((index * 2 * Math.PI) / 1024));

/** Sine, looked up: good to 0.006. */
function sineOf(angle: number): number {
  return sines[Math.floor(angle * (1024 / (2 * Math.PI))) & 1023]!;
}

function spindle(
  random: Random,
  x: number,
  y: number,
  micrometre: number,
  clouds: Texture,
): Parameters<typeof paintNucleus>[1] {
  return {
    x,
    y,
    rx: random.between(4.5, 8) * micrometre,
    ry: random.between(1.3, 2.2) * micrometre,
    angle: 1.2 * clouds(x, y) + random.between(-0.4, 0.4),
    dark: random.between(0.75, 1.15),
    coarse: 0.4,
  };
}

const everywhere: Shape['box'] = [0, 0, 1, 1];
/** Glands cut by the edge of the picture have their centres outside. */
const wide: Shape['box'] = [-0.02, -0.02, 1.02, 1.02];

const glandSizes: Readonly<Record<Organ, readonly [radius: number, gap: number]>> = {
  colon: [33, 88],
  breast: [20, 62],
  prostate: [46, 122],
};

function placeGlands(
  random: Random,
  organ: Organ,
  micrometre: number,
  inside: (x: number, y: number) => boolean,
): Gland[] {
  const [radius, gap] = glandSizes[organ];
  const centres = scatter(random, gap * micrometre, organ === 'breast' ? 0.8 : 0.95, wide, inside);
  return centres.map(([x, y]) => {
    const phase = random.between(0, 6.28);
    return {
      x,
      y,
      radius: radius * micrometre * random.between(0.85, 1.12),
      stretch: organ === 'colon' ? random.between(1, 1.2) : random.between(1, 1.4),
      angle: random.between(0, 3.14),
      wave: organ === 'prostate' ? random.between(0.13, 0.24) : random.between(0.02, 0.05),
      phase,
      ripple: Float64Array.from({ length: directions + 1 }, (_, index) =>
        folds((index / directions) * 2 * Math.PI, phase),
      ),
    };
  });
}

const directions = 96;

function folds(turn: number, phase: number): number {
  return Math.sin(5 * turn + phase) + 0.6 * Math.sin(9 * turn - phase);
}

/** One gland: basal nuclei in a ring, cytoplasm with mucin in the colon, a lumen. */
function drawGland(tissue: Tissue, gland: Gland, random: Random): void {
  const { slide, organ, micrometre, clumps } = tissue;
  paintGland(tissue, gland);
  const girth = 2 * Math.PI * gland.radius * ((1 + gland.stretch) / 2);
  if (organ === 'colon') {
    const goblets = Math.round(girth / (11 * micrometre));
    for (let index = 0; index < goblets; index++) {
      const [x, y, turn] = along(gland, 0.6, ((index + random.between(-0.2, 0.2)) / goblets) * 2 * Math.PI);
      const [c, s] = [Math.cos(turn), Math.sin(turn)];
      stain(slide, oval(x, y, 6.5 * micrometre, 3.6 * micrometre, c, s), 0.13, 0.04, {
        softness: 1.5 * micrometre,
        opacity: 0.9,
      });
    }
  }
  const layers = organ === 'breast' ? [0.9, 0.66] : [0.87];
  for (const layer of layers) {
    const nuclei = Math.round((girth * layer) / ((organ === 'colon' ? 5.4 : 6.6) * micrometre));
    for (let index = 0; index < nuclei; index++) {
      const [x, y, turn] = along(
        gland,
        layer + random.between(-0.03, 0.03),
        ((index + random.between(-0.25, 0.25)) / nuclei) * 2 * Math.PI,
      );
      paintNucleus(
        slide,
        {
          x,
          y,
          rx: random.between(3.3, 4.3) * micrometre,
          ry: random.between(2.2, 2.9) * micrometre,
          angle: layer === 0.9 ? turn + Math.PI / 2 : turn + random.between(-0.2, 0.2),
          dark: random.between(0.8, 1.05),
          coarse: 0.5,
        },
        clumps,
      );
    }
  }
}

const lumens: Readonly<Record<Organ, number>> = { colon: 0.26, breast: 0.38, prostate: 0.58 };

/** Clear halo, cytoplasm and lumen in one pass: their outlines share one fold, looked up once for a pixel and only near an edge. */
function paintGland({ slide, organ, micrometre, clumps, occupied }: Tissue, gland: Gland): void {
  const { size, hematoxylin, eosin } = slide;
  const { x: cx, y: cy, radius, stretch, angle, wave } = gland;
  const [cosine, sine] = [Math.cos(angle), Math.sin(angle)];
  const pixel = 1 / size;
  const [shallow, deep] = [0.5 * wave, 1.6 * wave];
  const lumen = lumens[organ] * radius;
  const sharp = 1.2 * pixel;
  const fuzz = Math.max(3 * micrometre, sharp);
  const blurred = Math.max(1.5 * micrometre, sharp);
  // No fold is deeper or higher than 1.6.
  const outermost = radius * 1.05 * (1 + 1.6 * shallow) + fuzz / 2;
  const solid = radius * (1 - 1.6 * shallow) - sharp / 2;
  const lumenEnd = lumen * (1 + 1.6 * deep) + blurred / 2;
  const empty = lumen * (1 - 1.6 * deep) - blurred / 2;
  const blue = organ === 'colon' ? 0.2 : 0.22;
  const pink = organ === 'prostate' ? 0.34 : 0.42;
  const reach = outermost * stretch;
  const right = Math.min(size - 1, Math.ceil((cx + reach) * size));
  const bottom = Math.min(size - 1, Math.ceil((cy + reach) * size));
  const left = Math.max(0, Math.floor((cx - reach) * size));
  for (let row = Math.max(0, Math.floor((cy - reach) * size)); row <= bottom; row++) {
    const y = (row + 0.5) * pixel;
    const dx = (left + 0.5) * pixel - cx;
    let u = (dx * cosine + (y - cy) * sine) / stretch;
    let v = -dx * sine + (y - cy) * cosine;
    for (let column = left; column <= right; column++) {
      const away = Math.sqrt(u * u + v * v);
      if (away < outermost) {
        const at = row * size + column;
        let h = hematoxylin[at]!;
        let e = eosin[at]!;
        let cell = 1;
        let hollow = away < empty ? 1 : 0;
        if (away > solid || (away < lumenEnd && hollow === 0)) {
          const fold = foldAt(gland, u, v);
          const edge = radius * (1 + shallow * fold);
          const halo = smooth(0.5 - (away - 1.05 * edge) / fuzz);
          h += (0.02 - h) * halo;
          e += (0.22 - e) * halo;
          cell = smooth(0.5 - (away - edge) / sharp);
          hollow = smooth(0.5 - (away - lumen * (1 + deep * fold)) / blurred);
          if (away < edge) occupied[at] = 1;
        } else occupied[at] = 1;
        if (cell > 0 && hollow < 1) {
          const factor = Math.max(0.2, 1 + 0.12 * clumps((column + 0.5) * pixel, y));
          h += (blue * factor - h) * cell;
          e += (pink * factor - e) * cell;
        }
        hematoxylin[at] = h + (0.01 - h) * hollow;
        eosin[at] = e + (0.03 - e) * hollow;
      }
      u += (cosine * pixel) / stretch;
      v -= sine * pixel;
    }
  }
}

/** The fold of the outline in the direction of (u, v). */
function foldAt({ ripple }: Gland, u: number, v: number): number {
  const turn = Math.atan2(v, u) * (directions / (2 * Math.PI)) + directions;
  const index = Math.floor(turn);
  const from = ripple[index % directions]!;
  return from + (ripple[(index % directions) + 1]! - from) * (turn - index);
}

/** The point at a share of the radius in a direction, and that direction in the picture. */
function along(gland: Gland, part: number, turn: number): [number, number, number] {
  const wavy = 1 + gland.wave * 0.5 * folds(turn, gland.phase);
  const u = Math.cos(turn) * gland.radius * part * wavy * gland.stretch;
  const v = Math.sin(turn) * gland.radius * part * wavy;
  const [c, s] = [Math.cos(gland.angle), Math.sin(gland.angle)];
  return [gland.x + u * c - v * s, gland.y + u * s + v * c, turn + gland.angle];
}

/** Ellipse from the cosine and sine of its turn. */
export function oval(cx: number, cy: number, rx: number, ry: number, cosine: number, sine: number): Shape {
  const reach = Math.max(rx, ry);
  const distance = (x: number, y: number): number => {
    const u = ((x - cx) * cosine + (y - cy) * sine) / rx;
    const v = (-(x - cx) * sine + (y - cy) * cosine) / ry;
    return (Math.sqrt(u * u + v * v) - 1) * Math.min(rx, ry);
  };
  return {
    box: [cx - reach, cy - reach, cx + reach, cy + reach],
    distance,
    row: (distances, { y, first, last, size, left, width }) => {
      const pixel = width / size;
      const least = Math.min(rx, ry);
      const [across, down] = [(cosine * pixel) / rx, (-sine * pixel) / ry];
      const dx = left + (first + 0.5) * pixel - cx;
      let u = (dx * cosine + (y - cy) * sine) / rx;
      let v = (-dx * sine + (y - cy) * cosine) / ry;
      for (let at = first; at <= last; at++, u += across, v += down)
        distances[at] = (Math.sqrt(u * u + v * v) - 1) * least;
    },
  };
}
