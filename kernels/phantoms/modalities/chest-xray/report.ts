import type { Random } from '../../drawing/random.ts';
import type { Drawing, Finding } from '../../phantom.ts';
import { chestFindings, type ChestFinding } from './request.ts';
import { absent, devicesPresent, lateralPresent, present } from './wording.ts';

/** Four to eight sentences: each finding, some absences, normal structures, view and person, an impression. */
export function describeChest({ findings, metadata }: Drawing, random: Random): string[] {
  const lateral = metadata['view'] === 'lateral';
  const names = new Set(findings.map(finding => finding.name));
  const sentences = findings.map(finding => statement(finding, metadata, random));
  const missing = random.shuffled(
    chestFindings.filter(name => !names.has(name) && !(lateral && name === 'rib fracture')),
  );
  const absences = missing
    .slice(0, Math.max(1, random.integer(2, 3) - (findings.length > 2 ? 1 : 0)))
    .map(name => random.pick(absent[name]));
  const normals = random.shuffled(normalsFor(names, lateral)).slice(0, 1);
  return [
    ...sentences,
    ...absences,
    ...normals,
    viewSentence(metadata, random),
    impression(findings, lateral, random),
  ];
}

/** One way to state a finding. */
export function statement(finding: Finding, metadata: Drawing['metadata'], random: Random): string {
  const name = chestFindings.find(known => known === finding.name)!;
  const lateral = metadata['view'] === 'lateral';
  const templates =
    name === 'support devices'
      ? (devicesPresent[finding.location ?? ''] ?? [])
      : ((lateral ? lateralPresent[name] : undefined) ?? present[name]);
  const words = wordsFor(finding, metadata, random);
  const ways = templates.map(template => fill(template, words)).filter(sentence => sentence !== undefined);
  return random.pick(ways);
}

function wordsFor(finding: Finding, metadata: Drawing['metadata'], random: Random): Record<string, string> {
  const { name, side, location, severity, millimetres } = finding;
  const words: Record<string, string> = {};
  if (side) words['side'] = side;
  if (location && metadata['view'] === 'lateral') words['place'] = location;
  const zone = /^(upper|mid|middle|lower)/.exec(location ?? '')?.[1];
  if (zone) {
    words['zone'] = zone === 'middle' ? 'mid' : zone;
    words['lobe'] =
      zone === 'upper'
        ? 'upper lobe'
        : zone === 'lower'
          ? 'lower lobe'
          : side === 'right'
            ? 'middle lobe'
            : 'mid lung';
  }
  if (severity) {
    const sizes = name === 'pneumothorax' || name === 'pleural effusion';
    const graded: Readonly<Record<string, readonly string[]>> = {
      mild: sizes ? ['small', 'mild'] : ['mild', 'mild', 'slight'],
      moderate: ['moderate'],
      severe: sizes ? ['large', 'severe'] : ['severe', 'marked'],
    };
    words['grade'] = random.pick(graded[severity]!);
    words['gradely'] = severity === 'severe' ? 'severely' : severity === 'moderate' ? 'moderately' : 'mildly';
    words['count'] =
      severity === 'mild'
        ? 'Fracture of one'
        : severity === 'moderate'
          ? 'Fractures of two'
          : 'Fractures of three';
  }
  if (millimetres) {
    words['mm'] = String(Math.round(millimetres));
    words['cm'] = (millimetres / 10).toFixed(1);
  }
  const ratio = metadata['cardiothoracicRatio'];
  if (typeof ratio === 'number') words['ratio'] = String(Math.round(ratio * 100));
  return words;
}

/** Fills a template; undefined if it needs a word that is not known. `{Word}` is capitalised. */
function fill(template: string, words: Readonly<Record<string, string>>): string | undefined {
  const needed = [...template.matchAll(/\{(\w+)\}/g)].map(([, word]) => word!.toLowerCase());
  if (needed.some(word => words[word] === undefined)) return undefined;
  const text = template.replace(/\{(\w)(\w*)\}/g, (_all, first: string, rest: string) => {
    const word = words[first.toLowerCase() + rest]!;
    return first === first.toLowerCase() ? word : word[0]!.toUpperCase() + word.slice(1);
  });
  return text
    .replace(
      /\b(?:a|an) ((?:mild|small|moderate|large|severe|slight|marked) )?bilateral pleural effusion\b/,
      '$1bilateral pleural effusions',
    )
    .replace(/\bThere is ((?:\w+ )?bilateral pleural effusions)/, 'There are $1')
    .replace(/\bthe bilateral costophrenic angle\b/, 'both costophrenic angles')
    .replace('the bilateral base obscures the hemidiaphragm', 'both bases obscures the hemidiaphragms')
    .replace('the bilateral pleural space', 'both pleural spaces')
    .replace(/^Bilateral pleural effusion\./, 'Bilateral pleural effusions.')
    .replace('bilateral-sided', 'bilateral')
    .replace(
      /\b(in|over) the bilateral (upper|mid|lower) (zone|lung|lobe)\b/,
      (_all, where: string, zone: string, noun: string) => `${where} both ${zone} ${noun}s`,
    );
}

function normalsFor(names: ReadonlySet<string>, lateral: boolean): string[] {
  const all: readonly (readonly [string, readonly ChestFinding[]])[] = lateral
    ? [
        ['The retrosternal clear space is preserved.', ['mass', 'nodule', 'consolidation', 'cardiomegaly']],
        ['The vertebral bodies are of normal height.', []],
        ['The posterior costophrenic angles are clear.', ['pleural effusion']],
        ['The thoracic spine is unremarkable.', []],
      ]
    : [
        [
          'The lungs are clear.',
          [
            'consolidation',
            'mass',
            'nodule',
            'edema',
            'atelectasis',
            'pneumothorax',
            'pleural effusion',
            'emphysema',
          ],
        ],
        [
          'The mediastinal contours are normal.',
          ['cardiomegaly', 'atelectasis', 'pneumothorax', 'pleural effusion'],
        ],
        ['The trachea is midline.', ['atelectasis', 'pneumothorax', 'pleural effusion']],
        ['The hila are unremarkable.', ['edema', 'mass', 'consolidation']],
        ['The visualised soft tissues are unremarkable.', ['support devices']],
        ['The bony thorax is intact.', ['rib fracture', 'support devices']],
        ['The pulmonary vasculature is normal.', ['edema', 'emphysema', 'pneumothorax']],
        [
          'Both hemidiaphragms are well defined.',
          ['pleural effusion', 'atelectasis', 'emphysema', 'consolidation'],
        ],
      ];
  return all.filter(([, against]) => !against.some(name => names.has(name))).map(([sentence]) => sentence);
}

function viewSentence(metadata: Drawing['metadata'], random: Random): string {
  const { view, age, sex } = metadata;
  const years = Number(age);
  const person =
    years < 16
      ? `child of ${years} ${years === 1 ? 'year' : 'years'}`
      : `${years}-year-old ${String(sex)} patient`;
  const article = years >= 16 && (years === 18 || (years >= 80 && years < 90)) ? 'an' : 'a';
  if (view === 'lateral')
    return random.pick([
      `Lateral chest radiograph of ${article} ${person}.`,
      'Lateral view of the chest.',
      `Lateral chest X-ray of ${article} ${person}, who faces left.`,
    ]);
  if (view === 'AP')
    return random.pick([
      `Portable AP chest radiograph of ${article} ${person}.`,
      'Single AP portable view of the chest.',
      `Frontal (AP) chest X-ray of ${article} ${person}.`,
      `Anteroposterior chest radiograph of ${article} ${person}.`,
    ]);
  return random.pick([
    `PA chest radiograph of ${article} ${person}.`,
    'Upright PA view of the chest.',
    `Frontal (PA) chest X-ray of ${article} ${person}, whose left is on the viewer's right.`,
    `Posteroanterior chest radiograph of ${article} ${person}.`,
  ]);
}

function impression(findings: readonly Finding[], lateral: boolean, random: Random): string {
  const parts = findings.map(finding => {
    const side = finding.side ? `${finding.side} ` : '';
    if (finding.name === 'support devices') return `${side}${finding.location ?? 'device'}`;
    const lead = lateral && finding.location ? `${finding.location} ` : '';
    return finding.name === 'edema' || finding.name === 'emphysema'
      ? finding.name.replace('edema', 'pulmonary edema')
      : lead + side + finding.name;
  });
  if (parts.length === 0)
    return random.pick([
      'Impression: no acute cardiopulmonary abnormality.',
      'Impression: normal chest radiograph.',
      'Normal chest X-ray.',
      'No acute cardiopulmonary process.',
    ]);
  const list = parts.length === 1 ? parts[0]! : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)!}`;
  return `Impression: ${list}.`;
}
