import { defineRenderer } from '../runtime/renderer.ts';
import { drawSimilarityDistribution } from './draw.ts';
import { style } from './style.ts';

export const activate = defineRenderer('similarity-distribution', style, drawSimilarityDistribution);
