import type { Random } from '../../drawing/random.ts';
import type { Drawing, Finding, Modality, Studio } from '../../phantom.ts';
import { findingNames, paintFinding, plan, type Planned } from './findings.ts';
import { describe } from './report.ts';
import { develop, sampleLaboratory } from './stain.ts';
import { drawTissue, magnifications, organs, type Magnification } from './tissue.ts';

/** Sections stained with haematoxylin and eosin, in colour. */
export const histology: Modality = {
  name: 'histology',
  words: [
    'H&E histology',
    'histopathology slide',
    'hematoxylin and eosin stained tissue',
    'microscopy of an H&E section',
    'pathology slide',
  ],
  findings: findingNames,
  sampleFindings,
  draw,
  describe,
};

function sampleFindings(random: Random): Finding[] {
  if (random.chance(0.2)) return [];
  const count = random.pick([1, 1, 1, 2, 2]);
  return random
    .shuffled(findingNames)
    .slice(0, count)
    .map(name => ({ name }));
}

/** Painted in this order: cells lie on what they sit in. */
const order = ['fibrosis', 'adipose tissue', 'adenocarcinoma', 'necrosis', 'inflammation', 'mitosis'];

function draw(studio: Studio, findings: readonly Finding[]): Drawing {
  const { size, random, textures } = studio;
  const slide = random.fork('slide');
  const names = new Set(findings.map(finding => finding.name));
  const organ = slide.pick(organs);
  const wish = slide.pick(Object.keys(magnifications) as Magnification[]);
  // A mitosis is not to be seen at low power.
  const magnification = names.has('mitosis') && wish === '10x' ? '40x' : wish;
  const micrometre = 1 / magnifications[magnification];
  const planned: Planned[] = [];
  findings.forEach((finding, index) => {
    const taken = planned.flatMap(one => one.finding.location ?? []);
    planned.push(plan(finding, random.fork(`${finding.name} ${index}`), taken, micrometre));
  });
  const cleared = planned.filter(({ finding }) =>
    ['adenocarcinoma', 'adipose tissue'].includes(finding.name),
  );
  const fibrosis = planned.find(({ finding }) => finding.name === 'fibrosis');
  const keep = fibrosis ? { mild: 0.6, moderate: 0.4, severe: 0.2 }[fibrosis.finding.severity] : 1;
  const lots = random.fork('lots');
  const tissue = drawTissue(studio, organ, magnification, {
    fibrous: fibrosis !== undefined,
    glandsWithin: (x, y) =>
      lots.chance(keep) && cleared.every(({ area }) => area.distance(x, y) > 25 * micrometre),
  });
  const masks = new Map<Planned, Uint8Array>();
  for (const name of order)
    for (const one of planned.filter(({ finding }) => finding.name === name))
      masks.set(one, paintFinding(tissue, one));
  const laboratory = random.fork('laboratory');
  const data = develop(
    tissue.slide,
    sampleLaboratory(laboratory),
    random.fork('sensor'),
    textures.cut(laboratory, 0.6, 0),
  );
  return {
    channels: 3,
    data,
    metadata: {
      organ,
      magnification,
      stain: 'H&E',
      view: 'microscopy',
      micrometresPerPixel: magnifications[magnification] / size,
    },
    findings: planned.map(one => ({ ...one.finding, focal: one.focal, mask: masks.get(one)! })),
  };
}
