import type { Random } from '../../drawing/random.ts';
import type { Drawing } from '../../phantom.ts';
import { absences, normals, statements } from './sentences.ts';
import { numberOf, positionsAt } from './teeth.ts';

type Drawn = Drawing['findings'][number];

/** Four to eight sentences: the examination, each finding, some absences and normal structures, an impression. */
export function describeDental({ findings, metadata }: Drawing, random: Random): string[] {
  const view = String(metadata['view']);
  const person = `${String(metadata['age'])}-year-old ${metadata['sex'] === 'male' ? 'man' : 'woman'}`;
  const present = new Set(findings.map(finding => finding.name));
  const absent = random.shuffled(Object.keys(absences).filter(name => !present.has(name)));
  const intact = random.shuffled(
    normals.filter(
      normal =>
        (normal.view === undefined || normal.view === view) && !normal.unless.some(name => present.has(name)),
    ),
  );
  const examination = random.pick([
    `${capital(view)} dental radiograph.`,
    `${capital(view)} dental X-ray of a ${person}.`,
    `Dental X-ray, ${view} view.`,
    view === 'panoramic' ? 'Orthopantomogram.' : `Intraoral ${view} radiograph.`,
    view === 'panoramic'
      ? `Panoramic view of both jaws of a ${person}.`
      : `${capital(view)} film of the teeth of a ${person}.`,
    `${capital(view)} radiograph of the teeth.`,
  ]);
  const impression =
    findings.length === 0
      ? random.pick([
          'Impression: normal dental radiograph.',
          'Unremarkable dental X-ray.',
          'Impression: no dental abnormality.',
          'Normal teeth and jaw.',
          'Healthy dentition.',
          'No abnormality of the teeth is seen.',
        ])
      : `Impression: ${findings.map(summary).join('; ')}.`;
  const said = [examination, ...findings.map(finding => statement(finding, random)), impression];
  const rest = [
    ...absent.slice(0, 1).map(name => random.pick(absences[name]!)),
    ...intact.slice(0, 1).map(({ words }) => random.pick(words)),
    ...absent.slice(1, 3).map(name => random.pick(absences[name]!)),
    ...intact.slice(1, 4).map(({ words }) => random.pick(words)),
  ];
  return [...said, ...rest.slice(0, Math.max(0, random.integer(4, 8) - said.length))];
}

function summary({ name, location, severity }: Drawn): string {
  const tooth = String(location);
  const wording: Readonly<Record<string, string>> = {
    caries: `caries of the ${tooth}`,
    filling: `filling in the ${tooth}`,
    crown: `crown on the ${tooth}`,
    'root canal treatment': `root canal treatment of the ${tooth}`,
    implant: `dental implant replacing the ${tooth}`,
    'periapical lesion': `periapical lesion of the ${tooth}`,
    'impacted tooth': `impacted ${tooth}`,
    'missing tooth': `missing ${tooth}`,
    'bone loss': `${severity ?? 'moderate'} alveolar bone loss at the ${tooth}`,
  };
  return wording[name]!;
}

function statement({ name, side, location, severity }: Drawn, random: Random): string {
  const [position] = positionsAt(location ?? '');
  const grade = severity ?? 'moderate';
  const values: Readonly<Record<string, string | undefined>> = {
    tooth: location,
    number: position && numberOf(position),
    jaw: position?.jaw,
    side,
    severity: grade,
    depth: { mild: 'shallow', moderate: 'moderately deep', severe: 'deep' }[grade],
    extent: { mild: 'small', moderate: 'medium-sized', severe: 'large' }[grade],
  };
  return capital(
    random.pick(statements[name]!).replaceAll(/\{(\w+)\}/g, (_, key: string) => values[key] ?? ''),
  );
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
