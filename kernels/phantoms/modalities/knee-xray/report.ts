import type { Random } from '../../drawing/random.ts';
import type { Drawing } from '../../phantom.ts';
import { absences, normals, places, statements } from './sentences.ts';

type Drawn = Drawing['findings'][number];

/** Four to eight sentences: the examination, each finding, some absences and normal structures, an impression. */
export function describeKnee({ findings, metadata }: Drawing, random: Random): string[] {
  const { side, view, age, sex } = metadata;
  const present = new Set(findings.map(finding => finding.name));
  const facts = findings.map(finding => statement(finding, random));
  const absent = random.shuffled(Object.keys(absences).filter(name => !present.has(name)));
  const intact = random.shuffled(
    normals.filter(normal => !normal.unless.some(name => present.has(name)) && suits(normal, metadata)),
  );
  const patient =
    Number(age) < 16
      ? `${age}-year-old ${sex === 'male' ? 'boy' : 'girl'}`
      : `${age}-year-old ${sex === 'male' ? 'man' : 'woman'}`;
  const examination = random.pick([
    `${capital(view)} radiograph of the ${side} knee.`,
    `${capital(side)} knee X-ray, ${view === 'frontal' ? 'anteroposterior' : 'lateral'} view.`,
    `${capital(view)} view of the ${side} knee of a ${patient}.`,
    `Knee X-ray of a ${patient}, ${side} side, ${view} projection.`,
    `Plain film of the ${side} knee in ${view === 'frontal' ? 'AP' : 'lateral'} projection.`,
    `${view === 'frontal' ? 'AP' : 'Lateral'} ${side} knee radiograph.`,
  ]);
  const impression =
    findings.length === 0
      ? random.pick([
          `Impression: normal ${side} knee radiograph.`,
          `Unremarkable ${side} knee X-ray.`,
          'Impression: no acute osseous abnormality.',
          'Normal knee.',
          'No abnormality of the knee is seen.',
          `Normal radiographic appearance of the ${side} knee.`,
        ])
      : `Impression: ${findings.map(summary).join('; ')}.`;
  const length = random.integer(4, 8);
  const rest = [
    ...absent.slice(0, 1).map(name => random.pick(absences[name]!)),
    ...intact.slice(0, 1).map(normal => random.pick(normal.words)),
    ...absent.slice(1, 3).map(name => random.pick(absences[name]!)),
    ...intact.slice(1, 4).map(normal => random.pick(normal.words)),
  ];
  const said = [examination, ...facts, impression];
  return [...said, ...rest.slice(0, Math.max(0, length - said.length))];
}

function statement(finding: Drawn, random: Random): string {
  return capital(fill(random.pick(statements[finding.name]!), finding));
}

function summary(finding: Drawn): string {
  const { name, side, location, severity } = finding;
  const wording: Readonly<Record<string, string>> = {
    osteoarthritis: `${severity} osteoarthritis of the ${side} knee, ${location}`,
    fracture: `fracture of the ${side} ${location}`,
    'joint effusion': `${severity} joint effusion of the ${side} knee`,
    'knee replacement': `total knee replacement on the ${side}`,
    osteochondroma: `osteochondroma of the ${side} ${location}`,
    'bone lesion': `lytic bone lesion of the ${side} ${location}`,
  };
  return wording[name]!;
}

function fill(template: string, { side, location, severity, millimetres }: Drawn): string {
  const grade = { mild: 2, moderate: 3, severe: 4 }[severity ?? 'moderate'];
  const values: Readonly<Record<string, string>> = {
    side: side ?? '',
    place: location ?? '',
    adjective: places[location ?? ''] ?? location ?? '',
    severity: severity ?? '',
    grade: String(grade),
    size: String(millimetres ?? ''),
    amount: { mild: 'small', moderate: 'moderate', severe: 'large' }[severity ?? 'moderate'],
    shift: { mild: 'minimally displaced', moderate: 'moderately displaced', severe: 'markedly displaced' }[
      severity ?? 'moderate'
    ],
  };
  return template.replaceAll(/\{(\w+)\}/g, (_, key: string) => values[key] ?? '');
}

function suits(normal: (typeof normals)[number], { view, age }: Drawing['metadata']): boolean {
  if (normal.view !== undefined && normal.view !== view) return false;
  return normal.child === undefined || normal.child === Number(age) < 16;
}

function capital(text: string | number | undefined): string {
  const word = String(text);
  return word.charAt(0).toUpperCase() + word.slice(1);
}
