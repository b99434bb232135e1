import type { DescriptorLists } from '../descriptor-prompts.ts';

/** Signs on a mammogram, in the words of the usual lexicon of breast imaging; written for this project. */
export const mammogramDescriptors: DescriptorLists = {
  'No Finding': [
    'breast tissue without a focal mass',
    'undisturbed bands of tissue running to the nipple',
    'a thin and even skin line',
  ],
  'Malignant mass': [
    'a dense mass with spiculated margins',
    'an irregular mass with indistinct edges',
    'tissue strands pulled towards a mass',
    'retracted skin or nipple',
  ],
  'Benign mass': [
    'a round or oval mass with smooth edges',
    'a mass with a sharply drawn outline',
    'a thin dark rim around a mass',
    'a mass of the density of normal tissue',
  ],
  Calcifications: [
    'clustered bright specks',
    'tiny white dots of different shapes',
    'fine branching bright lines along a duct',
    'a group of calcifications in one segment',
  ],
  'Architectural distortion': [
    'lines that radiate from one point without a mass',
    'a pinched edge of the glandular tissue',
    'tissue pulled out of its normal course',
  ],
  'Dense breast': [
    'white fibroglandular tissue over most of the breast',
    'little dark fat between the glandular tissue',
    'bright tissue that could hide a small mass',
  ],
};

/** Signs of a skin lesion under the dermatoscope; written for this project. */
export const dermoscopyDescriptors: DescriptorLists = {
  Melanoma: [
    'an asymmetric lesion of several colors',
    'an irregular outline with abrupt ends',
    'a blue and white veil',
    'thickened and broken pigment network lines',
    'streaks at one part of the edge',
  ],
  Nevus: [
    'a symmetric lesion of one brown tone',
    'a regular and fine pigment network',
    'evenly spread brown globules',
    'an edge that fades evenly into the skin',
  ],
  'Seborrheic keratosis': [
    'small white cysts like grains in the lesion',
    'dark plugs in openings of the surface',
    'ridges and furrows like those of a brain',
    'a sharply bordered lesion that looks stuck on',
  ],
  'Basal cell carcinoma': [
    'branching red vessels in sharp focus',
    'leaf-shaped brown areas at the edge',
    'large blue and gray ovoid nests',
    'a shiny pink lesion with a small ulcer',
  ],
  'Vascular lesion': [
    'red or purple rounded lakes',
    'a uniformly red lesion without pigment network',
    'blue to black clotted areas',
  ],
};
