import { mapByDistance } from '../../drawing/distance.ts';
import { paint, smooth, type Field } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import { union } from '../../drawing/combine.ts';
import { blob, boundsOf, maskOf, type Shape } from '../../drawing/shapes.ts';
import type { DrawnFinding, Finding } from '../../phantom.ts';
import { crownDistance, localShape, pulpDistance, rootDistance, toPicture, type Tooth } from './teeth.ts';

/** Every finding of a tooth. */
export const toothFindings = [
  'caries',
  'filling',
  'crown',
  'root canal treatment',
  'implant',
  'periapical lesion',
  'impacted tooth',
  'missing tooth',
  'bone loss',
] as const;

/** Findings that change the whole tooth: at most one of them at a tooth. */
export const replacing: ReadonlySet<string> = new Set(['implant', 'impacted tooth', 'missing tooth']);

const degree = { mild: 0, moderate: 0.5, severe: 1 };

/** Share of the root that lost its bone, for a tooth with `bone loss` of a severity. */
export function lossOf(severity: Finding['severity']): number {
  return 0.38 + 0.26 * degree[severity ?? 'moderate'];
}

/** A healthy tooth: enamel, dentin, pulp, and the ligament and lamina around its root. */
export function paintTooth(field: Field, tooth: Tooth, strength = 1): void {
  const { size, values } = field;
  const { width, crown, root, neck } = tooth;
  const ligament = Math.max(0.06 * width, 0.004);
  const soft = Math.max(0.08 * width, 1.2 / size);
  const half = 0.52 * width + 3 * ligament;
  const shape = localShape(tooth, [-1.05 * crown, root + 3 * ligament], half, (_, v) => v);
  const down = tooth.jaw === 'lower' ? 1 : -1;
  const cosine = Math.cos(tooth.tilt);
  const sine = Math.sin(tooth.tilt);
  const { left, top, right, bottom } = boundsOf(shape, 0, size);
  for (let row = top; row <= bottom; row++) {
    const dy = ((row + 0.5) / size - neck[1]) * down;
    for (let column = left; column <= right; column++) {
      const dx = (column + 0.5) / size - neck[0];
      const u = dx * cosine + dy * sine;
      const v = dy * cosine - dx * sine;
      if (Math.abs(u) > half) continue;
      const atRoot = v > -0.25 * width ? rootDistance(tooth, u, v) : 1;
      const atCrown = v < 3 * ligament ? crownDistance(tooth, u, v) : 1;
      const distance = Math.min(atRoot, atCrown);
      if (distance > 3 * ligament) continue;
      const around =
        atRoot > 0 && v > 0.1 * root
          ? 0.09 * (ring(atRoot - 1.7 * ligament, ligament) - ring(atRoot, ligament))
          : 0;
      const at = row * size + column;
      const value = values[at]!;
      if (distance > soft / 2) {
        values[at] = value + around;
        continue;
      }
      const inside = substanceAt(tooth, u, v, atCrown, soft);
      const cover = smooth(0.5 - distance / soft);
      values[at] = value + around * (1 - cover) + strength * cover * (inside - value);
    }
  }
}

/** How bright enamel, dentin or pulp is. */
function substanceAt(tooth: Tooth, u: number, v: number, atCrown: number, soft: number): number {
  const { width, crown, root } = tooth;
  const enamel = 0.14 * width;
  const pulp = Math.abs(u) > 0.46 * width ? 0 : smooth(0.5 - pulpDistance(tooth, u, v) / soft);
  const surface = v > -0.3 * crown && v < 0 ? crownDistance(tooth, u, -0.3 * crown) : atCrown;
  const cap = v < 0 ? smooth((surface + enamel) / (0.5 * enamel)) * smooth(-v / (0.2 * crown)) : 0;
  const cusps = smooth((-v / crown - 0.62) / 0.1) * (tooth.index > 2 ? 1 : 0.3);
  const hard = 0.6 + 0.24 * Math.max(cap, cusps) - 0.05 * smooth(v / root);
  return hard - 0.2 * pulp * (1 - cap);
}

/** What of a finding lies behind the tooth, painted before it. */
export function paintBehind(field: Field, tooth: Tooth, finding: Finding, random: Random): Shape | undefined {
  const grade = degree[finding.severity ?? 'moderate'];
  if (finding.name === 'bone loss') paint(field, defectOf(tooth, grade), { amount: 0.1, softness: 0.012 });
  if (finding.name !== 'periapical lesion') return undefined;
  const radius = Math.max(tooth.width * 0.3, 0.016) * (1.15 + 0.8 * grade);
  const side = tooth.roots === 2 ? random.pick([-1, 1]) * 0.26 * tooth.width : 0;
  const shape = blob(random, ...toPicture(tooth, side, tooth.root + radius * 0.45), radius, 0.06);
  mapByDistance(field, shape, 0.02, (value, distance) => {
    const rim = Math.exp(-(((distance - 0.004) / 0.006) ** 2));
    return value + (0.12 - value) * 0.85 * smooth(0.5 - distance / (0.25 * radius)) + 0.1 * rim;
  });
  return shape;
}

/** Paints a finding on a tooth already drawn, and gives its shape. */
export function paintOn(field: Field, tooth: Tooth, finding: Finding, random: Random): Shape {
  return painters[finding.name]!({ field, tooth, random, grade: degree[finding.severity ?? 'moderate'] });
}

/** The finding with its mask. */
export function drawnAs(finding: Finding, shape: Shape, size: number): Omit<DrawnFinding, 'box'> {
  return { ...finding, focal: true, mask: maskOf(shape, size) };
}

interface Work {
  readonly field: Field;
  readonly tooth: Tooth;
  readonly random: Random;
  readonly grade: number;
}

const painters: Readonly<Record<string, (work: Work) => Shape>> = {
  caries: ({ field, tooth, random, grade }) => {
    const { width, crown } = tooth;
    const side = random.pick([-1, 1]);
    const radius = Math.max(width * (0.24 + 0.12 * grade), 0.024);
    const [u, v] = random.chance(0.7)
      ? [side * 0.44 * width, -0.42 * crown]
      : [side * 0.1 * width, -0.9 * crown];
    const decay = blob(random, ...toPicture(tooth, u, v), radius, 0.09);
    const shape = within(
      decay,
      localShape(tooth, [-1.02 * crown, 0.02 * crown], 0.55 * width, (a, b) => crownDistance(tooth, a, b)),
    );
    // Past the tooth's outline too, so that no rim of it is left.
    const wider = localShape(
      tooth,
      [-1.02 * crown - radius, 0.02 * crown],
      0.55 * width + radius,
      (a, b) => crownDistance(tooth, a, b) - 0.25 * radius,
    );
    paint(field, within(decay, wider), { amount: 0.1, softness: radius * 0.4 });
    return shape;
  },
  filling: ({ field, tooth, random, grade }) => {
    const { width, crown } = tooth;
    const half = Math.max(width * (0.17 + 0.12 * grade), 0.0135);
    const deep = crown * (0.3 + 0.14 * grade);
    const shift = width * random.between(-0.12, 0.12);
    const shape = localShape(tooth, [-1.02 * crown, 0.02 * crown], 0.55 * width, (u, v) => {
      const box = Math.max(
        Math.abs(u - shift) - half * (1 + 0.35 * Math.sin(v * 70)),
        Math.abs(v + crown * 0.78) - deep * 0.6,
      );
      return Math.max(box, crownDistance(tooth, u, v));
    });
    paint(field, shape, { amount: 1.08, softness: 0.006 });
    return shape;
  },
  crown: ({ field, tooth }) => {
    const shape = localShape(tooth, [-1.1 * tooth.crown, 0], 0.56 * tooth.width, (u, v) =>
      Math.max(crownDistance(tooth, u * 0.97, v) - 0.02 * tooth.width, v + 0.06 * tooth.crown),
    );
    paint(field, shape, { amount: 1.08, softness: 0.006 });
    return shape;
  },
  'root canal treatment': ({ field, tooth }) => {
    const { crown, root, width } = tooth;
    const shape = localShape(tooth, [-crown, root], 0.6 * width, (u, v) =>
      Math.max(
        pulpDistance(tooth, u, v) - Math.max(0.012 * width, 0.0012),
        v - root * 0.93,
        -v - 0.4 * crown,
      ),
    );
    paint(field, shape, { amount: 1.12, softness: 0.004 });
    return union(
      shape,
      localShape(tooth, [-crown, root], 0.6 * width, (u, v) =>
        Math.max(Math.abs(u) - 0.3 * width, v - root, -v - 0.3 * crown),
      ),
    );
  },
  implant: ({ field, tooth }) => {
    const { width, root, crown } = tooth;
    const pitch = root / 9;
    const screw = localShape(tooth, [-crown, root], 0.6 * width, (u, v) => {
      const t = v / root;
      const thread = 0.035 * Math.abs(((v / pitch) % 1) - 0.5) * 2;
      return Math.max(
        Math.abs(u) - Math.max(width * (0.24 - 0.07 * t + thread), 0.008),
        v - root * 0.85,
        -v - 0.15 * crown,
      );
    });
    const cap = localShape(tooth, [-1.02 * crown, 0.02 * crown], 0.55 * width, (u, v) =>
      Math.max(crownDistance(tooth, u, v), v + 0.12 * crown),
    );
    paint(field, cap, { amount: 0.92, softness: 0.006 });
    paint(field, screw, { amount: 1.12, softness: 0.004 });
    return union(screw, cap);
  },
  'impacted tooth': ({ field, tooth, random }) => {
    const lying: Tooth = {
      ...tooth,
      neck: toPicture(tooth, 0, tooth.root * 0.42),
      tilt: (tooth.side === 'left' ? 1 : -1) * random.between(-1.5, -1.05),
      root: tooth.root * 0.85,
    };
    const shape = localShape(lying, [-1.05 * lying.crown, lying.root], 0.6 * lying.width, (u, v) =>
      Math.min(crownDistance(lying, u, v), rootDistance(lying, u, v)),
    );
    const follicle = localShape(
      lying,
      [-1.5 * lying.crown, 0.2 * lying.crown],
      lying.width,
      (u, v) => crownDistance(lying, u, v) - 0.012,
    );
    paint(field, follicle, { amount: 0.22, softness: 0.008 });
    paintTooth(field, lying);
    return shape;
  },
  'missing tooth': ({ tooth }) => {
    return localShape(tooth, [-tooth.crown, tooth.root], 0.5 * tooth.width, (u, v) =>
      Math.max(Math.abs(u) - 0.48 * tooth.width, v - 0.5 * tooth.root, -v - tooth.crown),
    );
  },
  'bone loss': ({ tooth, grade }) => defectOf(tooth, grade),
};

/** Where bone is missing about a tooth, from its neck down. */
function defectOf(tooth: Tooth, grade: number): Shape {
  const deep = tooth.root * (0.44 + 0.26 * grade);
  // On a panoramic film teeth are narrow: the gap between them must still show.
  const half = Math.max(0.85 * tooth.width, 0.036);
  return localShape(tooth, [-0.1 * tooth.root, tooth.root], 1.06 * half, (u, v) =>
    Math.max(Math.abs(u) - half, Math.abs(v - deep / 2 - 0.02 * tooth.root) - deep / 2),
  );
}

function within(first: Shape, second: Shape): Shape {
  return { box: first.box, distance: (x, y) => Math.max(first.distance(x, y), second.distance(x, y)) };
}

function ring(distance: number, width: number): number {
  const share = (distance - 0.5 * width) / (0.6 * width);
  return share > 3 || share < -3 ? 0 : Math.exp(-share * share);
}
