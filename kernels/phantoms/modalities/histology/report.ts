import { composeReport, type FindingWording } from '../../compose-report.ts';
import type { Random } from '../../drawing/random.ts';
import type { Drawing, Finding } from '../../phantom.ts';

/** Sentences of a pathologist for one field of view. */
export function describe(drawing: Drawing, random: Random): string[] {
  const { metadata, findings } = drawing;
  const present = new Set(findings.map(finding => finding.name));
  const organ = String(metadata['organ']);
  return composeReport(
    drawing,
    {
      findings: words,
      about: aboutSlide(organ, String(metadata['magnification'])),
      normal: normalStructures(present, organ),
      nothing: [
        `Diagnosis: normal ${tissueOf[organ]!}`,
        `Normal ${tissueOf[organ]!} without atypia`,
        'No malignancy',
        'Benign tissue',
        'Unremarkable histology',
        `Benign ${tissueOf[organ]!}, no evidence of malignancy`,
      ],
    },
    random,
    // Cells in division and scattered lymphocytes may always accompany a carcinoma.
    present.has('adenocarcinoma') ? ['mitosis'] : [],
  );
}

const tissueOf: Readonly<Record<string, string>> = {
  colon: 'colonic mucosa',
  breast: 'breast tissue',
  prostate: 'prostatic tissue',
};

function aboutSlide(organ: string, magnification: string): string[][] {
  const power = { '10x': 'low', '20x': 'medium', '40x': 'high' }[magnification]!;
  return [
    [
      'hematoxylin and eosin stained section',
      'H&E stain',
      'histology section stained with H&E',
      'light microscopy of an H&E slide',
      'histopathology image, H&E',
    ],
    [
      `${organ} tissue`,
      `section of ${tissueOf[organ]!}`,
      `biopsy of the ${organ}`,
      `specimen from the ${organ}`,
      `histology of the ${organ}`,
    ],
    [
      `${magnification} magnification`,
      `${power}-power view, ${magnification} objective`,
      `field of view at ${magnification}`,
      `photomicrograph at ${power} magnification`,
      `H&E, ${magnification}`,
    ],
  ];
}

function normalStructures(present: ReadonlySet<string>, organ: string): string[][] {
  const normal: string[][] = [];
  if (!present.has('fibrosis'))
    normal.push([
      'pink stroma with spindle cells',
      'the stroma is unremarkable',
      'normal connective tissue',
      'loose stroma between the glands',
      'eosinophilic stroma with spindle-shaped nuclei',
    ]);
  if (!present.has('adenocarcinoma')) {
    normal.push([
      'the nuclei are regular',
      'no nuclear atypia',
      'epithelial cells without atypia',
      'bland nuclei',
      'nuclei of uniform size',
    ]);
    if (!present.has('fibrosis') && !present.has('necrosis'))
      normal.push(
        {
          colon: [
            'round crypts with goblet cells',
            'regular colonic crypts',
            'crypt architecture is preserved',
            'normal glands with goblet cells',
            'evenly spaced crypts',
          ],
          breast: [
            'small ducts and acini with two cell layers',
            'regular breast lobules',
            'normal mammary ducts',
            'normal glands with a myoepithelial layer',
            'acini of normal size',
          ],
          prostate: [
            'large glands with papillary folds',
            'regular prostatic glands',
            'normal glands with undulating lumens',
            'benign prostatic acini',
            'well-formed glands with wide lumens',
          ],
        }[organ]!,
      );
  }
  return normal;
}

const words: Readonly<Record<string, FindingWording>> = {
  adenocarcinoma: {
    present: finding => [
      `adenocarcinoma in the ${finding.location!} of the field`,
      'invasive adenocarcinoma with irregular crowded glands',
      'malignant glands with pleomorphic hyperchromatic nuclei',
      'carcinoma with marked nuclear atypia',
      'infiltrating atypical glands, consistent with adenocarcinoma',
      'adenocarcinoma',
      'malignant epithelial tumor with back-to-back glands',
      `malignancy with ${grade(finding)} tumor burden`,
    ],
    absent: [
      'no adenocarcinoma',
      'no malignant glands',
      'no carcinoma',
      'no evidence of malignancy',
      'no invasive tumor',
      'without malignant cells',
    ],
    brief: () => 'adenocarcinoma',
  },
  inflammation: {
    present: finding => [
      `${finding.severity!} chronic inflammation`,
      `${grade(finding)} lymphocytic infiltrate in the ${finding.location!} of the field`,
      'dense aggregates of small dark lymphocytes',
      `${finding.severity!} inflammatory infiltrate`,
      'many lymphocytes in the stroma',
      'inflammation with lymphoid cells',
      'inflammatory cell infiltration',
    ],
    absent: [
      'no inflammation',
      'no inflammatory infiltrate',
      'no lymphocytic infiltrate',
      'without significant inflammation',
      'no lymphoid aggregates',
      'no increase of inflammatory cells',
    ],
    brief: finding => `${finding.severity!} chronic inflammation`,
  },
  necrosis: {
    present: finding => [
      `area of necrosis in the ${finding.location!} of the field`,
      'necrosis with amorphous eosinophilic debris',
      `${grade(finding)} necrosis with nuclear dust`,
      'pale necrotic material without viable cells',
      'necrotic tissue',
      'coagulative necrosis',
      'necrotic debris with karyorrhexis',
    ],
    absent: [
      'no necrosis',
      'no necrotic debris',
      'no area of necrosis',
      'without necrosis',
      'the tissue is viable, no necrosis',
      'no necrotic tissue',
    ],
    brief: finding => `${grade(finding)} necrosis`,
  },
  mitosis: {
    present: finding => [
      finding.severity === 'mild' ? 'a mitotic figure is seen' : 'several mitotic figures are seen',
      finding.severity === 'mild' ? 'one cell in mitosis' : 'cells in mitosis',
      'mitotic activity',
      `mitosis in the ${finding.location!} of the field`,
      'dividing cell with condensed chromosomes',
      'mitosis with a dark chromatin plate',
      'mitotic figure',
    ],
    absent: [
      'no mitosis',
      'no mitotic figures',
      'no mitotic activity',
      'mitoses are absent',
      'no dividing cells',
      'without mitoses',
    ],
    brief: finding => (finding.severity === 'mild' ? 'a mitotic figure' : 'mitotic activity'),
  },
  fibrosis: {
    present: finding => [
      `${finding.severity!} fibrosis`,
      'dense collagenous stroma, in keeping with fibrosis',
      `${finding.severity!} stromal fibrosis with loss of glands`,
      'fibrosis with thick collagen bundles',
      'fibrotic tissue',
      'hyalinized collagen and few cells: fibrosis',
      'sclerotic stroma',
    ],
    absent: [
      'no fibrosis',
      'no stromal fibrosis',
      'without fibrosis',
      'no dense collagen',
      'no sclerosis of the stroma',
      'no fibrotic change',
    ],
    brief: finding => `${finding.severity!} fibrosis`,
  },
  'adipose tissue': {
    present: finding => [
      `adipose tissue in the ${finding.location!} of the field`,
      'mature adipocytes with clear cytoplasm',
      'lobule of fat',
      'fat cells with thin walls and peripheral nuclei',
      'adipose tissue',
      'mature fatty tissue',
      'empty-looking adipocytes in a honeycomb pattern',
    ],
    absent: [
      'no adipose tissue',
      'no fat in this field',
      'no adipocytes',
      'without adipose tissue',
      'no fatty tissue is included',
      'no fat cells',
    ],
    brief: () => 'adipose tissue',
  },
};

function grade({ severity }: Finding): string {
  return { mild: 'focal', moderate: 'moderate', severe: 'extensive' }[severity!];
}
