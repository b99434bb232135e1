import { defineRenderer } from '../runtime/renderer.ts';
import { drawPromptComparison } from './draw.ts';
import { style } from './style.ts';

export const activate = defineRenderer('prompt-comparison', style, drawPromptComparison);
