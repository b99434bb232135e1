import { smooth } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import { blob, eachRow, type Shape } from '../../drawing/shapes.ts';
import type { Texture, Textures } from '../../drawing/texture.ts';
import type { Finding } from '../../phantom.ts';
import { brainDepth, depthBelowSkin, fieldOfView, type Build, type Head } from './anatomy.ts';
import type { Level, Signals } from './sequence.ts';

export const findingNames = [
  'tumor',
  'infarct',
  'hemorrhage',
  'white matter lesions',
  'hydrocephalus',
  'subdural hematoma',
  'atrophy',
] as const;

/** Centres in head coordinates for the patient's left (viewer's right). */
const places: Readonly<Record<string, readonly [number, number]>> = {
  'frontal lobe': [0.14, -0.215],
  'temporal lobe': [0.225, 0.045],
  'parietal lobe': [0.17, 0.13],
  'occipital lobe': [0.115, 0.275],
  'basal ganglia': [0.12, -0.02],
  thalamus: [0.055, 0.05],
};

/** The places of a focal finding, in words. */
export const locations = Object.keys(places);

const extents: Readonly<Record<string, readonly [number, number]>> = {
  tumor: [18, 56],
  infarct: [38, 85],
  hemorrhage: [16, 52],
  'subdural hematoma': [7, 22],
  'white matter lesions': [4, 10],
};

/** A finding with nothing left open. */
export interface Planned {
  readonly finding: Finding & { readonly severity: 'mild' | 'moderate' | 'severe' };
  readonly random: Random;
  readonly focal: boolean;
}

/** Fills in side, place, severity and size. */
export function plan(finding: Finding, random: Random): Planned {
  const { name } = finding;
  const severity = finding.severity ?? random.pick(['mild', 'moderate', 'severe'] as const);
  const focal = !['white matter lesions', 'hydrocephalus', 'atrophy'].includes(name);
  const range = extents[name];
  const grade = { mild: 0.12, moderate: 0.45, severe: 0.85 }[severity] + random.between(-0.12, 0.15);
  const millimetres = finding.millimetres ?? (range && Math.round(range[0] + (range[1] - range[0]) * grade));
  const drawnSide = random.pick(['left', 'right'] as const);
  const side = focal ? (finding.side === 'bilateral' ? drawnSide : (finding.side ?? drawnSide)) : undefined;
  const drawnPlace = random.pick(
    name === 'hemorrhage'
      ? ['basal ganglia', 'thalamus', 'frontal lobe', 'temporal lobe', 'parietal lobe']
      : locations.slice(0, 4),
  );
  const located = focal && name !== 'subdural hematoma';
  const location = located ? (places[finding.location ?? ''] ? finding.location! : drawnPlace) : undefined;
  return {
    random,
    focal,
    finding: {
      name,
      severity,
      ...(side ? { side } : {}),
      ...(location ? { location } : {}),
      ...(millimetres === undefined ? {} : { millimetres }),
    },
  };
}

/** The level that shows every finding's place. */
export function levelFor(planned: readonly Planned[], wish: Level): Level {
  const named = planned.map(({ finding }) => finding.location);
  if (named.some(place => place === 'temporal lobe' || place === 'basal ganglia' || place === 'thalamus'))
    return 'basal ganglia';
  const inside = planned.some(({ finding }) =>
    ['hydrocephalus', 'white matter lesions'].includes(finding.name),
  );
  return (inside || named.includes('parietal lobe')) && wish !== 'lateral ventricles'
    ? 'lateral ventricles'
    : wish;
}

/** Changes the anatomy: wider ventricles and sulci, displaced tissue. */
export function shapeBuild(build: Build, { finding, random }: Planned): Build {
  const grade = { mild: 0.35, moderate: 0.65, severe: 1 }[finding.severity];
  const side = sideOf(finding);
  const [x, y] = placeOf(finding);
  const extent = (finding.millimetres ?? 0) / fieldOfView;
  switch (finding.name) {
    case 'hydrocephalus':
      return {
        ...build,
        ventricles: Math.max(build.ventricles, 1.75 + 1.15 * grade),
        sulci: build.sulci * 0.6,
      };
    case 'atrophy':
      return {
        ...build,
        sulci: build.sulci + 0.0035 + 0.0055 * grade,
        ventricles: Math.max(build.ventricles, 1.3 + 0.35 * grade),
      };
    case 'subdural hematoma':
      return {
        ...build,
        crescents: [
          ...build.crescents,
          { side, thickness: extent, turn: random.fork('turn').between(-0.5, 0.25) },
        ],
        pushes: [...build.pushes, { x: side * 0.33, y: -0.02, radius: 0.1, strength: extent * 0.75 }],
      };
    case 'tumor':
    case 'hemorrhage':
      return {
        ...build,
        pushes: [...build.pushes, { x, y, radius: extent / 2 + 0.02, strength: extent * 0.22 }],
      };
    default:
      return build;
  }
}

/** Paints a finding over the finished head. Returns its mask, `[size, size]`. */
export function paintFinding(
  head: Head,
  signals: Signals,
  { finding, random }: Planned,
  textures: Textures,
  contrast: boolean,
): Uint8Array {
  const [x, y] = head.toPicture(...placeOf(finding));
  const radius = (finding.millimetres ?? 0) / fieldOfView / 2;
  const mottle = textures.cut(random.fork('mottle'), 0.04);
  const shapes = random.fork('shape');
  switch (finding.name) {
    case 'tumor': {
      const mass = blob(shapes, x, y, radius, 0.07);
      const halo = blob(shapes, x, y, radius * shapes.between(1.5, 1.9), 0.13);
      const ring = shapes.chance(0.6);
      const mask = tint(head, halo, signals.edema, head.white, 0.03, 0.9, mottle, 0.02);
      const body = contrast ? (ring ? signals.enhancing : signals.enhancing * 0.9) : signals.tumor;
      merge(mask, tint(head, mass, body, undefined, 0.008, 1, mottle, 0.05));
      const core = blob(shapes, x + radius * 0.05, y, radius * (ring ? 0.68 : 0.3), 0.12);
      tint(
        head,
        core,
        ring ? signals.necrosis : signals.tumor,
        undefined,
        0.012,
        ring ? 1 : 0.6,
        mottle,
        0.03,
      );
      return mask;
    }
    case 'hemorrhage': {
      const halo = blob(shapes, x, y, radius * 1.35, 0.1);
      const mask = tint(head, halo, signals.edema, head.brain, 0.02, 0.85, mottle, 0.02);
      merge(
        mask,
        tint(head, blob(shapes, x, y, radius, 0.1), signals.clotRim, undefined, 0.006, 1, mottle, 0.02),
      );
      tint(head, blob(shapes, x, y, radius * 0.8, 0.1), signals.clot, undefined, 0.01, 1, mottle, 0.07);
      return mask;
    }
    case 'infarct':
      return tint(
        head,
        wedge(head, finding, shapes),
        signals.infarct,
        head.brain,
        0.014,
        0.92,
        mottle,
        0.025,
      );
    case 'white matter lesions':
      return lesions(head, signals, finding, shapes, mottle);
    case 'hydrocephalus':
      return above(head.ventricles);
    case 'subdural hematoma':
      return above(head.crescent);
    default:
      return above(head.sulci, head.ventricles);
  }
}

/** A territory with its base at the brain's surface and its tip inwards. */
function wedge(head: Head, finding: Finding, random: Random): Shape {
  const [px, py] = placeOf(finding);
  const length = Math.hypot(px, py);
  const [ux, uy] = [px / length, py / length];
  const reach = (finding.millimetres ?? 50) / fieldOfView;
  // The tip lies where the territory's depth, about 0.8 of its width, ends under the surface.
  let surface = length;
  while (depthBelowSkin(ux * surface, uy * surface) > brainDepth) surface += 0.005;
  const deep = Math.min(surface - 0.075, reach * 0.85);
  const [tx, ty] = [ux * (surface - deep), uy * (surface - deep)];
  const half = Math.min(0.75, Math.atan2(reach / 2, deep));
  const [c, s] = [Math.cos(half), Math.sin(half)];
  const waves = random.between(0, 6.28);
  const [cx, cy] = head.toPicture(ux * (surface - deep / 2), uy * (surface - deep / 2));
  const widest = reach * 0.85 + 0.05;
  return {
    box: [cx - widest, cy - widest, cx + widest, cy + widest],
    distance: (x, y) => {
      const [hx, hy] = head.toHead(x, y);
      const [dx, dy] = [hx - tx, hy - ty];
      const along = dx * ux + dy * uy + 0.012;
      const across = Math.abs(dx * uy - dy * ux);
      return across * c - along * s + 0.006 * Math.sin(40 * along + waves);
    },
  };
}

function lesions(
  head: Head,
  signals: Signals,
  finding: Finding,
  random: Random,
  mottle: Texture,
): Uint8Array {
  const mask = new Uint8Array(head.field.values.length);
  const severity = finding.severity ?? 'moderate';
  const count = { mild: 13, moderate: 20, severe: 32 }[severity];
  const largest = (finding.millimetres ?? 8) / fieldOfView / 2;
  for (let drawn = 0, tries = 0; drawn < count && tries < 800; tries++) {
    const [hx, hy] = [random.between(-0.2, 0.2), random.between(-0.24, 0.25)];
    const radius = drawn === 0 ? largest : largest * random.between(0.75, 1);
    const stretch = random.between(0, 6.28);
    const [x, y] = head.toPicture(hx, hy);
    const { size } = head.field;
    const at = Math.floor(y * size) * size + Math.floor(x * size);
    if (head.white[at]! < 0.9 && drawn > 0) continue;
    if (Math.abs(hx) < 0.045) continue;
    const spot = blob(random.fork(`${stretch}`), x, y, radius, 0.12);
    tint(head, spot, signals.lesion, head.brain, 0.008, 0.95, mottle, 0.01, mask);
    drawn++;
  }
  return mask;
}

/** Opaque paint with mottle, held to a tissue. Returns `mask`, set where more than a third of it shows. */
function tint(
  head: Head,
  shape: Shape,
  amount: number,
  within: Float32Array | undefined,
  softness: number,
  opacity: number,
  mottle: Texture,
  variation: number,
  mask = new Uint8Array(head.field.values.length),
): Uint8Array {
  const { size, values } = head.field;
  const edge = Math.max(softness, 1 / size);
  eachRow(shape, edge, size, edge / 2, (distances, first, last, start, y) => {
    for (let column = first; column <= last; column++) {
      const distance = distances[column]!;
      if (distance >= edge / 2) continue;
      const at = start + column;
      const inside = within
        ? within[at]!
        : Math.min(1, Math.max(head.brain[at]!, head.ventricles[at]!, head.sulci[at]!));
      const weight = opacity * smooth(0.5 - distance / edge) * inside;
      const goal = amount + variation * mottle((column + 0.5) / size, y);
      values[at] = values[at]! + (goal - values[at]!) * weight;
      if (weight > 0.35) mask[at] = 1;
    }
  });
  return mask;
}

function merge(into: Uint8Array, from: Uint8Array): void {
  for (let at = 0; at < into.length; at++) if (from[at] === 1) into[at] = 1;
}

function above(...coverages: readonly Float32Array[]): Uint8Array {
  const mask = new Uint8Array(coverages[0]!.length);
  for (const coverage of coverages)
    for (let at = 0; at < mask.length; at++) if (coverage[at]! > 0.4) mask[at] = 1;
  return mask;
}

/** +1 for the patient's left, which is on the viewer's right. */
function sideOf(finding: Finding): 1 | -1 {
  return finding.side === 'right' ? -1 : 1;
}

function placeOf(finding: Finding): [number, number] {
  const [x, y] = places[finding.location ?? ''] ?? [0, 0];
  return [x * sideOf(finding), y];
}
