import { defineRenderer } from '../runtime/renderer.ts';
import { drawEmbeddingMap } from './draw.ts';
import { style } from './style.ts';
import { sharedContext } from './webgl-context.ts';

// Pages hold 8 to 16 WebGL contexts, and a notebook is one page: all maps draw through one.
export const activate = defineRenderer('embedding-map', style, drawEmbeddingMap(sharedContext()));
