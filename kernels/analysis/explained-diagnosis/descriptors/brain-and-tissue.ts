import type { DescriptorLists } from '../descriptor-prompts.ts';

/** Signs on magnetic resonance images of the brain; written for this project. */
export const brainMriDescriptors: DescriptorLists = {
  'No Finding': [
    'ventricles of normal width',
    'symmetric hemispheres',
    'a midline in its place',
    'white matter of even signal',
  ],
  Tumor: [
    'a mass with a bright enhancing rim',
    'a region of abnormal signal with swelling around it',
    'a midline pushed to one side',
    'a compressed ventricle beside a mass',
  ],
  Infarct: [
    'a wedge-shaped area of changed signal that reaches the cortex',
    'a signal change confined to the territory of one artery',
    'lost contrast between gray and white matter',
    'bright restricted diffusion in one hemisphere',
  ],
  Hemorrhage: [
    'a sharply bounded collection of blood signal',
    'a dark rim of old blood on susceptibility images',
    'a layer of blood beside the brain surface',
  ],
  'White matter lesions': [
    'bright spots around the ventricles',
    'ovoid bright lesions at right angles to the ventricles',
    'scattered small bright foci in the deep white matter',
  ],
  Atrophy: [
    'widened sulci',
    'enlarged ventricles without pressure',
    'a thinned cortex',
    'a small hippocampus on both sides',
  ],
  Hydrocephalus: [
    'ballooned lateral ventricles',
    'flattened sulci under the skull',
    'a bright rim around the ventricles',
  ],
};

/** Signs in tissue sections stained with hematoxylin and eosin; written for this project. */
export const histologyDescriptors: DescriptorLists = {
  'Normal tissue': [
    'regular glands with nuclei in one row',
    'small nuclei of even size and shape',
    'orderly layers of cells',
  ],
  Carcinoma: [
    'crowded glands without stroma between them',
    'large dark nuclei of different sizes',
    'nests of cells that invade the stroma',
    'several cell divisions in one field',
  ],
  Inflammation: [
    'many lymphocytes between the glands',
    'neutrophils within the epithelium',
    'a widened stroma full of small dark cells',
  ],
  Necrosis: ['pink areas without nuclei', 'fragments of broken nuclei', 'ghost outlines of dead cells'],
  Fibrosis: [
    'broad bands of pink collagen',
    'few spindle-shaped nuclei among fibers',
    'tissue divided by scar',
  ],
};
