/** A structure that abdominal CT segmentation names. */
export interface SegmentationLabel {
  readonly name: string;
  readonly kind: 'organ' | 'vessel' | 'tumor' | 'cyst';
  /** The labels of the organ that the tumor or cyst grows in; of itself for an organ or vessel. */
  readonly organs: readonly string[];
}

const organs = [
  'spleen',
  'right kidney',
  'left kidney',
  'gallbladder',
  'esophagus',
  'liver',
  'stomach',
  'pancreas',
  'right adrenal gland',
  'left adrenal gland',
  'duodenum',
  'right lung',
  'left lung',
  'colon',
  'small intestine',
  'rectum',
  'urinary bladder',
  'prostate',
  'left femoral head',
  'right femoral head',
];
const vessels = [
  'aorta',
  'inferior vena cava',
  'portal and splenic veins',
  'hepatic vessels',
  'celiac trunk',
];

/**
 * The 25 organs and vessels, six tumors and one cyst that the universal model of survey Fig. 13 is prompted with, in this project's
 * own spelling: a map of them shows whether each tumor lies beside its organ.
 */
export const segmentationLabels: readonly SegmentationLabel[] = [
  ...organs.map(name => ({ name, kind: 'organ' as const, organs: [name] })),
  ...vessels.map(name => ({ name, kind: 'vessel' as const, organs: [name] })),
  { name: 'kidney tumor', kind: 'tumor', organs: ['right kidney', 'left kidney'] },
  { name: 'liver tumor', kind: 'tumor', organs: ['liver'] },
  { name: 'pancreatic tumor', kind: 'tumor', organs: ['pancreas'] },
  { name: 'hepatic vessel tumor', kind: 'tumor', organs: ['hepatic vessels'] },
  { name: 'lung tumor', kind: 'tumor', organs: ['right lung', 'left lung'] },
  { name: 'colon tumor', kind: 'tumor', organs: ['colon'] },
  { name: 'kidney cyst', kind: 'cyst', organs: ['right kidney', 'left kidney'] },
];

/** A prompt that suits `segmentationLabels`; `{}` is the label. */
export const segmentationTemplate = 'a computed tomography scan of the {}';
