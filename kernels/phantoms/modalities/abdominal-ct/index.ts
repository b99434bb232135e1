import { addGrain, blur } from '../../drawing/field.ts';
import type { Random } from '../../drawing/random.ts';
import type { Drawing, Finding, Modality, Studio } from '../../phantom.ts';
import { drawAbdomen, levels, type Build } from './anatomy.ts';
import { findingNames, levelFor, paintFinding, plan, shapeBuild } from './findings.ts';
import { createFrame, fieldOfView } from './frame.ts';
import { attenuations, phases } from './phase.ts';
import { describe } from './report.ts';

/** Axial CT of the abdomen in the soft-tissue window. The patient's left is on the viewer's right. */
export const abdominalCt: Modality = {
  name: 'abdominal-ct',
  words: [
    'abdominal CT',
    'computed tomography of the abdomen',
    'CT of the abdomen',
    'axial abdominal CT slice',
    'abdomen CT scan',
  ],
  findings: findingNames,
  sampleFindings,
  draw,
  describe,
};

function sampleFindings(random: Random): Finding[] {
  if (random.chance(0.2)) return [];
  const count = random.pick([1, 1, 1, 2, 2, 3]);
  const level = random.pick(levels);
  const chosen: string[] = [];
  for (const name of random.shuffled(findingNames)) {
    if (chosen.length === count) break;
    if (chosen.length > 0 && levelFor([...chosen, name], level) !== levelFor(chosen, level)) continue;
    if (groups.some(group => group.includes(name) && chosen.some(other => group.includes(other)))) continue;
    chosen.push(name);
  }
  return chosen.map(name => ({ name }));
}

/** One of each group at a time: they would lie on each other. */
const groups = [
  ['liver tumor', 'liver cyst', 'hepatic vessel tumor'],
  ['kidney tumor', 'kidney cyst', 'kidney stone', 'hydronephrosis'],
  ['aortic aneurysm', 'pancreas tumor'],
];

function draw(studio: Studio, findings: readonly Finding[]): Drawing {
  const { size, random } = studio;
  const patient = random.fork('patient');
  const old = findings.some(({ name }) => name === 'aortic aneurysm' || name.endsWith('tumor'));
  const age = Math.round(old ? patient.between(48, 88) : patient.between(20, 85));
  const sex = patient.pick(['female', 'male']);
  const protocol = random.fork('protocol');
  const phase = protocol.pick(phases);
  const level = levelFor(
    findings.map(({ name }) => name),
    protocol.pick(levels),
  );
  const planned = findings.map((finding, index) =>
    plan(finding, random.fork(`${finding.name} ${index}`), level),
  );
  const hounsfield = attenuations[phase];
  const start: Build = {
    level,
    hounsfield,
    fat: patient.between(0.014, sex === 'female' ? 0.052 : 0.044),
    liver: hounsfield.liver + protocol.between(-5, 6),
    spleen: 1,
    aorta: 0.0255 + 0.00005 * (age - 40),
    fluid: 0,
    oralContrast: protocol.chance(0.4),
    bone: 1.25 - 0.006 * (age - 20),
  };
  const build = planned.reduce(shapeBuild, start);
  const scale = (sex === 'female' ? 1.03 : 1.09) * patient.between(0.95, 1.01);
  const frame = createFrame(size, scale, [
    0.5 + patient.between(-0.01, 0.01),
    0.485 + patient.between(-0.012, 0.012),
  ]);
  const organs = drawAbdomen(frame, build, random.fork('anatomy'));
  const masks = planned.map(one => paintFinding(frame, build, organs, one));
  return {
    channels: 1,
    data: window(frame.field, random.fork('noise'), size),
    metadata: {
      age,
      sex,
      view: 'axial',
      level,
      phase,
      window: 'soft tissue',
      millimetresPerPixel: fieldOfView / size,
    },
    findings: planned.map(({ finding, focal }, index) => ({ ...finding, focal, mask: masks[index]! })),
  };
}

/** Sharpness and noise of a soft reconstruction kernel, then width 400, level 40 Hounsfield units to 8 bits. */
function window(field: ReturnType<typeof createFrame>['field'], random: Random, size: number): Uint8Array {
  addGrain(field, random, random.between(9, 20));
  blur(field, 0.002);
  const data = new Uint8Array(size * size);
  for (let at = 0; at < data.length; at++)
    data[at] = Math.min(255, Math.max(0, (field.values[at]! + 160) * (255 / 400)));
  return data;
}
