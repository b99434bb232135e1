import type { Random } from '../../drawing/random.ts';
import type { Drawing } from '../../phantom.ts';
import { sentence } from '../../wording.ts';
import { absent, present } from './statements.ts';
import { findingNames } from './findings.ts';

/** 4 to 8 sentences: the kind of picture, what is there, some of what is not, an impression. */
export function describe(drawing: Drawing, random: Random): string[] {
  const { metadata } = drawing;
  const subject = metadata['subject'];
  const values = { stain: metadata['stain'], subject };
  const names = new Set(drawing.findings.map(finding => finding.name));
  const report = [sentence(random, subject === undefined ? field : crop, values)];
  const specific = drawing.findings.filter(finding => finding.name !== 'white blood cell');
  for (const { name, location, severity } of specific) {
    report.push(sentence(random, present[name]!, { severity }));
    if (location !== undefined)
      report.push(sentence(random, located, { name, place: location === 'central' ? 'centre' : location }));
  }
  if (names.has('white blood cell')) report.push(sentence(random, present['white blood cell']!));
  if (subject === 'red blood cell' && names.size === 0) report.push(sentence(random, redCellAlone));
  if (subject === undefined && !names.has('anemia') && !names.has('sickle cells'))
    report.push(sentence(random, normalRedCells));
  report.push(sentence(random, staining, values));
  const missing = random.shuffled(findingNames.filter(name => !names.has(name)));
  for (const name of missing.slice(0, Math.max(1, Math.min(3, 6 - report.length))))
    report.push(sentence(random, absent[name]!));
  report.push(
    specific.length === 0
      ? sentence(random, subject === undefined ? normalImpression : redCellImpression)
      : sentence(random, impressions, {
          list: specific.map(({ name }) => inWords[name] ?? name).join(' and '),
        }),
  );
  return report.slice(0, 8);
}

const field = [
  'peripheral blood smear, {stain} stain, oil immersion, 100x objective',
  'a field of a {stain}-stained peripheral blood film',
  'light micrograph of a blood smear at 100x',
  'microscopic field of a peripheral blood smear with many red blood cells',
  'thin blood film, {stain} stain, x1000',
  'blood smear',
  'a microscopy image of blood cells',
];
const crop = [
  'cropped image of a single {subject} from a blood smear',
  'a single {subject}, {stain} stain',
  'one {subject} fills the image',
  'close-up of a {subject} on a peripheral blood smear',
  'micrograph of one isolated {subject}',
  'a {subject}',
];
const located = [
  'the {name} lies in the {place} of the field',
  'location of the {name}: {place} of the image',
  '{name} at the {place} of the picture',
];
const redCellAlone = [
  'a single erythrocyte without inclusions',
  'the red blood cell has a smooth round outline and central pallor',
  'normal-appearing red cell, no nucleus',
  'an anucleate pink disc with a paler centre',
  'erythrocyte',
  'red cell of normal shape',
];
const normalRedCells = [
  'the red cells are normocytic and normochromic',
  'erythrocytes are of normal size and shape with central pallor',
  'red blood cells appear unremarkable',
  'normal red cell morphology',
  'many pink biconcave red cells, some overlapping',
  'the background shows numerous erythrocytes',
];
const staining = [
  'staining is adequate ({stain})',
  '{stain} stain of good quality',
  'the slide was stained with {stain} and examined under oil immersion',
  'magnification 100x objective',
  '{stain} stain',
];
const normalImpression = [
  'impression: normal red cell field',
  'unremarkable blood film in this field',
  'no abnormal cells are seen in this field',
  'impression: red cells only, nothing abnormal',
  'normal smear',
];
const redCellImpression = [
  'impression: normal red blood cell',
  'normal erythrocyte',
  'impression: a red blood cell without abnormality',
  'single normal red cell',
];
const impressions = [
  'impression: {list}',
  'in summary, {list}',
  'the findings are {list}',
  'conclusion: smear with {list}',
  '{list} on blood smear',
];
const inWords: Readonly<Record<string, string>> = {
  neutrophil: 'neutrophilic granulocyte',
  eosinophil: 'eosinophilic granulocyte',
  platelets: 'thrombocytes',
  'malaria parasites': 'malaria',
  'sickle cells': 'sickle cell disease',
  blasts: 'leukemic blasts',
  anemia: 'hypochromic anemia',
};
