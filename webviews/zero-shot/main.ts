import { defineRenderer } from '../runtime/renderer.ts';
import { drawZeroShot } from './draw.ts';
import { style } from './style.ts';

export const activate = defineRenderer('zero-shot', style, drawZeroShot);
