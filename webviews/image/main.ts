import { defineRenderer } from '../runtime/renderer.ts';
import { drawImage } from './draw.ts';
import { style } from './style.ts';

export const activate = defineRenderer('image', style, drawImage);
