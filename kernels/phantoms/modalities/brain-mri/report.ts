import type { Random } from '../../drawing/random.ts';
import type { Drawing, Finding } from '../../phantom.ts';
import { article, composeReport, measured, type FindingWording } from '../../compose-report.ts';

/** Sentences of a neuroradiologist for one axial slice. */
export function describe(drawing: Drawing, random: Random): string[] {
  const { metadata, findings } = drawing;
  const sequence = String(metadata['sequence']);
  const wording = Object.fromEntries(
    Object.entries(words).map(([name, make]) => [
      name,
      make(sequence, metadata['contrast'] === 'gadolinium'),
    ]),
  );
  return composeReport(
    drawing,
    {
      findings: wording,
      about: aboutExamination(metadata),
      normal: normalStructures(
        new Set(findings.map(finding => finding.name)),
        sequence,
        String(metadata['level']),
      ),
      nothing: [
        'Impression: normal brain MRI',
        'Unremarkable MRI of the brain',
        'No intracranial abnormality',
        'No acute intracranial pathology',
        'Normal for age',
        'Conclusion: normal examination of the brain',
      ],
    },
    random,
    // A fluid rim is dark on FLAIR and cortex is hard to judge under a collection.
    findings.some(({ name }) => name === 'hydrocephalus' || name === 'subdural hematoma') ? ['atrophy'] : [],
  );
}

function aboutExamination(metadata: Drawing['metadata']): string[][] {
  const { sequence, fieldStrength, age, sex, level, contrast } = metadata;
  const person = sex === 'female' ? 'woman' : 'man';
  const weighted = sequence === 'FLAIR' ? 'FLAIR' : `${String(sequence)}-weighted`;
  return [
    [
      `axial ${weighted} MRI of the brain`,
      `${weighted} axial slice of the head at ${String(fieldStrength)} tesla`,
      `brain MRI, ${weighted} sequence, axial plane`,
      `${weighted} magnetic resonance image of the brain`,
      `${String(sequence)} brain MR, ${String(fieldStrength)} T`,
      `axial slice at the level of the ${String(level)}, ${weighted}`,
    ],
    [
      `${String(age)}-year-old ${person}`,
      `brain of ${article(`${String(age)}-year-old ${person}`).replace(/^a (8\d?-|18-|11-)/, 'an $1')}`,
      `patient: ${String(sex)}, ${String(age)} years`,
      `MRI of the head in a ${String(sex)} patient aged ${String(age)}`,
      `${String(sex)} patient, age ${String(age)}`,
    ],
    ...(contrast === 'gadolinium'
      ? [
          [
            'image acquired after intravenous gadolinium',
            'post-contrast T1-weighted image',
            'contrast-enhanced study',
          ],
        ]
      : []),
    sequence === 'T1'
      ? [
          'white matter is brighter than cortex and the fluid is dark, as expected on T1',
          'T1 contrast with dark cerebrospinal fluid',
        ]
      : sequence === 'T2'
        ? [
            'the cerebrospinal fluid is bright, as expected on T2',
            'T2 contrast with bright cerebrospinal fluid',
          ]
        : [
            'the fluid signal is suppressed',
            'fluid-attenuated inversion recovery with dark cerebrospinal fluid',
          ],
  ];
}

function normalStructures(present: ReadonlySet<string>, sequence: string, level: string): string[][] {
  const normal: string[][] = [
    [
      'the skull and the scalp are intact',
      'calvarium is unremarkable',
      'no abnormality of the skull or scalp',
    ],
  ];
  if (
    !['hydrocephalus', 'atrophy', 'subdural hematoma', 'tumor', 'hemorrhage'].some(name =>
      present.has(name),
    ) &&
    level !== 'centrum semiovale'
  )
    normal.push([
      'the ventricles are normal in size and shape',
      'ventricular system of normal width',
      'lateral ventricles are symmetric',
      'normal ventricles',
      'ventricles are not dilated',
    ]);
  if (!['tumor', 'hemorrhage', 'subdural hematoma'].some(name => present.has(name)))
    normal.push([
      'the midline is not shifted',
      'no midline shift',
      'midline structures are central',
      'no mass effect',
      'the falx lies in the midline',
    ]);
  if (present.size === 0)
    normal.push(
      [
        'gray and white matter are well differentiated',
        'normal gray-white matter differentiation',
        'the cortical ribbon is preserved',
      ],
      [
        `normal ${sequence} signal of the brain parenchyma`,
        'brain parenchyma is unremarkable',
        'no focal signal abnormality',
      ],
    );
  if (level === 'basal ganglia' && !['tumor', 'hemorrhage', 'infarct'].some(name => present.has(name)))
    normal.push([
      'the basal ganglia and thalami are unremarkable',
      'normal basal ganglia',
      'deep gray nuclei are symmetric',
    ]);
  return normal;
}

const words: Readonly<Record<string, (sequence: string, contrast: boolean) => FindingWording>> = {
  tumor: (sequence, contrast) => ({
    present: finding => [
      `${degree(finding)} brain tumor in the ${at(finding)}${measured(finding)}`,
      `there is ${article(`${finding.side!} ${finding.location!} tumor`)} with surrounding edema`,
      `mass in the ${at(finding)} with vasogenic edema${measured(finding)}`,
      `${contrast ? 'enhancing' : 'intra-axial'} mass lesion of the ${at(finding)}, suspicious for glioma`,
      `space-occupying lesion of the ${at(finding)}`,
      `${finding.side!} brain tumor`,
      `tumor, ${finding.location!}, ${finding.side!}`,
      `intracranial neoplasm with mass effect in the ${at(finding)}`,
      ...(sequence === 'T1'
        ? []
        : [`${sequence} hyperintense tumor with perifocal edema in the ${at(finding)}`]),
    ],
    absent: [
      'no brain tumor',
      'no intracranial mass',
      'no mass lesion is seen',
      'no evidence of neoplasm',
      'no intra-axial tumor',
      'without a space-occupying lesion',
    ],
    brief: finding => `a ${finding.side!} ${finding.location!} brain tumor`,
  }),
  infarct: sequence => ({
    present: finding => [
      `wedge-shaped infarct in the ${at(finding)}`,
      `${degree(finding)} ischemic infarct of the ${at(finding)}${measured(finding)}`,
      `territorial infarction in the ${at(finding)}`,
      `${finding.side!} ${finding.location!} stroke`,
      `${sequence === 'T1' ? 'hypointense' : 'hyperintense'} wedge of cortex and white matter in the ${at(finding)}, consistent with infarction`,
      `ischemic stroke on the ${finding.side!}`,
      `${finding.side!} cerebral infarct`,
    ],
    absent: [
      'no infarct',
      'no territorial infarction',
      'no evidence of ischemic stroke',
      'no cerebral infarct is seen',
      'without signs of stroke',
      'no acute ischemia',
    ],
    brief: finding => `a ${finding.side!} ${finding.location!} infarct`,
  }),
  hemorrhage: () => ({
    present: finding => [
      `intracerebral hemorrhage in the ${at(finding)}${measured(finding)}`,
      `${degree(finding)} parenchymal hematoma of the ${at(finding)}`,
      `bleeding into the ${at(finding)}`,
      `hemorrhage in the ${at(finding)} with surrounding edema`,
      `subacute intraparenchymal hemorrhage on the ${finding.side!}`,
      `${finding.side!} intracerebral bleed`,
      `hemorrhage, ${finding.location!}, ${finding.side!}`,
    ],
    absent: [
      'no hemorrhage',
      'no intracerebral hemorrhage',
      'no parenchymal hematoma',
      'no evidence of bleeding into the brain',
      'no intraparenchymal bleed',
      'without intracerebral hemorrhage',
    ],
    brief: finding => `a hemorrhage in the ${at(finding)}`,
  }),
  'white matter lesions': sequence => ({
    present: finding => [
      `${extent(finding)} white matter lesions`,
      `multiple ${sequence === 'T1' ? 'hypointense' : 'hyperintense'} foci in the white matter`,
      `${extent(finding)} periventricular and deep white matter ${sequence === 'T1' ? 'lesions' : 'hyperintensities'}`,
      'scattered white matter lesions of both hemispheres',
      'bilateral white matter changes, likely small vessel disease',
      'leukoaraiosis with multiple white matter foci',
      'white matter disease',
    ],
    absent: [
      'no white matter lesions',
      'no focal lesion of the white matter',
      'the white matter is free of lesions',
      'no white matter hyperintensities',
      'no white matter disease',
      'white matter without focal lesions',
    ],
    brief: finding => `${extent(finding)} white matter lesions`,
  }),
  hydrocephalus: () => ({
    present: finding => [
      `${finding.severity!} hydrocephalus`,
      `the lateral ventricles are ${degreeWord(finding)} dilated, in keeping with hydrocephalus`,
      `hydrocephalus with enlarged lateral ventricles`,
      `${finding.severity!} ventriculomegaly with effaced sulci`,
      'enlarged ventricular system',
      'dilated ventricles',
      'widened lateral ventricles out of proportion to the sulci',
    ],
    absent: [
      'no hydrocephalus',
      'no ventriculomegaly',
      'no dilatation of the ventricles',
      'no evidence of hydrocephalus',
      'the ventricles are not enlarged',
      'without hydrocephalus',
    ],
    brief: finding => `${finding.severity!} hydrocephalus`,
  }),
  'subdural hematoma': () => ({
    present: finding => [
      `${finding.side!} subdural hematoma${measured(finding).replace('measuring', 'up to')}${finding.millimetres === undefined ? '' : ' in thickness'}`,
      `crescent-shaped subdural collection over the ${finding.side!} hemisphere`,
      `${finding.severity!} subdural hematoma on the ${finding.side!} with compression of the hemisphere`,
      `extra-axial crescentic hematoma along the ${finding.side!} convexity`,
      `subdural blood on the ${finding.side!}`,
      `${finding.side!} SDH`,
      `subacute subdural hemorrhage over the ${finding.side!} convexity`,
    ],
    absent: [
      'no subdural hematoma',
      'no extra-axial collection',
      'no subdural collection',
      'no subdural blood',
      'no evidence of a subdural hemorrhage',
      'without a subdural hematoma',
    ],
    brief: finding => `a ${finding.side!} subdural hematoma`,
  }),
  atrophy: () => ({
    present: finding => [
      `${finding.severity!} cerebral atrophy`,
      `${finding.severity!} generalized brain atrophy with widened sulci`,
      'loss of brain volume with widened sulci',
      `${finding.severity!} cortical atrophy`,
      'prominent sulci due to volume loss',
      'global atrophy of the brain',
      `${finding.severity!} brain volume loss`,
    ],
    absent: [
      'no atrophy',
      'no cerebral atrophy',
      'brain volume is preserved',
      'no significant volume loss',
      'the sulci are not widened',
      'without cortical atrophy',
    ],
    brief: finding => `${finding.severity!} cerebral atrophy`,
  }),
};

function at({ side, location }: Finding): string {
  return `${side!} ${location!}`;
}

function degree({ severity }: Finding): string {
  return { mild: 'small', moderate: 'medium-sized', severe: 'large' }[severity!];
}

function extent({ severity }: Finding): string {
  return { mild: 'a few', moderate: 'multiple', severe: 'extensive' }[severity!];
}

function degreeWord({ severity }: Finding): string {
  return { mild: 'mildly', moderate: 'moderately', severe: 'markedly' }[severity!];
}
