import type { GraphBuilder, Value } from './graph.ts';

/** Non-linearities of the supported towers, by what they compute. */
export type Activation = 'gelu' | 'gelu-tanh' | 'quick-gelu' | 'relu' | 'silu' | 'tanh';

/**
 * Applies `kind` to every element. `gelu` is exact (erf), `gelu-tanh` its tanh approximation (Hendrycks & Gimpel,
 * arXiv 1606.08415), `quick-gelu` is x·σ(1.702·x) as in openai/CLIP.
 */
export function activate(g: GraphBuilder, x: Value, kind: Activation): Value {
  switch (kind) {
    case 'gelu':
      return g.node('Gelu', [x]);
    case 'gelu-tanh':
      return g.node('Gelu', [x], { approximate: { text: 'tanh' } });
    case 'quick-gelu':
      return g.node('QuickGelu', [x], { alpha: { float: 1.702 } }, 'com.microsoft');
    case 'silu':
      return g.node('QuickGelu', [x], { alpha: { float: 1 } }, 'com.microsoft');
    case 'relu':
      return g.node('Relu', [x]);
    case 'tanh':
      return g.node('Tanh', [x]);
  }
}
