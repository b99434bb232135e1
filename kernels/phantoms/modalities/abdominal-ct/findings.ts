import type { Random } from '../../drawing/random.ts';
import { intersection, union } from '../../drawing/combine.ts';
import { blob, type Point, type Shape } from '../../drawing/shapes.ts';
import type { Finding } from '../../phantom.ts';
import type { Build, Level, Organs } from './anatomy.ts';
import { fieldOfView, type Frame } from './frame.ts';

export const findingNames = [
  'liver tumor',
  'kidney tumor',
  'pancreas tumor',
  'hepatic vessel tumor',
  'colon tumor',
  'kidney cyst',
  'liver cyst',
  'gallstones',
  'kidney stone',
  'ascites',
  'splenomegaly',
  'hepatic steatosis',
  'hydronephrosis',
  'aortic aneurysm',
] as const;

const atKidneys = [
  'kidney tumor',
  'pancreas tumor',
  'colon tumor',
  'kidney cyst',
  'gallstones',
  'kidney stone',
  'hydronephrosis',
];
const atLiver = ['liver tumor', 'hepatic vessel tumor', 'liver cyst', 'splenomegaly', 'hepatic steatosis'];
const sided = ['kidney tumor', 'kidney cyst', 'kidney stone', 'hydronephrosis'];
const diffuse = ['ascites', 'splenomegaly', 'hepatic steatosis'];

/** Millimetres from mild to severe. */
const extents: Readonly<Record<string, readonly [number, number]>> = {
  'liver tumor': [26, 85],
  'kidney tumor': [32, 78],
  'pancreas tumor': [27, 54],
  'hepatic vessel tumor': [31, 50],
  'colon tumor': [46, 72],
  'kidney cyst': [23, 60],
  'liver cyst': [22, 75],
  'kidney stone': [11, 24],
  gallstones: [9, 20],
  'aortic aneurysm': [38, 78],
};

const liverPlaces: Readonly<Record<string, Point>> = {
  'right lobe': [-0.25, -0.03],
  'left lobe': [-0.05, -0.165],
};
const pancreasPlaces: Readonly<Record<string, Point>> = {
  head: [-0.075, 0],
  body: [0.02, -0.042],
  tail: [0.125, -0.016],
};
const colonPlaces: Readonly<Record<string, Point>> = {
  'descending colon': [0.302, 0.045],
  'transverse colon': [0.06, -0.208],
};

/** A finding with nothing left open. */
export interface Planned {
  readonly finding: Finding & { readonly severity: 'mild' | 'moderate' | 'severe' };
  readonly random: Random;
  readonly focal: boolean;
}

/** Level that shows all findings. */
export function levelFor(names: readonly string[], wish: Level): Level {
  if (names.some(name => atKidneys.includes(name))) return 'kidney';
  return names.some(name => atLiver.includes(name)) ? 'liver' : wish;
}

/** Fills in side, place, severity and size. */
export function plan(finding: Finding, random: Random, level: Level): Planned {
  const { name } = finding;
  const severity = finding.severity ?? random.pick(['mild', 'moderate', 'severe'] as const);
  const range = extents[name];
  const grade = { mild: 0.12, moderate: 0.45, severe: 0.85 }[severity] + random.between(-0.12, 0.15);
  const millimetres = finding.millimetres ?? (range && Math.round(range[0] + (range[1] - range[0]) * grade));
  const drawnSide = random.pick(['left', 'right'] as const);
  const side = sided.includes(name)
    ? finding.side === 'bilateral'
      ? drawnSide
      : (finding.side ?? drawnSide)
    : undefined;
  const places = placesOf(name, level);
  const drawnPlace = places && random.pick(Object.keys(places));
  const location =
    places && (finding.location !== undefined && finding.location in places ? finding.location : drawnPlace);
  return {
    random,
    focal: !diffuse.includes(name),
    finding: {
      name,
      severity,
      ...(side ? { side } : {}),
      ...(location ? { location } : {}),
      ...(millimetres === undefined ? {} : { millimetres }),
    },
  };
}

/** Changes the anatomy before it is drawn. */
export function shapeBuild(build: Build, { finding }: Planned): Build {
  const grade = { mild: 0.35, moderate: 0.65, severe: 1 }[finding.severity];
  switch (finding.name) {
    case 'ascites':
      return { ...build, fluid: 0.025 + 0.055 * grade };
    case 'splenomegaly':
      return { ...build, spleen: 1.22 + 0.5 * grade };
    case 'hepatic steatosis':
      return { ...build, liver: build.liver + (build.hounsfield.fatty - build.liver) * (0.65 + 0.4 * grade) };
    case 'aortic aneurysm':
      return { ...build, aorta: finding.millimetres! / fieldOfView / 2 };
    default:
      return build;
  }
}

/** Paints a finding over the drawn body. Returns its mask, `[size, size]`. */
export function paintFinding(
  frame: Frame,
  build: Build,
  organs: Organs,
  { finding, random }: Planned,
): Uint8Array {
  const { fill, mask, oval, line } = frame;
  const { hounsfield } = build;
  const radius = (finding.millimetres ?? 0) / fieldOfView / 2;
  const place = placesOf(finding.name, build.level)?.[finding.location ?? ''] ?? [0, 0];
  const at = frame.point(...place);
  switch (finding.name) {
    case 'liver tumor': {
      const spots: Shape[] = [blob(random, ...at, radius, 0.1)];
      if (finding.severity === 'severe')
        for (let index = 0; index < 3; index++)
          spots.push(
            blob(
              random,
              ...frame.point(random.between(-0.31, -0.12), random.between(-0.15, 0.08)),
              radius * random.between(0.25, 0.4),
              0.1,
            ),
          );
      const within = intersection(spots.reduce(union), organs.liver);
      fill(within, hounsfield.liverTumorRim, 0.01);
      for (const spot of spots)
        fill(intersection(shrunk(spot, radius * 0.22), organs.liver), hounsfield.liverTumor, 0.018);
      fill(
        intersection(blob(random, ...at, radius * 0.4, 0.2), organs.liver),
        hounsfield.liverTumor - 22,
        0.02,
      );
      return mask(within);
    }
    case 'liver cyst': {
      const within = intersection(blob(random, ...at, radius, 0.02), organs.liver);
      fill(within, 4, 0.004);
      return mask(within);
    }
    case 'kidney tumor':
    case 'kidney cyst': {
      const { centre } = organs.kidneys[finding.side === 'right' ? 'right' : 'left'];
      const turn = random.between(-2.4, -0.4);
      const out = Math.sign(centre[0]);
      const [x, y] = frame.point(
        centre[0] + out * 0.05 * Math.abs(Math.cos(turn)),
        centre[1] + 0.055 * Math.sin(turn),
      );
      if (finding.name === 'kidney cyst') {
        const cyst = blob(random, x, y, radius, 0.015);
        fill(cyst, 5, 0.004);
        return mask(cyst);
      }
      const mass = blob(random, x, y, radius, 0.09);
      fill(mass, hounsfield.kidneyTumor, 0.008);
      for (let index = 0; index < 4; index++) {
        const [dx, dy] = [random.between(-0.5, 0.5) * radius, random.between(-0.5, 0.5) * radius];
        fill(
          blob(random, x + dx, y + dy, radius * random.between(0.2, 0.35), 0.25),
          hounsfield.kidneyTumor - random.between(25, 50),
          0.018,
        );
      }
      return mask(mass);
    }
    case 'pancreas tumor': {
      const mass = blob(random, ...at, radius, 0.11);
      if (finding.location !== 'tail')
        fill(
          line(
            [
              [place[0] + 0.02, place[1] - 0.01],
              [0.06, -0.036],
              [0.135, -0.012],
            ],
            0.006,
          ),
          8,
          0.005,
        );
      fill(mass, hounsfield.pancreasTumor, 0.012);
      fill(blob(random, ...at, radius * 0.45, 0.2), hounsfield.pancreasTumor - 22, 0.02);
      return mask(mass);
    }
    case 'hepatic vessel tumor': {
      const [x, y] = place;
      const path: Point[] = [
        [x + 0.075, y + 0.035],
        [x, y],
        [x - 0.06, y - 0.03 + random.between(-0.02, 0.02)],
      ];
      const vessel = line(path, radius * 0.62, radius * 0.45);
      const inside = build.level === 'liver' ? vessel : intersection(vessel, organs.liver);
      fill(inside, Math.max(hounsfield.portal, build.liver + 40), 0.006);
      fill(intersection(line(path, radius * 0.44, radius * 0.3), inside), hounsfield.liverTumor - 8, 0.008);
      return mask(inside);
    }
    case 'colon tumor': {
      const mass = blob(random, ...at, radius, 0.14);
      // Strands in the fat around it, the enhancing mass, and what it leaves of the lumen.
      fill(intersection(grown(mass, 0.014), organs.cavity), -50, 0.02);
      fill(intersection(mass, organs.cavity), hounsfield.wall + 40, 0.008);
      fill(blob(random, ...at, radius * 0.28, 0.3), -750, 0.006);
      return mask(intersection(mass, organs.cavity));
    }
    case 'gallstones':
      return gallstones(frame, organs, finding, random, radius);
    case 'kidney stone': {
      const side = finding.side === 'right' ? -1 : 1;
      const [x, y] = organs.kidneys[side > 0 ? 'left' : 'right'].centre;
      const stone = blob(
        random,
        ...frame.point(x - side * 0.016, y + random.between(-0.016, 0.016)),
        radius,
        0.12,
      );
      // It lies in the fat of the sinus.
      fill(grown(stone, 0.011), -80, 0.008);
      fill(stone, 1100, 0.004);
      return mask(stone);
    }
    case 'hydronephrosis': {
      const side = finding.side === 'right' ? -1 : 1;
      const grade = { mild: 0.68, moderate: 0.85, severe: 1.05 }[finding.severity];
      const [x, y] = organs.kidneys[side > 0 ? 'left' : 'right'].centre;
      const pelvis = oval(x - side * 0.034, y - 0.01, 0.045 * grade, 0.028 * grade, side * 0.15);
      let shape: Shape = pelvis;
      for (const turn of [-1.15, -0.4, 0.4, 1.15])
        shape = union(
          shape,
          oval(x + side * 0.02 * Math.cos(turn), y + 0.036 * Math.sin(turn), 0.021 * grade, 0.019 * grade),
        );
      fill(shape, 3, 0.006);
      return mask(shape);
    }
    case 'aortic aneurysm': {
      const [x, y] = organs.aorta.centre;
      const thrombus = oval(x, y, build.aorta * 0.95, build.aorta * 0.95);
      fill(thrombus, Math.min(45, hounsfield.aorta - 8), 0.006);
      fill(
        oval(x + build.aorta * 0.12, y + build.aorta * 0.2, build.aorta * 0.62, build.aorta * 0.6),
        hounsfield.aorta,
        0.006,
      );
      for (let index = 0; index < 7; index++) {
        const turn = random.between(0, 6.28);
        const r = (build.aorta / frame.scale) * frame.scale;
        const arc = [0, 0.15, 0.3].map((step): Point => [
          x + r * Math.cos(turn + step),
          y + r * Math.sin(turn + step),
        ]);
        fill(line(arc, 0.004), 600, 0.004);
      }
      return mask(organs.aorta.shape);
    }
    case 'ascites': {
      const fluid = mask(organs.cavity);
      const { values } = frame.field;
      return fluid.map((inside, index) =>
        inside === 1 && values[index]! > -30 && values[index]! < 16 ? 1 : 0,
      );
    }
    case 'splenomegaly':
      return mask(organs.spleen);
    default:
      return mask(organs.liver);
  }
}

function gallstones(
  frame: Frame,
  organs: Organs,
  finding: Finding,
  random: Random,
  radius: number,
): Uint8Array {
  const count = { mild: 1, moderate: 3, severe: 6 }[finding.severity ?? 'moderate'];
  const [left, top, right, bottom] = organs.gallbladder.box;
  const stones: Shape[] = [];
  const floor = top + (bottom - top) * 0.6;
  for (let tries = 0; stones.length < count && tries < 200; tries++) {
    const [x, y] = [random.between(left, right), random.between(floor, bottom)];
    const r = radius * (stones.length === 0 ? 1 : random.between(0.5, 0.9));
    if (organs.gallbladder.distance(x, y) < -0.6 * r) stones.push(blob(random, x, y, r, 0.06));
  }
  if (stones.length === 0) stones.push(blob(random, (left + right) / 2, (top + bottom) / 2, radius, 0.06));
  const all = stones.reduce(union);
  frame.fill(all, 420, 0.004);
  for (const stone of stones) frame.fill(shrunk(stone, radius * 0.6), 260, 0.006);
  return frame.mask(all);
}

function grown(shape: Shape, by: number): Shape {
  const [left, top, right, bottom] = shape.box;
  return {
    box: [left - by, top - by, right + by, bottom + by],
    distance: (x, y) => shape.distance(x, y) - by,
  };
}

function shrunk(shape: Shape, by: number): Shape {
  return { box: shape.box, distance: (x, y) => shape.distance(x, y) + by };
}

function placesOf(name: string, level: Level): Readonly<Record<string, Point>> | undefined {
  switch (name) {
    case 'liver tumor':
    case 'liver cyst':
      return level === 'liver' ? liverPlaces : { 'right lobe': [-0.28, -0.03] };
    case 'hepatic vessel tumor':
      return level === 'liver' ? { 'portal vein': [-0.15, -0.025] } : { 'portal vein': [-0.27, -0.03] };
    case 'pancreas tumor':
      return pancreasPlaces;
    case 'colon tumor':
      return colonPlaces;
    default:
      return undefined;
  }
}
