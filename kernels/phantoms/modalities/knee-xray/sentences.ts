/** What is said of each finding; {side}, {place}, {severity}, {grade}, {size} … are filled in. Every one names the finding. */
export const statements: Readonly<Record<string, readonly string[]>> = {
  osteoarthritis: [
    '{severity} osteoarthritis of the {place}, Kellgren–Lawrence grade {grade}.',
    'there is {severity} joint-space narrowing of the {place} with osteophytes, in keeping with osteoarthritis.',
    'degenerative change of the {side} knee: {severity} osteoarthritis, mainly of the {place}.',
    'marginal osteophytes and subchondral sclerosis in the {place} indicate {severity} osteoarthritis.',
    'gonarthrosis: {severity} narrowing of the {place} of the {side} knee.',
    'Kellgren–Lawrence grade {grade} osteoarthritis of the {side} knee.',
    '{adjective} osteoarthritis.',
    'the {place} is narrowed with subchondral sclerosis and marginal spurs, consistent with {severity} degenerative joint disease.',
    '{side} knee OA with reduced joint space in the {place}.',
  ],
  fracture: [
    'there is a {shift} fracture of the {place}.',
    '{shift} {adjective} fracture of the {side} knee.',
    'a lucent fracture line runs through the {side} {place}.',
    '{adjective} fracture.',
    'cortical break with a visible fracture line at the {place}.',
    'acute fracture of the {side} {place}.',
    'the {place} is broken, with {shift} fragments.',
    'fractured {side} {place}.',
  ],
  'joint effusion': [
    '{amount} joint effusion.',
    'there is a {amount} effusion in the suprapatellar recess.',
    'soft-tissue density distends the suprapatellar pouch, in keeping with a {amount} joint effusion.',
    '{amount} suprapatellar effusion of the {side} knee.',
    'fluid in the {side} knee joint.',
    'knee effusion, {amount} in volume.',
    'fullness above the patella indicates an effusion of the {side} knee.',
  ],
  'knee replacement': [
    'total knee replacement in place on the {side}.',
    'status post {side} total knee arthroplasty.',
    'metallic femoral and tibial components of a knee prosthesis are seen.',
    'knee replacement with femoral and tibial components in good alignment.',
    '{side} knee prosthesis.',
    'a total knee arthroplasty is present.',
    'the {side} knee joint has been replaced by a metal prosthesis.',
    'TKR.',
  ],
  osteochondroma: [
    'osteochondroma of the {place}, {size} mm long.',
    'a pedunculated bony outgrowth of {size} mm arises from the {side} {place} and points away from the joint: osteochondroma.',
    'exostosis of the {place}.',
    'there is an osteochondroma at the metaphysis of the {side} {place}.',
    '{adjective} osteochondroma measuring {size} mm.',
    'cartilage-capped exostosis of the {side} {place}, typical of an osteochondroma.',
    '{side} {adjective} osteochondroma.',
  ],
  'bone lesion': [
    'lytic bone lesion in the {place}, {size} mm across.',
    'a lucent lesion of {size} mm lies in the {side} {place}.',
    'there is a focal osteolytic lesion of the {place}.',
    '{adjective} lytic lesion measuring {size} mm.',
    'focal lucency in the {side} {place}, suspicious for a bone tumour.',
    'bone lesion of the {side} {place}.',
    'geographic area of bone destruction in the {place}: a lytic lesion.',
  ],
};

/** Short adjectives for places. */
export const places: Readonly<Record<string, string>> = {
  'medial compartment': 'medial compartment',
  'lateral compartment': 'lateral compartment',
  'patellofemoral compartment': 'patellofemoral',
  'tibial plateau': 'tibial plateau',
  patella: 'patellar',
  'distal femur': 'distal femoral',
  'proximal tibia': 'proximal tibial',
  'proximal fibula': 'proximal fibular',
};

/** What is said when a finding is not there. */
export const absences: Readonly<Record<string, readonly string[]>> = {
  osteoarthritis: [
    'No osteoarthritis.',
    'No degenerative change.',
    'No joint-space narrowing or osteophytes.',
    'The knee is free of degenerative joint disease.',
    'No evidence of osteoarthritis.',
  ],
  fracture: [
    'No fracture.',
    'No fracture or dislocation is identified.',
    'No acute bony injury.',
    'There is no evidence of fracture.',
    'No fracture line is seen.',
  ],
  'joint effusion': [
    'No joint effusion.',
    'No effusion in the suprapatellar recess.',
    'There is no suprapatellar effusion.',
    'No evidence of a knee effusion.',
    'No fluid in the knee joint.',
  ],
  'knee replacement': [
    'No knee replacement.',
    'No prosthesis or other metal.',
    'No orthopaedic hardware.',
    'No arthroplasty.',
    'The native knee joint is seen, without an implant.',
  ],
  osteochondroma: [
    'No osteochondroma.',
    'No exostosis.',
    'No bony outgrowth is seen.',
    'There is no osteochondroma of the femur or the tibia.',
    'No evidence of an exostosis.',
  ],
  'bone lesion': [
    'No bone lesion.',
    'No lytic or sclerotic lesion.',
    'No focal bone destruction.',
    'There is no suspicious osseous lesion.',
    'No bone tumour is seen.',
  ],
};

/** Sentences on normal structures, with the findings that would make them untrue. */
export const normals: readonly {
  readonly unless: readonly string[];
  readonly view?: 'frontal' | 'lateral';
  readonly child?: boolean;
  readonly words: readonly string[];
}[] = [
  {
    unless: ['osteoarthritis', 'knee replacement', 'fracture'],
    words: ['The joint space is preserved.', 'Normal joint space.', 'Joint spaces are maintained.'],
  },
  {
    unless: ['fracture', 'knee replacement', 'osteochondroma', 'osteoarthritis', 'bone lesion'],
    words: [
      'The cortical outlines are smooth.',
      'Bony contours are smooth and continuous.',
      'Cortical margins are intact.',
    ],
  },
  {
    unless: ['joint effusion', 'osteochondroma'],
    words: ['The soft tissues are unremarkable.', 'Normal soft tissues.', 'Soft tissues appear normal.'],
  },
  {
    unless: ['osteoarthritis', 'fracture', 'joint effusion'],
    view: 'lateral',
    words: ['The patella is in normal position.', 'Normal patella.', 'Hoffa fat pad is clear.'],
  },
  {
    unless: ['osteoarthritis', 'fracture'],
    view: 'frontal',
    words: [
      'The patella projects over the distal femur.',
      'The patella is centred.',
      'Femoral and tibial axes are aligned.',
    ],
  },
  {
    unless: [],
    child: true,
    words: [
      'The growth plates are open.',
      'Open physes in keeping with age.',
      'The distal femoral and proximal tibial physes are not yet fused.',
      'Skeletally immature knee.',
    ],
  },
  {
    unless: [],
    child: false,
    words: ['The growth plates are closed.', 'Skeletally mature knee.', 'The physes are fused.'],
  },
];
