import type { Random } from '../../drawing/random.ts';
import type { Drawing, Finding } from '../../phantom.ts';
import { mammogramFindings } from './findings.ts';
import { absent, densities, present } from './wording.ts';

/** Five to eight sentences: each finding, absences, density, view and age, an assessment by BI-RADS. */
export function describeMammogram({ findings, metadata }: Drawing, random: Random): string[] {
  const names = new Set(findings.map(finding => finding.name));
  const missing = random.shuffled(mammogramFindings.filter(name => !names.has(name)));
  const sentences = findings.map(finding => statement(finding, random));
  const absences = missing.slice(0, random.integer(1, 2)).map(name => random.pick(absent[name]));
  const normals =
    metadata['view'] === 'MLO' && random.chance(0.5)
      ? ['The pectoral muscle is well seen to the level of the nipple.']
      : findings.length === 0 && random.chance(0.5)
        ? ['The parenchymal pattern is unremarkable.']
        : [];
  return [
    ...sentences,
    ...absences,
    ...normals,
    random.pick(densities[String(metadata['density'])]!),
    viewSentence(metadata, random),
    assessment(findings, random),
  ];
}

/** One way to state a finding. */
export function statement(finding: Finding, random: Random): string {
  const name = mammogramFindings.find(known => known === finding.name)!;
  const words: Record<string, string | undefined> = {
    side: finding.side,
    place: finding.location,
    mm: finding.millimetres === undefined ? undefined : String(Math.round(finding.millimetres)),
    cm: finding.millimetres === undefined ? undefined : (finding.millimetres / 10).toFixed(1),
  };
  const ways = present[name][finding.severity ?? 'moderate'].filter(way =>
    [...way.matchAll(/\{(\w+)\}/g)].every(([, word]) => words[word!.toLowerCase()] !== undefined),
  );
  return random.pick(ways).replace(/\{(\w+)\}/g, (_all, word: string) => {
    const text = words[word.toLowerCase()] ?? '';
    return word[0] === word[0]!.toLowerCase() ? text : text[0]!.toUpperCase() + text.slice(1);
  });
}

function viewSentence(metadata: Drawing['metadata'], random: Random): string {
  const side = String(metadata['side']);
  const age = Number(metadata['age']);
  const article = age >= 80 && age < 90 ? 'an' : 'a';
  const [view, long] = metadata['view'] === 'CC' ? ['CC', 'craniocaudal'] : ['MLO', 'mediolateral oblique'];
  return random.pick([
    `${capital(side)} ${view} mammogram of ${article} ${age}-year-old woman.`,
    `${capital(long)} view of the ${side} breast.`,
    `${capital(side)} breast mammography in the ${long} projection.`,
    `Screening mammogram of the ${side} breast in ${article} ${age}-year-old woman, ${view} view.`,
  ]);
}

function assessment(findings: readonly Finding[], random: Random): string {
  const worst = Math.max(1, ...findings.map(categoryOf));
  const words = {
    1: [
      'BI-RADS 1: negative.',
      'Normal mammogram, BI-RADS category 1.',
      'Impression: no mammographic evidence of malignancy.',
    ],
    2: ['BI-RADS 2: benign.', 'Impression: benign findings, BI-RADS category 2.'],
    3: [
      'BI-RADS 3: probably benign, short-interval follow-up.',
      'Impression: probably benign, BI-RADS category 3.',
    ],
    4: [
      'BI-RADS 4: suspicious, biopsy is advised.',
      'Impression: suspicious abnormality, BI-RADS category 4.',
    ],
    5: [
      'BI-RADS 5: highly suggestive of malignancy.',
      'Impression: findings highly suggestive of breast cancer, BI-RADS category 5.',
    ],
  }[worst as 1 | 2 | 3 | 4 | 5];
  return random.pick(words);
}

function categoryOf({ name, severity }: Finding): number {
  if (name === 'mass') return severity === 'severe' ? 5 : severity === 'moderate' ? 4 : 2;
  if (name === 'calcifications') return severity === 'mild' ? 2 : 4;
  if (name === 'asymmetry') return 3;
  return 4;
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1);
}
