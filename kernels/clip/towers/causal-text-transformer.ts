import type { GraphBuilder, Value } from '../onnx/graph.ts';
import { layerNorm } from '../onnx/layer-norm.ts';
import { add, cast, extent, gather, reshape, unsqueeze } from '../onnx/operators.ts';
import type { Sequence } from '../onnx/sequence.ts';
import { layerNormAt } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import { preNormBlock } from './transformer-block.ts';
import type { BlockNames, BlockShape, TokenChoice } from './transformer-block.ts';

/** Sizes of a text transformer. */
export interface TextShape extends BlockShape {
  readonly layers: number;
  readonly vocabulary: number;
  readonly context: number;
}

/** Where a checkpoint keeps the layers of its text transformer. */
export interface TextNames {
  /** Full names of the embedding tables. */
  readonly tokens: string;
  readonly positions: string;
  readonly block: (layer: number) => BlockNames;
  readonly finalNorm: string;
}

/** Names of the graph's inputs, as `EncoderGraph.inputs` describes them. */
export const packInputs = { ids: 'ids', positions: 'positions', bias: 'bias', end: 'end' } as const;

/**
 * CLIP's text tower (Radford et al., arXiv 2103.00020) over one packed sequence: `end` are the states of the tokens that
 * the input of that name points at, rows `[prompts, width]`; `tokens` are all states, rows `[length, width]`, both after
 * the final norm. If only `end` is wanted the last block computes no other token. The causal mask is the input `bias`.
 */
export function causalTextTransformer(
  g: GraphBuilder,
  parameters: Parameters,
  names: TextNames,
  shape: TextShape,
  wanted: 'end' | 'all',
): { end: Value; tokens?: Sequence } {
  const ids = g.input(packInputs.ids, 'int64', [1, 'length']);
  const positions = g.input(packInputs.positions, 'int64', [1, 'length']);
  const mask = g.input(packInputs.bias, 'float32', ['length', 'length']);
  const end = g.input(packInputs.end, 'int64', ['prompts']);
  const scores = g.type === 'float32' ? mask : cast(g, mask, g.type);
  const bias = unsqueeze(g, scores, [0, 1]);
  const only: TokenChoice = {
    length: extent(g, end, 0),
    pick: sequence => gather(g, sequence.rows, end, 0),
    bias: unsqueeze(g, gather(g, scores, end, 0), [0, 1]),
  };
  let x = embeddings(g, parameters, names, shape, ids, positions);
  for (let layer = 0; layer < shape.layers; layer++) {
    const last = layer === shape.layers - 1 && wanted === 'end';
    x = preNormBlock(g, parameters, names.block(layer), shape, x, last ? { only } : { bias });
  }
  const norm = layerNormAt(parameters, names.finalNorm, shape.width, shape.epsilon);
  const states = { ...x, rows: layerNorm(g, x.rows, norm) };
  return wanted === 'end' ? { end: states.rows } : { end: gather(g, states.rows, end, 0), tokens: states };
}

function embeddings(
  g: GraphBuilder,
  parameters: Parameters,
  names: TextNames,
  { vocabulary, context, width }: TextShape,
  ids: Value,
  positions: Value,
): Sequence {
  const words = gather(g, g.weight(parameters.tensor(names.tokens, [vocabulary, width])), ids, 0);
  const places = gather(g, g.weight(parameters.tensor(names.positions, [context, width])), positions, 0);
  return { rows: reshape(g, add(g, words, places), [-1, width]), length: extent(g, ids, 1), width };
}
