import { addGrain } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import { smoothRows } from '../../drawing/smooth-rows.ts';
import type { Drawing, Finding, Modality, Studio } from '../../phantom.ts';
import { drawHead, type Build } from './anatomy.ts';
import { findingNames, levelFor, paintFinding, plan, shapeBuild } from './findings.ts';
import { describe } from './report.ts';
import { levels, sequences, signals } from './sequence.ts';

/** Axial brain MRI. The patient's left is on the viewer's right. */
export const brainMri: Modality = {
  name: 'brain-mri',
  words: [
    'brain MRI',
    'magnetic resonance image of the brain',
    'head MRI',
    'cranial MR scan',
    'axial brain MR slice',
  ],
  findings: findingNames,
  sampleFindings,
  draw,
  describe,
};

function sampleFindings(random: Random): Finding[] {
  if (random.chance(0.24)) return [];
  const count = random.pick([1, 1, 1, 1, 2, 2]);
  const names = random.shuffled(findingNames);
  const chosen: string[] = [];
  for (const name of names) {
    if (chosen.length === count) break;
    // Wide ventricles have one cause at a time, and one mass at a time keeps the midline readable.
    if (groups.some(group => group.includes(name) && chosen.some(other => group.includes(other)))) continue;
    chosen.push(name);
  }
  return chosen.map(name => ({ name }));
}

const groups = [
  ['atrophy', 'hydrocephalus', 'subdural hematoma'],
  ['tumor', 'infarct', 'hemorrhage', 'subdural hematoma'],
];

function draw(studio: Studio, findings: readonly Finding[]): Drawing {
  const { size, random, textures } = studio;
  const planned = findings.map((finding, index) => plan(finding, random.fork(`${finding.name} ${index}`)));
  const patient = random.fork('patient');
  const old = findings.some(({ name }) => ['atrophy', 'white matter lesions', 'infarct'].includes(name));
  const age = Math.round(old ? patient.between(58, 89) : patient.between(19, 86));
  const sex = patient.pick(['female', 'male']);
  const protocol = random.fork('protocol');
  const sequence = protocol.pick(sequences);
  const fieldStrength = protocol.pick([1.5, 3]);
  const wish = protocol.pick(levels);
  const contrast = sequence === 'T1' && protocol.chance(0.6);
  const level = levelFor(planned, wish);
  const aging = Math.max(0, age - 45) / 45;
  const signal = signals[sequence];
  const start: Build = {
    level,
    signals: signal,
    ventricles: 0.92 + 0.22 * aging + protocol.between(-0.06, 0.06),
    sulci: 0.0022 + 0.0022 * aging,
    scale: sex === 'female' ? 0.97 : 1.0,
    pushes: [],
    crescents: [],
  };
  const head = drawHead(studio, planned.reduce(shapeBuild, start));
  const masks = planned.map(one => paintFinding(head, signal, one, textures, contrast || sequence !== 'T1'));
  const data = develop(head.field, fieldStrength, random.fork('film'), studio);
  return {
    channels: 1,
    data,
    metadata: {
      age,
      sex,
      sequence,
      fieldStrength,
      view: 'axial',
      level,
      contrast: contrast ? 'gadolinium' : 'none',
      millimetresPerPixel: 230 / size,
    },
    findings: planned.map(({ finding, focal }, index) => ({ ...finding, focal, mask: masks[index]! })),
  };
}

/** Coil shading (stronger at 3 T), noise (stronger at 1.5 T) and windowing to 8 bits. */
function develop(
  field: ReturnType<typeof drawHead>['field'],
  fieldStrength: number,
  random: Random,
  { size, textures }: Studio,
): Uint8Array {
  const shading = textures.cut(random, 0.9, 0);
  const strength = fieldStrength === 3 ? 0.075 : 0.035;
  const gain = 235 * random.between(0.92, 1.06);
  addGrain(field, random, fieldStrength === 3 ? 0.013 : 0.024);
  const data = new Uint8Array(size * size);
  const coils = new Float64Array(size);
  const shades = smoothRows(shading, size);
  for (let row = 0, at = 0; row < size; row++) {
    shades(coils, row);
    for (let column = 0; column < size; column++, at++) {
      const coil = 1 + strength * coils[column]!;
      data[at] = Math.min(255, Math.abs(field.values[at]!) * coil * gain);
    }
  }
  return data;
}
