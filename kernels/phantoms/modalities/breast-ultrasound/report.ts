import type { Random } from '../../drawing/random.ts';
import type { Drawing } from '../../phantom.ts';
import { absences, normals, statements } from './sentences.ts';

type Drawn = Drawing['findings'][number];

/** Four to eight sentences: the examination, each finding, some absences and normal structures, an impression. */
export function describeBreast({ findings, metadata }: Drawing, random: Random): string[] {
  const { side, clock, centimetresFromNipple, probe, age, depth } = metadata;
  const present = new Set(findings.map(finding => finding.name));
  const absent = random.shuffled(Object.keys(absences).filter(name => !present.has(name)));
  const intact = random.shuffled(normals.filter(({ unless }) => !unless.some(name => present.has(name))));
  const examination = random.pick([
    `Ultrasound of the ${side} breast.`,
    `${capital(side)} breast ultrasound at ${clock}, ${centimetresFromNipple} cm from the nipple.`,
    `Breast sonogram of a ${age}-year-old woman, ${side} side.`,
    `B-mode image of the ${side} breast, ${probe} probe, ${depth} mm deep.`,
    `Targeted sonography of the ${side} breast at ${clock}.`,
    `Breast ultrasound of a ${age}-year-old woman, ${probe === 'linear' ? 'linear' : 'curved'} transducer.`,
  ]);
  const impression =
    findings.length === 0
      ? random.pick([
          `Impression: normal ${side} breast ultrasound, BI-RADS 1.`,
          'Unremarkable breast ultrasound.',
          'Normal sonogram of the breast.',
          'BI-RADS 1: negative.',
          'No focal lesion is seen.',
          'Impression: no sonographic abnormality.',
        ])
      : `Impression: ${findings.map(summary).join('; ')}.`;
  const said = [examination, ...findings.map(finding => statement(finding, metadata, random)), impression];
  const rest = [
    ...absent.slice(0, 1).map(name => random.pick(absences[name]!)),
    ...intact.slice(0, 1).map(({ words }) => random.pick(words)),
    ...absent.slice(1, 3).map(name => random.pick(absences[name]!)),
    ...intact.slice(1, 4).map(({ words }) => random.pick(words)),
  ];
  return [...said, ...rest.slice(0, Math.max(0, random.integer(4, 8) - said.length))];
}

function summary({ name, side, location, millimetres }: Drawn): string {
  const at = `${String(side)} breast, ${String(location)}`;
  const wording: Readonly<Record<string, string>> = {
    cyst: `simple cyst of ${String(millimetres)} mm, ${at}, BI-RADS 2`,
    'benign mass': `probable fibroadenoma of ${String(millimetres)} mm, ${at}, BI-RADS 3`,
    'malignant mass': `suspicious mass of ${String(millimetres)} mm, ${at}, BI-RADS 5, biopsy recommended`,
    calcifications: `grouped calcifications, ${at}`,
    'dilated duct': `dilated duct, ${at}`,
  };
  return wording[name]!;
}

function statement(finding: Drawn, { centimetresFromNipple }: Drawing['metadata'], random: Random): string {
  const { name, side, location, severity, millimetres } = finding;
  const degree = { mild: 'mildly', moderate: 'moderately', severe: 'markedly' }[severity ?? 'moderate'];
  const place = random.chance(0.7)
    ? location
    : `${String(location)}, ${String(centimetresFromNipple)} cm from the nipple`;
  const values: Readonly<Record<string, string | number | undefined>> = {
    side,
    size: millimetres,
    severity: degree,
    place,
  };
  return capital(
    random.pick(statements[name]!).replaceAll(/\{(\w+)\}/g, (_, key: string) => String(values[key] ?? '')),
  );
}

function capital(text: string | number | undefined): string {
  const word = String(text);
  return word.charAt(0).toUpperCase() + word.slice(1);
}
