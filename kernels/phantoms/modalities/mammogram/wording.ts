import type { MammogramFinding } from './findings.ts';

/** A way to state a finding; `{side}`, `{place}`, `{mm}`, `{cm}` are filled in. */
type Ways = readonly string[];

/** Ways to state each finding by its severity, which tells its look. */
export const present: Readonly<
  Record<MammogramFinding, Readonly<Record<'mild' | 'moderate' | 'severe', Ways>>>
> = {
  mass: {
    mild: [
      'There is a circumscribed mass in the {place} of the {side} breast, measuring {mm} mm.',
      '{Side} breast circumscribed mass.',
      'An oval mass with well-defined margins lies in the {side} {place}, of benign appearance.',
      'A smooth {mm} mm mass in the {side} breast is likely a cyst or fibroadenoma.',
      'Well-circumscribed {side} breast mass, {mm} mm, probably benign.',
    ],
    moderate: [
      'There is a lobulated mass with indistinct margins in the {place} of the {side} breast, measuring {mm} mm.',
      '{Side} breast mass with indistinct margins.',
      'An ill-defined mass of {mm} mm lies in the {side} {place}.',
      'Lobulated {side} breast mass in the {place}, of intermediate suspicion.',
      'An irregular {mm} mm mass in the {side} breast needs further work-up.',
    ],
    severe: [
      'There is a spiculated mass in the {place} of the {side} breast, measuring {mm} mm.',
      '{Side} breast spiculated mass.',
      'A high-density irregular mass with spiculated margins lies in the {side} {place}, highly suggestive of malignancy.',
      'A stellate {mm} mm mass in the {side} breast is suspicious for carcinoma.',
      'Spiculated {side} breast mass of {cm} cm, consistent with breast cancer.',
    ],
  },
  calcifications: {
    mild: [
      'Scattered coarse calcifications are present in the {side} breast.',
      '{Side} breast scattered calcifications.',
      'There are scattered round calcifications of benign appearance in the {side} breast.',
      'Benign-appearing calcifications are scattered through the {side} breast.',
      'Diffuse punctate calcifications in the {side} breast, typically benign.',
    ],
    moderate: [
      'There is a cluster of calcifications in the {place} of the {side} breast.',
      '{Side} breast clustered calcifications.',
      'Grouped amorphous microcalcifications lie in the {side} {place}.',
      'Clustered microcalcifications in the {side} breast warrant magnification views.',
      'A group of fine calcifications is seen in the {side} {place}.',
    ],
    severe: [
      'There is a large cluster of pleomorphic calcifications in the {place} of the {side} breast.',
      '{Side} breast clustered pleomorphic calcifications.',
      'Fine linear branching microcalcifications are clustered in the {side} {place}, suspicious for ductal carcinoma in situ.',
      'Suspicious grouped microcalcifications in the {side} breast.',
      'Many clustered calcifications of varying shape lie in the {side} {place}.',
    ],
  },
  'architectural distortion': distortion(),
  asymmetry: asymmetry(),
  'skin thickening': {
    mild: skin('mild'),
    moderate: skin('moderate'),
    severe: skin('marked'),
  },
};

function distortion(): Record<'mild' | 'moderate' | 'severe', Ways> {
  const ways = (grade: string): Ways => [
    `There is ${grade} architectural distortion in the {place} of the {side} breast.`,
    '{Side} breast architectural distortion.',
    'Lines radiate from a point in the {side} {place} without a central mass, consistent with architectural distortion.',
    `${grade[0]!.toUpperCase()}${grade.slice(1)} distortion of the parenchyma in the {side} {place}.`,
    'Tethering and straight radiating lines are seen in the {side} breast, in keeping with architectural distortion.',
  ];
  return { mild: ways('subtle'), moderate: ways('moderate'), severe: ways('marked') };
}

function asymmetry(): Record<'mild' | 'moderate' | 'severe', Ways> {
  const ways = (grade: string): Ways => [
    `There is a ${grade} asymmetry in the {place} of the {side} breast.`,
    '{Side} breast asymmetry.',
    `A ${grade} focal asymmetry of fibroglandular tissue is present in the {side} {place}.`,
    `Asymmetric density without convex margins in the {side} {place}.`,
    'Focal asymmetry in the {side} breast, to be compared with earlier studies.',
  ];
  return { mild: ways('small'), moderate: ways('moderate'), severe: ways('large') };
}

function skin(grade: string): Ways {
  return [
    `There is ${grade} skin thickening of the {side} breast.`,
    '{Side} breast skin thickening.',
    `The skin of the {side} breast shows ${grade} thickening.`,
    `Thickened skin over the {side} breast, ${grade} in extent.`,
    'Diffuse thickening of the skin about the {side} nipple is present.',
  ];
}

/** Ways to state that a finding is not there. */
export const absent: Readonly<Record<MammogramFinding, Ways>> = {
  mass: [
    'There is no suspicious mass.',
    'No mass is seen.',
    'There is no dominant mass.',
    'No evidence of a breast mass.',
  ],
  calcifications: [
    'No suspicious calcifications are seen.',
    'There are no calcifications.',
    'No clustered microcalcifications.',
  ],
  'architectural distortion': [
    'There is no architectural distortion.',
    'No architectural distortion is seen.',
    'No evidence of parenchymal distortion.',
  ],
  asymmetry: ['There is no focal asymmetry.', 'No asymmetry is seen.', 'No asymmetric density.'],
  'skin thickening': [
    'There is no skin thickening.',
    'The skin is of normal thickness.',
    'No skin thickening or nipple retraction.',
  ],
};

/** BI-RADS density in words. */
export const densities: Readonly<Record<string, Ways>> = {
  a: [
    'The breast is almost entirely fatty.',
    'Breast density: ACR category a, almost entirely fat.',
    'Fatty breast tissue.',
  ],
  b: [
    'There are scattered areas of fibroglandular density.',
    'Breast density: ACR category b, scattered fibroglandular tissue.',
    'Scattered fibroglandular tissue.',
  ],
  c: [
    'The breast is heterogeneously dense, which may obscure small masses.',
    'Breast density: ACR category c, heterogeneously dense.',
    'Heterogeneously dense fibroglandular tissue.',
  ],
  d: [
    'The breast is extremely dense, which lowers the sensitivity of mammography.',
    'Breast density: ACR category d, extremely dense.',
    'Extremely dense breast tissue.',
  ],
};
