/** What is said of each finding; {tooth}, {number}, {severity} … are filled in. Every one names the finding. */
export const statements: Readonly<Record<string, readonly string[]>> = {
  caries: [
    '{severity} caries of the {tooth}.',
    'carious lesion of tooth {number}, the {tooth}.',
    'a radiolucent defect in the crown of the {tooth} is in keeping with caries.',
    'dental decay of the {tooth}.',
    'there is a cavity in the {tooth}.',
    'caries at {number}.',
    '{depth} carious lucency in the {tooth}.',
    'tooth decay, {tooth}.',
  ],
  filling: [
    'radiopaque filling in the {tooth}.',
    'the {tooth} has an amalgam restoration.',
    'tooth {number} is filled.',
    'there is a dental filling in the crown of the {tooth}.',
    'filling at {number}.',
    'metallic restoration of the {tooth}.',
    'restored {tooth} with a dense filling.',
  ],
  crown: [
    'the {tooth} carries a metal-ceramic crown.',
    'full crown on tooth {number}.',
    'prosthetic crown on the {tooth}.',
    'there is a crown restoration of the {tooth}.',
    'crowned {tooth}.',
    'artificial crown at {number}, radiopaque.',
    'the {tooth} is capped with a radiopaque crown.',
  ],
  'root canal treatment': [
    'root canal treatment of the {tooth}.',
    'the {tooth} is endodontically treated.',
    'radiopaque root filling in tooth {number}.',
    'status post endodontic treatment of the {tooth}.',
    'gutta-percha fills the root canals of the {tooth}.',
    'root-filled {tooth}.',
    'there is a root canal filling in the {tooth}.',
  ],
  implant: [
    'dental implant in place of the {tooth}.',
    'a titanium implant replaces tooth {number}.',
    'endosseous implant with its crown at the site of the {tooth}.',
    'implant at {number}.',
    'there is a screw-shaped dental implant in the {jaw} jaw, replacing the {tooth}.',
    'implant-supported crown in place of the {tooth}.',
    'osseointegrated implant in the position of the {tooth}.',
  ],
  'periapical lesion': [
    'periapical lesion at the {tooth}.',
    'a periapical lucency surrounds the apex of the {tooth}.',
    'apical periodontitis of tooth {number}.',
    'there is a {extent} radiolucency at the root tip of the {tooth}, in keeping with a periapical granuloma or radicular cyst.',
    '{extent} periapical radiolucency at {number}.',
    'periapical abscess of the {tooth} is suspected.',
    'well-defined apical lesion of the {tooth}.',
  ],
  'impacted tooth': [
    'impacted {tooth}.',
    'the {tooth} lies horizontally and is impacted.',
    'there is impaction of the {side} {jaw} wisdom tooth.',
    'impacted wisdom tooth at {number}.',
    'tooth {number} is impacted and has not erupted.',
    'unerupted, tilted {tooth}: an impacted tooth.',
    'impacted third molar in the {side} {jaw} jaw.',
  ],
  'missing tooth': [
    'the {tooth} is missing.',
    'missing tooth {number}.',
    'gap at the {tooth}, with a healed ridge.',
    'tooth {number} has been extracted.',
    'status post extraction of the {tooth}.',
    'edentulous space in the region of the {tooth}.',
    'absent {tooth}.',
  ],
  'bone loss': [
    '{severity} alveolar bone loss at the {tooth}.',
    'periodontal bone loss around tooth {number}.',
    'the alveolar crest is lowered at the {tooth}, in keeping with periodontitis.',
    'there is {severity} vertical bone loss next to the {tooth}.',
    '{severity} bone loss at {number}.',
    'reduced alveolar bone level at the {tooth}.',
    'periodontitis with {severity} loss of alveolar bone at the {tooth}.',
  ],
};

/** What is said when a finding is not there. */
export const absences: Readonly<Record<string, readonly string[]>> = {
  caries: [
    'No caries.',
    'No carious lesion.',
    'No tooth decay is seen.',
    'No cavities.',
    'There is no evidence of caries.',
  ],
  filling: [
    'No fillings.',
    'No dental restorations.',
    'No radiopaque filling is seen.',
    'There is no filled tooth.',
    'No amalgam.',
  ],
  crown: [
    'No crowns.',
    'No prosthetic crown.',
    'No artificial crown is seen.',
    'There is no crowned tooth.',
    'No teeth are capped.',
  ],
  'root canal treatment': [
    'No root canal treatment.',
    'No root fillings.',
    'No endodontically treated tooth.',
    'There is no root canal filling.',
    'No evidence of endodontic treatment.',
  ],
  implant: [
    'No implants.',
    'No dental implant.',
    'There is no implant.',
    'No implant is seen.',
    'No endosseous implants.',
  ],
  'periapical lesion': [
    'No periapical lesion.',
    'No periapical lucency.',
    'No apical periodontitis.',
    'There is no periapical pathology.',
    'No radiolucency at the root tips.',
  ],
  'impacted tooth': [
    'No impacted teeth.',
    'No impacted tooth.',
    'No impaction.',
    'There are no impacted wisdom teeth.',
    'No unerupted teeth.',
  ],
  'missing tooth': [
    'No missing teeth.',
    'No gaps.',
    'No tooth has been extracted.',
    'There is no edentulous space.',
    'No missing tooth in the region shown.',
  ],
  'bone loss': [
    'No bone loss.',
    'No periodontal bone loss.',
    'No alveolar bone resorption.',
    'There is no sign of periodontitis.',
    'No evidence of bone loss.',
  ],
};

/** Sentences on normal structures, with the findings that would make them untrue. */
export const normals: readonly {
  readonly unless: readonly string[];
  readonly view?: 'panoramic' | 'bitewing' | 'periapical';
  readonly words: readonly string[];
}[] = [
  {
    unless: ['bone loss', 'missing tooth'],
    words: [
      'The alveolar crest is at a normal level.',
      'Normal alveolar bone height.',
      'The alveolar bone is well preserved.',
    ],
  },
  {
    unless: [
      'caries',
      'filling',
      'crown',
      'implant',
      'missing tooth',
      'impacted tooth',
      'root canal treatment',
    ],
    words: [
      'The teeth are sound.',
      'Crowns and roots of normal shape.',
      'Normal contrast of enamel, dentine and pulp.',
    ],
  },
  {
    unless: [],
    view: 'panoramic',
    words: [
      'The maxillary sinuses are clear.',
      'Normally aerated maxillary sinuses.',
      'Clear maxillary sinuses on both sides.',
    ],
  },
  {
    unless: [],
    view: 'panoramic',
    words: [
      'The mandibular condyles are symmetrical.',
      'Normal temporomandibular joints.',
      'Mandible and condyles are intact.',
    ],
  },
  {
    unless: ['implant', 'periapical lesion', 'bone loss'],
    words: [
      'Normal trabecular pattern of the jaw bone.',
      'The bone pattern is normal.',
      'Unremarkable bone structure.',
    ],
  },
  {
    unless: ['periapical lesion', 'root canal treatment', 'implant', 'missing tooth'],
    view: 'periapical',
    words: [
      'The lamina dura is continuous.',
      'Periodontal ligament spaces of normal width.',
      'The root apices are normal.',
    ],
  },
];
