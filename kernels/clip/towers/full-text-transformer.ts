import type { GraphBuilder } from '../onnx/graph.ts';
import { layerNorm } from '../onnx/layer-norm.ts';
import { add, extent, gather, reshape, slice } from '../onnx/operators.ts';
import { rowAt } from '../onnx/sequence.ts';
import type { Sequence } from '../onnx/sequence.ts';
import type { TextNames, TextShape } from './causal-text-transformer.ts';
import { layerNormAt } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import { preNormBlock } from './transformer-block.ts';
import type { TokenChoice } from './transformer-block.ts';

/** Name of the graph's input: int64 `[n, context]`. */
export const fullInputs = { ids: 'ids' } as const;

/**
 * SigLIP's text tower (Zhai et al., arXiv 2303.15343): every token sees every other, padding included, and the last
 * position is the text's state. States after the final norm: of all positions, or of the last alone (`length` 1).
 */
export function fullTextTransformer(
  g: GraphBuilder,
  parameters: Parameters,
  names: TextNames,
  shape: TextShape,
  wanted: 'last' | 'all',
): Sequence {
  const { width, context, vocabulary, layers } = shape;
  const ids = g.input(fullInputs.ids, 'int64', ['n', 'length']);
  const length = extent(g, ids, 1);
  const words = gather(g, g.weight(parameters.tensor(names.tokens, [vocabulary, width])), ids, 0);
  const places = slice(g, g.weight(parameters.tensor(names.positions, [context, width])), 0, length, 0);
  let x: Sequence = { rows: reshape(g, add(g, words, places), [-1, width]), length, width };
  const only: TokenChoice = { length: 1, pick: sequence => rowAt(g, sequence, -1) };
  for (let layer = 0; layer < layers; layer++) {
    const last = layer === layers - 1 && wanted === 'last';
    x = preNormBlock(g, parameters, names.block(layer), shape, x, last ? { only } : {});
  }
  const norm = layerNormAt(parameters, names.finalNorm, width, shape.epsilon);
  return { ...x, rows: layerNorm(g, x.rows, norm) };
}
