export { brainMriDescriptors, histologyDescriptors } from './brain-and-tissue.ts';
export { dermoscopyDescriptors, mammogramDescriptors } from './breast-and-skin.ts';
export { chestXrayDescriptors } from './chest-xray.ts';
export { fundusDescriptors, retinalOctDescriptors } from './eye.ts';
