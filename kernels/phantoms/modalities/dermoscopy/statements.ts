/** How each finding is stated. */
export const present: Readonly<Record<string, readonly string[]>> = {
  melanoma: [
    'melanoma of the {site}',
    'malignant melanoma',
    'the lesion is suspicious for melanoma',
    'asymmetric pigmented lesion, consistent with melanoma',
    'cutaneous melanoma with several colours',
    'melanoma',
  ],
  nevus: [
    'melanocytic nevus of the {site}',
    'benign nevus',
    'symmetric brown lesion, a common nevus',
    'benign melanocytic lesion, a mole',
    'nevus with an even pattern',
    'nevus',
  ],
  'seborrheic keratosis': [
    'seborrheic keratosis of the {site}',
    'benign seborrheic keratosis',
    'stuck-on keratotic plaque, a seborrheic keratosis',
    'waxy brown lesion consistent with seborrheic keratosis',
    'seborrheic wart',
    'seborrheic keratosis',
  ],
  'basal cell carcinoma': [
    'basal cell carcinoma of the {site}',
    'pearly lesion consistent with basal cell carcinoma',
    'BCC',
    'nodular basal cell carcinoma',
    'pink, translucent tumour, a basal cell carcinoma',
    'basal cell carcinoma',
  ],
  hemangioma: [
    'hemangioma of the {site}',
    'cherry angioma',
    'benign vascular lesion, a hemangioma',
    'red lacunar lesion consistent with hemangioma',
    'vascular lesion with red lagoons',
    'hemangioma',
  ],
  'actinic keratosis': [
    'actinic keratosis of the {site}',
    'scaly red patch, an actinic keratosis',
    'solar keratosis',
    'erythematous scaly lesion consistent with actinic keratosis',
    'sun-damaged skin with actinic keratosis',
    'actinic keratosis',
  ],
};

/** Structures by which each is known. */
export const features: Readonly<Record<string, readonly string[]>> = {
  melanoma: [
    'irregular border and blue-white veil',
    'atypical pigment network with irregular dots and streaks',
    'asymmetry of colour and structure with black, brown and blue-grey areas',
    'multiple colours and a blue-white veil',
    'irregular streaks at the periphery',
  ],
  nevus: [
    'regular pigment pattern that fades at the edge',
    'symmetric shape and even brown colour',
    'regular border, one or two shades of brown',
    'uniform structure without atypical features',
    'evenly distributed pigment',
  ],
  'seborrheic keratosis': [
    'milia-like cysts and comedo-like openings',
    'sharply demarcated border with fissures and ridges',
    'cerebriform surface with white cysts',
    'multiple comedo-like openings',
    'well-defined, stuck-on appearance',
  ],
  'basal cell carcinoma': [
    'arborizing vessels and blue-grey ovoid nests',
    'branching telangiectasia on a pearly background',
    'sharp tree-like vessels',
    'blue-grey nests in a pink lesion',
    'shiny white-pink areas with arborizing vessels',
  ],
  hemangioma: [
    'red and maroon lacunae separated by pale septa',
    'well-demarcated red lagoons',
    'multiple round red lacunae',
    'red-purple lacunar pattern',
    'no pigment, only red lacunae',
  ],
  'actinic keratosis': [
    'strawberry pattern with follicular openings',
    'red pseudonetwork and surface scale',
    'white-yellow scale on erythema',
    'erythema around hair follicles',
    'follicular openings surrounded by a white halo',
  ],
};

/** How the absence of each is stated. */
export const absent: Readonly<Record<string, readonly string[]>> = {
  melanoma: ['no melanoma', 'no signs of melanoma', 'no evidence of melanoma', 'no blue-white veil'],
  nevus: ['no nevus', 'not a nevus', 'no melanocytic nevus'],
  'seborrheic keratosis': ['no seborrheic keratosis', 'no milia-like cysts', 'no comedo-like openings'],
  'basal cell carcinoma': [
    'no basal cell carcinoma',
    'no arborizing vessels',
    'no evidence of basal cell carcinoma',
  ],
  hemangioma: ['no hemangioma', 'no red lacunae', 'no vascular lagoons'],
  'actinic keratosis': ['no actinic keratosis', 'no scale', 'no strawberry pattern'],
};
