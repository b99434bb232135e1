/** What is said of each finding; {place}, {side}, {size}, {depth} … are filled in. Every one names the finding. */
export const statements: Readonly<Record<string, readonly string[]>> = {
  cyst: [
    'simple cyst of {size} mm at {place} in the {side} breast.',
    'anechoic, thin-walled cyst with posterior acoustic enhancement, {size} mm.',
    'there is a {size} mm cyst in the {side} breast at {place}.',
    'well-defined anechoic lesion with through transmission, consistent with a simple cyst.',
    'breast cyst, {size} mm.',
    'round fluid-filled lesion without internal echoes: a simple cyst, BI-RADS 2.',
    'simple cyst.',
    '{side} breast cyst at {place}.',
  ],
  'benign mass': [
    'oval, circumscribed, hypoechoic mass of {size} mm, parallel to the skin, in keeping with a fibroadenoma.',
    'benign-appearing mass in the {side} breast at {place}, {size} mm.',
    'there is a well-circumscribed solid mass, wider than tall, most likely a fibroadenoma.',
    'fibroadenoma of {size} mm in the {side} breast at {place}.',
    'probably benign oval mass, BI-RADS 3.',
    'homogeneous hypoechoic oval nodule with smooth margins, typical of a benign mass.',
    'fibroadenoma.',
    'solid benign mass with circumscribed margins.',
  ],
  'malignant mass': [
    'irregular, spiculated, hypoechoic mass of {size} mm, taller than wide, with posterior shadowing, highly suspicious for malignancy.',
    'suspicious mass in the {side} breast at {place}, {size} mm.',
    'there is an irregular hypoechoic mass with angular margins and an echogenic halo, suggestive of carcinoma.',
    'spiculated mass with dense acoustic shadowing in the {side} breast, BI-RADS 5.',
    'malignant-appearing mass, {size} mm.',
    'breast cancer at {place} in the {side} breast: a non-parallel mass with indistinct margins.',
    'findings of invasive carcinoma, with a taller-than-wide mass of {size} mm.',
    'malignant mass of the {side} breast.',
  ],
  calcifications: [
    'cluster of calcifications over {size} mm in the {side} breast at {place}.',
    'echogenic foci in keeping with grouped microcalcifications.',
    'multiple punctate bright echoes represent calcifications.',
    'there are clustered calcifications in the {side} breast.',
    'microcalcifications, grouped over {size} mm.',
    'calcifications.',
    'tiny hyperechoic specks with faint shadows are in keeping with calcifications.',
  ],
  'dilated duct': [
    '{severity} dilated duct in the {side} breast at {place}.',
    'duct ectasia in the {side} breast.',
    'anechoic tubular structure in keeping with a dilated duct.',
    'a {severity} dilated lactiferous duct is followed over {size} mm.',
    'ductal dilatation at {place}.',
    'there is a dilated milk duct in the {side} breast.',
    'dilated duct.',
  ],
};

/** What is said when a finding is not there. */
export const absences: Readonly<Record<string, readonly string[]>> = {
  cyst: [
    'No cyst.',
    'No cystic lesion.',
    'There are no cysts.',
    'No anechoic lesion is seen.',
    'No evidence of a breast cyst.',
  ],
  'benign mass': [
    'No benign mass.',
    'No fibroadenoma.',
    'No circumscribed solid nodule.',
    'There is no oval solid mass.',
    'No evidence of a fibroadenoma.',
  ],
  'malignant mass': [
    'No malignant mass.',
    'No suspicious mass.',
    'No spiculated or irregular lesion.',
    'There is no sonographic evidence of malignancy.',
    'No sign of breast cancer.',
  ],
  calcifications: [
    'No calcifications.',
    'No microcalcifications are seen.',
    'There are no echogenic foci to suggest calcifications.',
    'No grouped calcifications.',
    'No evidence of calcifications.',
  ],
  'dilated duct': [
    'No dilated duct.',
    'No duct ectasia.',
    'No ductal dilatation.',
    'The ducts are not dilated.',
    'There is no dilatation of the milk ducts.',
  ],
};

/** Sentences on normal structures, with the findings that would make them untrue. */
export const normals: readonly { readonly unless: readonly string[]; readonly words: readonly string[] }[] = [
  {
    unless: [],
    words: ['The skin is of normal thickness.', 'Normal skin line.', 'Skin thickness is normal.'],
  },
  {
    unless: [],
    words: [
      'The pectoral muscle is intact.',
      'Normal pectoralis muscle and chest wall.',
      'The retromammary fat and the pectoral fascia appear normal.',
    ],
  },
  {
    unless: ['cyst', 'benign mass', 'malignant mass', 'calcifications', 'dilated duct'],
    words: [
      'Normal fibroglandular tissue.',
      'The glandular parenchyma is homogeneous.',
      'Breast parenchyma of normal echotexture.',
      'Normal layers of skin, fat, glandular tissue and muscle.',
    ],
  },
  {
    unless: ['malignant mass'],
    words: [
      'Tissue planes are preserved.',
      'Cooper ligaments are regular.',
      'The subcutaneous fat is unremarkable.',
    ],
  },
];
