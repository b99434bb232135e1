import { article, composeReport } from '../../compose-report.ts';
import type { Random } from '../../drawing/random.ts';
import type { Drawing } from '../../phantom.ts';
import { words } from './words.ts';

/** Sentences of a radiologist for one axial slice of the abdomen. */
export function describe(drawing: Drawing, random: Random): string[] {
  const { metadata, findings } = drawing;
  const present = new Set(findings.map(finding => finding.name));
  return composeReport(
    drawing,
    {
      findings: words,
      about: aboutExamination(metadata),
      normal: normalStructures(present, metadata['level'] === 'kidney'),
      nothing: [
        'Impression: normal CT of the abdomen',
        'Unremarkable abdominal CT',
        'No abnormality of the abdominal organs',
        'Normal examination of the abdomen',
        'No acute abdominal pathology',
        'No suspicious finding in the abdomen',
      ],
    },
    random,
    metadata['level'] === 'kidney' ? [] : notAtLiver,
  );
}

/** Findings that a slice through the liver cannot exclude. */
const notAtLiver = [
  'kidney tumor',
  'kidney cyst',
  'kidney stone',
  'hydronephrosis',
  'gallstones',
  'pancreas tumor',
  'colon tumor',
];

function aboutExamination({ phase, age, sex, level }: Drawing['metadata']): string[][] {
  const person = sex === 'female' ? 'woman' : 'man';
  return [
    [
      'axial CT of the abdomen in the soft-tissue window',
      `axial slice at the level of the ${level === 'kidney' ? 'kidneys' : 'liver and spleen'}`,
      'abdominal computed tomography, axial plane',
      'CT abdomen',
      `abdominal CT through the ${level === 'kidney' ? 'kidneys and the pancreas' : 'liver'}`,
    ],
    phase === 'unenhanced'
      ? [
          'unenhanced CT of the abdomen',
          'non-contrast abdominal CT',
          'native scan without intravenous contrast',
          'no intravenous contrast was given',
          'plain CT',
        ]
      : phase === 'arterial'
        ? [
            'arterial phase CT',
            'scan in the arterial phase with bright aorta',
            'contrast-enhanced CT in the arterial phase',
            'arterial phase after intravenous contrast',
            'early contrast phase with cortical enhancement',
          ]
        : [
            'portal venous phase CT',
            'contrast-enhanced CT in the portal venous phase',
            'portal venous phase after intravenous contrast',
            'scan with intravenous contrast in the portal phase',
            'abdominal CT with venous contrast',
          ],
    [
      `${String(age)}-year-old ${person}`,
      `abdomen of ${article(`${String(age)}-year-old ${person}`).replace(/^a (8)/, 'an $1')}`,
      `patient: ${String(sex)}, ${String(age)} years`,
      `abdominal CT in a ${String(sex)} patient aged ${String(age)}`,
      `${String(sex)} patient, age ${String(age)}`,
    ],
  ];
}

function normalStructures(present: ReadonlySet<string>, kidneys: boolean): string[][] {
  const none = (...names: string[]): boolean => !names.some(name => present.has(name));
  const normal: string[][] = [
    [
      'the visible bones are unremarkable',
      'no destructive bone lesion',
      'vertebral body and ribs are intact',
    ],
  ];
  if (none('liver tumor', 'liver cyst', 'hepatic steatosis', 'hepatic vessel tumor'))
    normal.push([
      'the liver is unremarkable',
      'normal liver',
      'liver of normal size and homogeneous density',
      'no focal liver lesion',
      'the liver parenchyma is homogeneous',
    ]);
  if (none('splenomegaly') && !kidneys)
    normal.push([
      'the spleen is unremarkable',
      'normal spleen',
      'spleen of normal size',
      'the spleen is homogeneous',
      'spleen without abnormality',
    ]);
  if (none('aortic aneurysm'))
    normal.push([
      'the aorta is of normal caliber',
      'normal aorta',
      'aorta and inferior vena cava are unremarkable',
      'abdominal aorta is not dilated',
      'the great vessels are normal',
    ]);
  if (kidneys && none('kidney tumor', 'kidney cyst', 'kidney stone', 'hydronephrosis'))
    normal.push(
      [
        'both kidneys are unremarkable',
        'normal kidneys',
        'kidneys are symmetric in size',
        'no renal abnormality',
        'the kidneys enhance and drain normally',
      ].slice(0, 4),
    );
  if (kidneys && none('pancreas tumor'))
    normal.push([
      'the pancreas is unremarkable',
      'normal pancreas',
      'pancreas without focal lesion',
      'pancreas of normal contour',
      'no dilatation of the pancreatic duct',
    ]);
  if (kidneys && none('gallstones'))
    normal.push([
      'the gallbladder is unremarkable',
      'normal gallbladder',
      'gallbladder without calculi',
      'thin-walled gallbladder',
      'the gallbladder contains no stones',
    ]);
  return normal;
}
