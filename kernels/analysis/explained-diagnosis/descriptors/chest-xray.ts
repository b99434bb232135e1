import type { DescriptorLists } from '../descriptor-prompts.ts';

/**
 * What a reader looks for on a frontal chest radiograph, for the 14 observations of CheXpert (Irvin et al. 2019), by their names.
 * Written for this project from the textbook signs of each.
 */
export const chestXrayDescriptors: DescriptorLists = {
  'No Finding': [
    'clear lungs on both sides',
    'sharp costophrenic angles',
    'a heart of normal width',
    'smooth outlines of the diaphragm',
    'normal vessels out to the outer third of the lungs',
  ],
  'Enlarged Cardiomediastinum': [
    'a widened mediastinal outline',
    'a broad upper mediastinum above the heart',
    'a bulging aortic knob',
    'a displaced paratracheal stripe',
  ],
  Cardiomegaly: [
    'a heart wider than half of the chest',
    'an enlarged cardiac silhouette',
    'a left heart border near the chest wall',
    'a rounded and lifted cardiac apex',
  ],
  'Lung Lesion': [
    'a round opacity with a clear outline in the lung',
    'a solitary pulmonary nodule',
    'a lung mass with spiculated edges',
    'a cavity with a thick wall in the lung',
  ],
  'Lung Opacity': [
    'a whitened area of lung',
    'hazy density over the lung vessels',
    'patchy shadows in the lung fields',
    'an uneven brightness between the two lungs',
  ],
  Edema: [
    'widened upper lobe vessels',
    'hazy outlines of the hilar vessels',
    'thin horizontal lines at the lung bases near the ribs',
    'symmetric shadows spreading from both hila',
    'thickened walls of the bronchi',
  ],
  Consolidation: [
    'a dense homogeneous opacity of a lobe',
    'dark branching airways within white lung',
    'a lung opacity that ends at a fissure',
    'a lost heart or diaphragm border beside an opacity',
  ],
  Pneumonia: [
    'a patchy opacity in one lobe',
    'an ill-defined airspace shadow',
    'air-filled bronchi within an opacity',
    'a focal infiltrate in the lower zone',
  ],
  Atelectasis: [
    'a fissure that is pulled out of place',
    'crowded vessels and bronchi in a small lobe',
    'linear bands of density at the lung base',
    'a raised diaphragm on one side',
    'a mediastinum shifted towards an opacity',
  ],
  Pneumothorax: [
    'a thin white line of visceral pleura',
    'a black zone without lung markings at the edge of the chest',
    'a collapsed lung edge',
    'an unusually deep costophrenic angle',
    'a mediastinum pushed to the other side',
  ],
  'Pleural Effusion': [
    'a blunted costophrenic angle',
    'a white lower chest with an upward curving edge',
    'a hidden outline of the diaphragm',
    'fluid within a fissure',
  ],
  'Pleural Other': [
    'thickened pleura along the chest wall',
    'calcified pleural plaques',
    'a scarred lung apex',
    'a lens-shaped opacity based on the pleura',
  ],
  Fracture: [
    'a break in the outline of a rib',
    'a step in the cortex of a bone',
    'displaced ends of a rib',
    'a clavicle with an interrupted edge',
  ],
  'Support Devices': [
    'a tube ending above the carina',
    'a catheter projecting over the superior vena cava',
    'a pacemaker with leads to the heart',
    'wires or clips over the chest',
  ],
};
