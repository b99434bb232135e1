import type { DescriptorLists } from '../descriptor-prompts.ts';

/** Signs on a color photograph of the back of the eye; written for this project. */
export const fundusDescriptors: DescriptorLists = {
  'No Finding': [
    'an evenly orange retina',
    'an optic disc with a sharp and pink rim',
    'a dark macula with a bright central reflex',
    'smooth vessels without bleeding',
  ],
  'Diabetic retinopathy': [
    'small red dots scattered over the retina',
    'blot-shaped retinal bleedings',
    'yellow waxy deposits with sharp edges',
    'pale cotton-like spots',
    'fine new vessels on the retina or the disc',
  ],
  Glaucoma: [
    'a large pale cup in the optic disc',
    'a thin rim of the optic nerve head',
    'a notch in the lower rim of the disc',
    'vessels that bend sharply at the edge of the cup',
  ],
  'Age-related macular degeneration': [
    'yellow drusen in the macula',
    'patches of lost pigment in the center',
    'bleeding under the macula',
    'a gray elevated area near the fovea',
  ],
  'Retinal vein occlusion': [
    'flame-shaped bleedings along a vein',
    'widened and winding retinal veins',
    'bleeding in one sector of the retina',
    'a swollen optic disc with bleedings',
  ],
  'Hypertensive retinopathy': [
    'narrow retinal arteries',
    'veins that are pinched where arteries cross',
    'arteries with a bright copper-like reflex',
  ],
};

/** Signs on a cross-section of the retina by optical coherence tomography; written for this project. */
export const retinalOctDescriptors: DescriptorLists = {
  'No Finding': [
    'a smooth dip of the retina at the fovea',
    'even retinal layers',
    'a straight bright line of pigment epithelium',
  ],
  'Macular edema': ['dark cysts within the retina', 'a thickened central retina', 'a lost dip at the fovea'],
  Drusen: [
    'small mounds under the pigment epithelium',
    'a bumpy bright line at the base of the retina',
    'deposits that lift the outer layers',
  ],
  'Macular hole': [
    'a gap through the whole retina at the fovea',
    'rounded edges on both sides of a central defect',
    'a lid of tissue above the fovea',
  ],
  'Epiretinal membrane': [
    'a bright line on the surface of the retina',
    'a wrinkled inner surface',
    'a flattened fovea under a membrane',
  ],
};
