import { addGrain, createField, paint, smooth, toGray, type Field } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import { eachRow, ellipse, stroke, type Point, type Shape } from '../../drawing/shapes.ts';
import type { Textures } from '../../drawing/texture.ts';
import type { Drawing, Finding, Studio } from '../../phantom.ts';
import { frontalKnee, lateralKnee, sideMarker, type Knee } from './anatomy.ts';
import { locations, millimetresWide, narrowing, paintFinding, type Settled } from './findings.ts';
import { choosePatient, isChild, type Patient } from './patient.ts';

/** One knee radiograph. @throws RangeError for sides that contradict each other and unknown locations. */
export function drawKnee({ size, random, textures }: Studio, findings: readonly Finding[]): Drawing {
  const patient = choosePatient(random.fork('patient'), findings);
  const settled = findings.map((finding, index) =>
    settle(random.fork(`finding ${index} ${finding.name}`), finding, patient),
  );
  const worn = settled.find(finding => finding.name === 'osteoarthritis');
  const loss = worn ? narrowing(worn.severity) : 0;
  const kneecap = worn?.location === 'patellofemoral compartment';
  const lost = {
    medial: kneecap || worn?.location === 'lateral compartment' ? 0 : loss,
    lateral: kneecap || worn?.location === 'medial compartment' ? 0 : loss,
  };
  const build = patient.view === 'frontal' ? frontalKnee : lateralKnee;
  const knee = build(random.fork('anatomy'), patient, lost, size);
  const field = createField(size, 0.02);
  paintSoftTissue(field, knee, patient, random.fork('soft tissue'), textures);
  paintBones(field, knee, random.fork('bone'), textures, patient.view === 'lateral');
  if (isChild(patient)) paintGrowthPlates(field, knee);
  const drawn = settled.map((finding, index) =>
    paintFinding({ field, knee, patient, random: random.fork(`paint ${index} ${finding.name}`) }, finding),
  );
  finish(field, patient, random.fork('film'));
  return {
    channels: 1,
    data: toGray(field, { low: 0, high: 1.02 }),
    findings: drawn,
    metadata: { ...patient, millimetresWide },
  };
}

function settle(random: Random, finding: Finding, patient: Patient): Settled {
  const known = locations[finding.name] ?? [];
  const open =
    finding.name === 'osteoarthritis' && patient.view === 'frontal'
      ? random.pick(['medial compartment', 'medial compartment', 'lateral compartment'])
      : finding.name === 'osteoarthritis'
        ? 'patellofemoral compartment'
        : random.pick(known);
  const location = finding.location ?? open;
  if (!known.includes(location))
    throw new RangeError(`knee-xray draws ${finding.name} at ${known.join(', ')}; not at "${location}"`);
  const severity = finding.severity ?? random.pick(['mild', 'moderate', 'severe'] as const);
  const measured = finding.name === 'bone lesion' || finding.name === 'osteochondroma';
  const factor = { mild: 0, moderate: 0.5, severe: 1 }[severity];
  const usual =
    finding.name === 'osteochondroma'
      ? 15 + 10 * factor
      : location === 'proximal fibula'
        ? 11 + 4 * factor
        : 22 + 16 * factor;
  const millimetres = finding.millimetres ?? Math.round(usual * random.between(0.9, 1.1));
  return { ...finding, side: patient.side, location, severity, ...(measured ? { millimetres } : {}) };
}

function paintSoftTissue(
  field: Field,
  knee: Knee,
  patient: Patient,
  random: Random,
  textures: Textures,
): void {
  const clouds = textures.cut(random, 0.25, 0);
  const fibres = textures.cut(random, 0.1);
  const fat = random.between(0.03, 0.055);
  const { size, values } = field;
  eachRow(knee.skin, 0.006, size, Infinity, (distances, first, last, start, y) => {
    for (let column = first; column <= last; column++) {
      const depth = -distances[column]!;
      if (depth <= -0.006) continue;
      const x = (column + 0.5) / size;
      const edge = smooth(depth / 0.012);
      const thick = Math.min(1, depth / 0.22);
      const muscle = smooth((depth - fat) / 0.03);
      const body = 0.12 + 0.1 * Math.sqrt(Math.max(0, thick * (2 - thick))) + 0.08 * muscle;
      values[start + column]! += edge * body * (1 + 0.06 * clouds(x, y) + 0.05 * muscle * fibres(x, y * 0.3));
    }
  });
  if (patient.view === 'frontal') return;
  const at = (points: readonly Point[]): Point[] => points.map(([u, v]) => knee.place(u, v));
  const tendon = (points: readonly Point[], radius: number): void =>
    paint(field, stroke(at(points), radius), { amount: 0.1, blend: 'add', softness: 0.012 });
  paint(field, ellipse(...knee.place(-0.17, 0.5), 0.06, 0.07), {
    amount: 0.68,
    blend: 'multiply',
    softness: 0.05,
  });
  tendon(
    [
      [-0.215, 0.44],
      [-0.14, 0.66],
    ],
    0.013,
  );
  tendon(
    [
      [-0.2, 0.31],
      [-0.2, 0.15],
      [-0.17, -0.35],
    ],
    0.017,
  );
}

function paintBones(field: Field, knee: Knee, random: Random, textures: Textures, lateral: boolean): void {
  const mottle = textures.cut(random, 0.06);
  const density = random.between(0.9, 1.08);
  const { size, values } = field;
  const bone = (shape: Shape, body: number, cortex: number, shafts: boolean): void => {
    eachRow(shape, 0.006, size, Infinity, (distances, first, last, start, y) => {
      const shaft = shafts ? smooth((Math.abs(y - 0.5) - 0.13) / 0.22) : 0;
      const width = 0.006 + 0.012 * shaft;
      for (let column = first; column <= last; column++) {
        const distance = distances[column]!;
        if (distance >= 0.006) continue;
        const off = (distance + width) / width;
        const rim = Math.exp(-(off * off));
        const cover = smooth(0.5 - distance / 0.01);
        const trabeculae = 1 + (0.11 - 0.05 * shaft) * mottle((column + 0.5) / size, y * 0.45);
        const deep = 0.88 + 0.12 * Math.min(1, -distance / 0.07);
        const inside = body * (1 - 0.32 * shaft) * trabeculae * deep;
        values[start + column]! += density * cover * (inside + cortex * (0.75 + 0.55 * shaft) * rim);
      }
    });
  };
  bone(knee.fibula, 0.17, 0.13, true);
  bone(knee.tibia, 0.33, 0.17, true);
  bone(knee.femur, 0.33, 0.17, true);
  bone(knee.patella, lateral ? 0.24 : 0.1, lateral ? 0.12 : 0.06, false);
}

function paintGrowthPlates(field: Field, knee: Knee): void {
  for (const line of knee.plates) {
    paint(field, stroke(line, 0.014), { amount: 0.09, blend: 'add', softness: 0.012 });
    paint(field, stroke(line, 0.0055), { amount: 0.58, blend: 'multiply', softness: 0.007 });
  }
}

function finish(field: Field, patient: Patient, random: Random): void {
  const exposure = random.between(0.94, 1.06);
  const [left, right] = [random.between(-0.02, 0.06), 1 - random.between(-0.02, 0.06)];
  const outside = (x: number): number => smooth((x - left) / 0.008) * smooth((right - x) / 0.008);
  const marker = random.chance(0.5) ? 0.13 : 0.81;
  const { size, values } = field;
  const light = Float64Array.from({ length: size }, (_, column) => outside((column + 0.5) / size));
  for (let row = 0, at = 0; row < size; row++) {
    for (let column = 0; column < size; column++, at++) values[at] = exposure * values[at]! * light[column]!;
  }
  for (const part of sideMarker(patient.side, marker, random.between(0.05, 0.12), 0.065))
    paint(field, part, { amount: 1, softness: 0.006 });
  addGrain(field, random, 0.012);
}
