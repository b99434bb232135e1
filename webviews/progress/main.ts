import { defineRenderer } from '../runtime/renderer.ts';
import { drawProgress } from './draw.ts';
import { style } from './style.ts';

export const activate = defineRenderer('progress', style, drawProgress);
