import { addGrain, createField, toGray } from '../../drawing/field.ts';
import type { Shape } from '../../drawing/shapes.ts';
import type { Drawing, Finding, Studio } from '../../phantom.ts';
import { chooseExamination, type Settled } from './examination.ts';
import { drawnAs, lossOf, paintBehind, paintOn, paintTooth, replacing } from './findings.ts';
import { paintPanorama, paintRidges, type BoneLevel } from './jaws.ts';
import type { Tooth } from './teeth.ts';

/** One dental radiograph. @throws RangeError for locations that are no tooth. */
export function drawDental({ size, random, textures }: Studio, findings: readonly Finding[]): Drawing {
  const { view, age, sex, teeth, settled } = chooseExamination(random.fork('examination'), findings);
  const field = createField(size);
  const level = boneLevel(settled);
  (view === 'panoramic' ? paintPanorama : paintRidges)(field, teeth, level, random.fork('jaws'), textures);
  const shapes = new Map<Settled, Shape>();
  const part = (finding: Settled): Studio['random'] =>
    random.fork(`${finding.name} ${finding.location ?? ''}`);
  for (const finding of settled) {
    const shape = paintBehind(field, at(teeth, finding), finding, part(finding));
    if (shape) shapes.set(finding, shape);
  }
  const gone = new Set(settled.filter(({ name }) => replacing.has(name)).map(finding => at(teeth, finding)));
  for (const tooth of teeth)
    if (!gone.has(tooth)) paintTooth(field, tooth, view === 'panoramic' ? 0.92 : 0.97);
  for (const finding of settled)
    if (!shapes.has(finding)) shapes.set(finding, paintOn(field, at(teeth, finding), finding, part(finding)));
  const film = random.fork('film');
  const exposure = film.between(0.92, 1.08);
  addGrain(field, film, 0.013 / exposure);
  return {
    channels: 1,
    data: toGray(field, { low: 0, high: 1.02 / exposure }),
    findings: settled.map(finding => {
      const { position: _, ...plain } = finding;
      return drawnAs(plain, shapes.get(finding)!, size);
    }),
    metadata: { view, age, sex },
  };
}

function at(teeth: readonly Tooth[], { position: { jaw, side, index } }: Settled): Tooth {
  return teeth.find(tooth => tooth.jaw === jaw && tooth.side === side && tooth.index === index)!;
}

/** Bone is lost at the named tooth and, less, at its neighbours; it shrinks where a tooth is missing. */
function boneLevel(settled: readonly Settled[]): BoneLevel {
  return ({ jaw, side, index }) => {
    let level = 0;
    for (const { name, position, severity } of settled) {
      if (position.jaw !== jaw || position.side !== side) continue;
      const away = Math.abs(position.index - index);
      if (name === 'bone loss' && away < 2)
        level = Math.max(level, lossOf(severity) * (away === 0 ? 1 : 0.7));
      if (name === 'missing tooth' && away === 0) level = Math.max(level, 0.16);
    }
    return level;
  };
}
