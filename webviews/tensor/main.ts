import { defineRenderer } from '../runtime/renderer.ts';
import { drawTensor } from './draw.ts';
import { style } from './style.ts';

export const activate = defineRenderer('tensor', style, drawTensor);
