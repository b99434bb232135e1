import { defineRenderer } from '../runtime/renderer.ts';
import { drawSheet } from './draw.ts';
import { style } from './style.ts';

export const activate = defineRenderer('sheet', style, drawSheet);
