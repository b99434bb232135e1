import type { GraphBuilder, Value } from '../onnx/graph.ts';
import { layerNorm } from '../onnx/layer-norm.ts';
import {
  add,
  cast,
  concatenate,
  expand,
  extent,
  multiply,
  reshape,
  slice,
  unsqueeze,
} from '../onnx/operators.ts';
import { rowAt } from '../onnx/sequence.ts';
import type { Sequence } from '../onnx/sequence.ts';
import { layerNormAt } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import { postNormBlock } from './transformer-block.ts';
import type { BlockNames, BlockShape, TokenChoice } from './transformer-block.ts';

/** Sizes of a BERT (Devlin et al., arXiv 1810.04805). */
export interface BertShape extends BlockShape {
  readonly layers: number;
  readonly vocabulary: number;
  /** Rows of the position table. */
  readonly positions: number;
  /** Rows of the segment table; a single text is segment 0. */
  readonly segments: number;
}

/** Added to the score of a token that must not be seen: its exponential is exactly 0, and float16 can hold it. */
const hiddenScore = -10_000;

/** Names of the graph's inputs: int64 `[n, length]` both. */
export const maskedInputs = { ids: 'ids', mask: 'mask' } as const;

/**
 * transformers' `BertModel` at `prefix`: the states of all tokens after the last block (`tokens`) and of the first, [CLS]
 * (`first`, rows `[n, width]`). Without `wanted: 'all'` the last block computes [CLS] alone. Padding is hidden by `mask`.
 */
export function bert(
  g: GraphBuilder,
  parameters: Parameters,
  prefix: string,
  shape: BertShape,
  wanted: 'first' | 'all',
): { first: Value; tokens?: Sequence; mask: Value } {
  const ids = g.input(maskedInputs.ids, 'int64', ['n', 'length']);
  const mask = g.input(maskedInputs.mask, 'int64', ['n', 'length']);
  const length = extent(g, ids, 1);
  const unseen = multiply(g, cast(g, g.node('Sub', [g.integers(1), mask]), g.type), g.number(hiddenScore));
  const row = unsqueeze(g, unseen, [1, 2]);
  const square = concatenate(g, [extent(g, ids, 0), g.integers([1]), length, length], 0);
  const bias = expand(g, row, square);
  const only: TokenChoice = { length: 1, pick: sequence => rowAt(g, sequence, 0), bias: row };
  let x = embeddings(g, parameters, prefix, shape, ids, length);
  for (let layer = 0; layer < shape.layers; layer++) {
    const last = layer === shape.layers - 1 && wanted === 'first';
    x = postNormBlock(g, parameters, bertBlock(prefix, layer), shape, x, last ? { only } : { bias });
  }
  return wanted === 'first' ? { first: x.rows, mask } : { first: rowAt(g, x, 0), tokens: x, mask };
}

function embeddings(
  g: GraphBuilder,
  parameters: Parameters,
  prefix: string,
  { vocabulary, positions, segments, width, epsilon }: BertShape,
  ids: Value,
  length: Value,
): Sequence {
  const table = (name: string, rows: number): ReturnType<Parameters['tensor']> =>
    parameters.tensor(`${prefix}.embeddings.${name}.weight`, [rows, width]);
  const words = g.rows(table('word_embeddings', vocabulary), ids);
  const places = slice(g, g.weight(table('position_embeddings', positions)), 0, length, 0);
  const segment = g.rows(table('token_type_embeddings', segments), g.integers(0));
  const rows = reshape(g, add(g, add(g, words, places), segment), [-1, width]);
  const norm = layerNormAt(parameters, `${prefix}.embeddings.LayerNorm`, width, epsilon);
  return { rows: layerNorm(g, rows, norm), length, width };
}

function bertBlock(prefix: string, layer: number): BlockNames {
  const block = `${prefix}.encoder.layer.${layer}`;
  return {
    attention: {
      query: `${block}.attention.self.query`,
      key: `${block}.attention.self.key`,
      value: `${block}.attention.self.value`,
    },
    attentionOutput: `${block}.attention.output.dense`,
    firstNorm: `${block}.attention.output.LayerNorm`,
    secondNorm: `${block}.output.LayerNorm`,
    mlpInput: `${block}.intermediate.dense`,
    mlpOutput: `${block}.output.dense`,
  };
}
