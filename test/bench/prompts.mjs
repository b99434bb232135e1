// 50 classes in 20 templates: the shape of a zero-shot prompt ensemble.
const findings = [
  'pneumonia',
  'pleural effusion',
  'cardiomegaly',
  'pneumothorax',
  'pulmonary edema',
  'atelectasis',
  'rib fracture',
  'consolidation',
  'lung mass',
  'lung nodule',
  'emphysema',
  'pulmonary fibrosis',
  'hiatal hernia',
  'no finding',
  'tuberculosis',
  'support devices',
  'pleural thickening',
  'infiltration',
  'lung opacity',
  'enlarged mediastinum',
  'breast cancer',
  'diabetic retinopathy',
  'glaucoma',
  'macular degeneration',
  'melanoma',
];
const classes = findings.flatMap(finding => [finding, `severe ${finding}`]);
const templates = [
  '{}',
  'a photo of {}',
  'a medical image of {}',
  'an image showing {}',
  'there is {}',
  'evidence of {}',
  'findings consistent with {}',
  'signs of {} are seen',
  'this is {}',
  'a patient with {}',
  'a scan of a patient with {}',
  'an image of {} in an adult',
  'a low quality image of {}',
  'a high quality image of {}',
  'a close-up image of {}',
  'a typical case of {}',
  'an early stage of {}',
  'a follow-up image of {}',
  'impression: {}',
  'a radiograph of {}',
];

/** 1,000 prompts, template by template. */
export function ensemblePrompts() {
  return templates.flatMap(template => classes.map(name => template.replace('{}', name)));
}
