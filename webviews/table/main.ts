import { defineRenderer } from '../runtime/renderer.ts';
import { drawTable } from './draw.ts';
import { style } from './style.ts';

export const activate = defineRenderer('table', style, drawTable);
