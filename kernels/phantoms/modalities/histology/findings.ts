import type { Random } from '../../drawing/random.ts';
import { eachRow, maskOf, type Shape } from '../../drawing/shapes.ts';
import type { Finding } from '../../phantom.ts';
import { paintNucleus, patch, scatter, stain } from './brushes.ts';
import { oval, type Tissue } from './tissue.ts';

export const findingNames = [
  'adenocarcinoma',
  'inflammation',
  'necrosis',
  'mitosis',
  'fibrosis',
  'adipose tissue',
] as const;

/** A finding with nothing left open, and the part of the picture it takes. */
export interface Planned {
  readonly finding: Finding & { readonly severity: 'mild' | 'moderate' | 'severe' };
  readonly random: Random;
  readonly focal: boolean;
  readonly area: Shape;
}

const corners: Readonly<Record<string, readonly [number, number]>> = {
  'upper left': [0.27, 0.27],
  'upper right': [0.73, 0.27],
  'lower left': [0.27, 0.73],
  'lower right': [0.73, 0.73],
  center: [0.5, 0.5],
};

/** Fills in place and severity. `taken` are places of earlier findings. */
export function plan(
  finding: Finding,
  random: Random,
  taken: readonly string[],
  micrometre: number,
): Planned {
  const severity = finding.severity ?? random.pick(['mild', 'moderate', 'severe'] as const);
  const focal = finding.name !== 'fibrosis';
  const free = Object.keys(corners).filter(
    place => !taken.includes(place) && (taken.length === 0 || place !== 'center'),
  );
  const drawn = random.pick(free.length > 0 ? free : Object.keys(corners));
  const location = finding.location !== undefined && finding.location in corners ? finding.location : drawn;
  const [x, y] = corners[location]!;
  const radius = { mild: 0.2, moderate: 0.28, severe: 0.4 }[severity] * random.between(0.92, 1.1);
  const everywhere: Shape = { box: [0, 0, 1, 1], distance: () => -1 };
  const cell = Math.max(13.75 * micrometre, 0.0726);
  const area =
    finding.name === 'fibrosis'
      ? everywhere
      : finding.name === 'mitosis'
        ? patch(random, x, y, cell, 0)
        : patch(random, x + random.between(-0.05, 0.05), y + random.between(-0.05, 0.05), radius, 0.09);
  return { random, focal, area, finding: { name: finding.name, severity, ...(focal ? { location } : {}) } };
}

/** Paints a finding over the tissue. Returns its mask, `[size, size]`. */
export function paintFinding(tissue: Tissue, { finding, random, area }: Planned): Uint8Array {
  const mask = maskOf(area, tissue.slide.size);
  switch (finding.name) {
    case 'adenocarcinoma':
      adenocarcinoma(tissue, area, random);
      return mask;
    case 'inflammation':
      inflammation(tissue, area, random, finding);
      return mask;
    case 'necrosis':
      necrosis(tissue, area, random);
      return mask;
    case 'adipose tissue':
      adipose(tissue, area, random);
      return mask;
    case 'mitosis':
      return mitosis(tissue, area, random, finding);
    default:
      return mask.map((_, at) => 1 - tissue.occupied[at]!);
  }
}

/** Sheets of large dark uneven nuclei, with crowded, ragged, angular lumens. */
function adenocarcinoma({ slide, micrometre, clumps, clouds }: Tissue, area: Shape, random: Random): void {
  stain(slide, area, 0.24, 0.46, { softness: 6 * micrometre, texture: clouds, grain: 0.14 });
  const inside = (x: number, y: number): boolean => area.distance(x, y) < 0;
  const lumens = scatter(
    random,
    46 * micrometre,
    0.9,
    area.box,
    (x, y) => area.distance(x, y) < -10 * micrometre,
  );
  const holes = lumens.map(([x, y]) => ({ x, y, r: random.between(6, 16) * micrometre }));
  for (const { x, y, r } of holes) {
    const lumen = patch(random, x, y, r, 0.28);
    stain(slide, lumen, 0.03, 0.06, { softness: 1.5 * micrometre });
  }
  for (const [x, y] of scatter(random, 9.4 * micrometre, 0.9, area.box, inside)) {
    if (holes.some(hole => (hole.x - x) ** 2 + (hole.y - y) ** 2 < (hole.r * 1.05) ** 2)) continue;
    const size = random.between(3, 6);
    paintNucleus(
      slide,
      {
        x,
        y,
        rx: size * random.between(1, 1.5) * micrometre,
        ry: size * random.between(0.65, 0.95) * micrometre,
        angle: random.between(0, 3.14),
        dark: random.between(0.65, 1.5),
        coarse: 0.9,
      },
      clumps,
    );
  }
}

/** A crowd of small, round, dark nuclei. */
function inflammation(
  { slide, micrometre, clumps }: Tissue,
  area: Shape,
  random: Random,
  finding: Finding,
): void {
  const gap = { mild: 9.2, moderate: 8, severe: 7 }[finding.severity ?? 'moderate'] * micrometre;
  for (const [x, y] of scatter(
    random,
    gap,
    0.92,
    area.box,
    (x, y) => area.distance(x, y) < random.between(-0.09, 0.03),
  )) {
    const radius = random.between(2.5, 3.1) * micrometre;
    paintNucleus(
      slide,
      {
        x,
        y,
        rx: radius,
        ry: radius * random.between(0.9, 1),
        angle: 0,
        dark: random.between(1.35, 1.7),
        coarse: 0.15,
      },
      clumps,
    );
  }
}

/** Pale pink matter without structure, ghosts of cells, and specks of nuclear dust. */
function necrosis({ slide, micrometre, clumps, clouds }: Tissue, area: Shape, random: Random): void {
  stain(slide, area, 0.09, 0.4, { softness: 8 * micrometre, texture: clouds, grain: 0.16 });
  stain(slide, area, 0.1, 0.46, { softness: 8 * micrometre, texture: clumps, grain: 0.28, opacity: 0.7 });
  for (const [x, y] of scatter(
    random,
    Math.max(9 * micrometre, 0.024),
    0.45,
    area.box,
    (x, y) => area.distance(x, y) < -2 * micrometre,
  )) {
    const radius = random.between(0.5, 1.5) * micrometre;
    paintNucleus(
      slide,
      {
        x,
        y,
        rx: radius,
        ry: radius * random.between(0.5, 1),
        angle: random.between(0, 3),
        dark: random.between(0.6, 1.3),
        coarse: 0,
      },
      clumps,
    );
  }
}

/** Large empty cells with thin walls, each nucleus pressed to the edge: cells of a Voronoi pattern. */
function adipose({ slide, micrometre, clumps }: Tissue, area: Shape, random: Random): void {
  const spacing = 46 * micrometre;
  const centres = scatter(random, spacing, 1, area.box);
  const near = neighbours(centres, spacing);
  const wall = Math.max(1.1 * micrometre, 0.8 / slide.size);
  const cells: Shape = {
    box: area.box,
    distance: (x, y) => {
      const within = area.distance(x, y);
      if (within > 0) return within;
      let [first, second] = [Infinity, Infinity];
      for (const [cx, cy] of near(x, y)) {
        const squared = (x - cx) ** 2 + (y - cy) ** 2;
        if (squared < first) [first, second] = [squared, first];
        else if (squared < second) second = squared;
      }
      return Math.max(within, wall - (Math.sqrt(second) - Math.sqrt(first)) / 2);
    },
  };
  stain(slide, area, 0.06, 0.5, { softness: 2 * micrometre });
  stain(slide, cells, 0, 0.012, { softness: 1.2 * micrometre });
  for (const [x, y] of centres) {
    const turn = random.between(0, 6.28);
    const [px, py] = [x + Math.cos(turn) * spacing * 0.46, y + Math.sin(turn) * spacing * 0.46];
    if (area.distance(px, py) < 0)
      paintNucleus(
        slide,
        {
          x: px,
          y: py,
          rx: 4 * micrometre,
          ry: 1.4 * micrometre,
          angle: turn + Math.PI / 2,
          dark: 1,
          coarse: 0.3,
        },
        clumps,
      );
  }
}

/** Looks up the centres within about 1.5 spacings of a position. */
function neighbours(
  centres: readonly (readonly [number, number])[],
  spacing: number,
): (x: number, y: number) => readonly (readonly [number, number])[] {
  const columns = Math.ceil(2 / spacing);
  const cells: (readonly [number, number])[][] = Array.from({ length: columns * columns }, () => []);
  const cellOf = (value: number): number =>
    Math.min(columns - 1, Math.max(0, Math.floor((value + 0.5) / spacing)));
  for (const centre of centres)
    for (let row = -2; row <= 2; row++)
      for (let column = -2; column <= 2; column++) {
        const [x, y] = [cellOf(centre[0]) + column, cellOf(centre[1]) + row];
        if (x >= 0 && y >= 0 && x < columns && y < columns) cells[y * columns + x]!.push(centre);
      }
  return (x, y) => cells[cellOf(y) * columns + cellOf(x)]!;
}

/** Cells in division: a dark ragged plate or two parted plates in a clear cell. */
function mitosis(
  { slide, micrometre, clumps }: Tissue,
  area: Shape,
  random: Random,
  finding: Finding,
): Uint8Array {
  const count = { mild: 1, moderate: 3, severe: 5 }[finding.severity ?? 'moderate'];
  const [left, top, right, bottom] = area.box;
  const [x0, y0] = [(left + right) / 2, (top + bottom) / 2];
  const unit = Math.max(1.25 * micrometre, 0.0066);
  const mask = new Uint8Array(slide.size * slide.size);
  for (let index = 0; index < count; index++) {
    const [x, y] =
      index === 0 ? [x0, y0] : [x0 + random.between(-0.22, 0.22), y0 + random.between(-0.22, 0.22)];
    const turn = random.between(0, 3.14);
    const [c, s] = [Math.cos(turn), Math.sin(turn)];
    const cell = oval(x, y, 11 * unit, 10 * unit, c, s);
    stain(slide, cell, 0.04, 0.13, { softness: 1.5 * unit });
    const apart = random.chance(0.5) ? [-4, 4] : [0];
    const bow = random.between(-0.05, 0.01);
    for (const shift of apart) {
      const [px, py] = [x - s * shift * unit, y + c * shift * unit];
      for (let clump = -3; clump <= 3; clump++) {
        const [dx, dy] = [
          clump * 1.6 * unit,
          (random.between(-0.9, 0.9) + bow * clump * clump * shift) * unit,
        ];
        paintNucleus(
          slide,
          {
            x: px + dx * c - dy * s,
            y: py + dx * s + dy * c,
            rx: 1.9 * unit,
            ry: random.between(1.3, 2.2) * unit,
            angle: turn,
            dark: 2.1,
            coarse: 0.1,
          },
          clumps,
        );
      }
    }
    eachRow(cell, 0, slide.size, 0, (distances, first, last, start) => {
      for (let column = first; column <= last; column++) if (distances[column]! < 0) mask[start + column] = 1;
    });
  }
  return mask;
}
