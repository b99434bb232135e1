import { activate } from '../onnx/activation.ts';
import type { Activation } from '../onnx/activation.ts';
import { attention } from '../onnx/attention.ts';
import type { GraphBuilder, Value } from '../onnx/graph.ts';
import { layerNorm } from '../onnx/layer-norm.ts';
import { linear } from '../onnx/linear.ts';
import type { Linear } from '../onnx/linear.ts';
import { add } from '../onnx/operators.ts';
import type { Length, Sequence } from '../onnx/sequence.ts';
import { layerNormAt, linearAt, rowsOf } from './parameters.ts';
import type { Parameters } from './parameters.ts';

/** Sizes one transformer block shares with its neighbours. */
export interface BlockShape {
  readonly width: number;
  readonly heads: number;
  readonly mlpWidth: number;
  readonly activation: Activation;
  readonly epsilon: number;
}

/** Where a checkpoint keeps query, key and value: three Linears, or one tensor pair with 3·width rows. */
export type AttentionNames =
  | { readonly query: string; readonly key: string; readonly value: string; readonly bias?: 'no-bias' }
  | { readonly weight: string; readonly bias: string };

/** Prefixes of one block's layers in the state dictionary: one implementation serves every naming. */
export interface BlockNames {
  readonly attention: AttentionNames;
  readonly attentionOutput: string;
  /** Norm before attention (pre-norm) or after it (post-norm). */
  readonly firstNorm: string;
  readonly secondNorm: string;
  readonly mlpInput: string;
  readonly mlpOutput: string;
}

/** What a block may see and what it must produce. */
export interface BlockOptions {
  /** Added to the attention scores, `[n or 1, 1, length, length]`. */
  readonly bias?: Value | undefined;
  /** Only these tokens are wanted (the last block of a pooled tower): the rest is never computed. */
  readonly only?: TokenChoice | undefined;
}

/** The tokens of each sequence that are wanted: how many, their rows, and the scores' bias for them. */
export interface TokenChoice {
  readonly length: Length;
  pick(sequence: Sequence): Value;
  readonly bias?: Value | undefined;
}

/** x + attention(norm(x)), then x + mlp(norm(x)) (pre-norm: CLIP, ViT, SigLIP). */
export function preNormBlock(
  g: GraphBuilder,
  parameters: Parameters,
  names: BlockNames,
  shape: BlockShape,
  x: Sequence,
  options: BlockOptions = {},
): Sequence {
  const normed = {
    ...x,
    rows: layerNorm(g, x.rows, layerNormAt(parameters, names.firstNorm, shape.width, shape.epsilon)),
  };
  const attended = selfAttention(g, parameters, names, shape, normed, options);
  const sum = { ...attended, rows: add(g, chosen(x, options), attended.rows) };
  const second = layerNorm(
    g,
    sum.rows,
    layerNormAt(parameters, names.secondNorm, shape.width, shape.epsilon),
  );
  return { ...sum, rows: add(g, sum.rows, mlp(g, parameters, names, shape, second)) };
}

/** norm(x + attention(x)), then norm(x + mlp(x)) (post-norm: BERT). */
export function postNormBlock(
  g: GraphBuilder,
  parameters: Parameters,
  names: BlockNames,
  shape: BlockShape,
  x: Sequence,
  options: BlockOptions = {},
): Sequence {
  const attended = selfAttention(g, parameters, names, shape, x, options);
  const first = layerNormAt(parameters, names.firstNorm, shape.width, shape.epsilon);
  const sum = layerNorm(g, add(g, chosen(x, options), attended.rows), first);
  const second = layerNormAt(parameters, names.secondNorm, shape.width, shape.epsilon);
  return { ...attended, rows: layerNorm(g, add(g, sum, mlp(g, parameters, names, shape, sum)), second) };
}

/** Linear → activation → Linear, rows `[r, width]` → `[r, width]`. */
export function mlp(
  g: GraphBuilder,
  parameters: Parameters,
  names: Pick<BlockNames, 'mlpInput' | 'mlpOutput'>,
  { width, mlpWidth, activation }: BlockShape,
  rows: Value,
): Value {
  const inner = linear(g, rows, linearAt(parameters, names.mlpInput, mlpWidth, width));
  return linear(g, activate(g, inner, activation), linearAt(parameters, names.mlpOutput, width, mlpWidth));
}

/** Query, key and value Linears, split by offset where the checkpoint fuses them. */
export function attentionLinears(
  parameters: Parameters,
  names: AttentionNames,
  width: number,
): readonly [Linear, Linear, Linear] {
  if ('query' in names) {
    return [
      linearAt(parameters, names.query, width, width, names.bias),
      linearAt(parameters, names.key, width, width, names.bias),
      linearAt(parameters, names.value, width, width, names.bias),
    ];
  }
  const weight = parameters.tensor(names.weight, [3 * width, width]);
  const bias = parameters.tensor(names.bias, [3 * width]);
  const part = (index: number): Linear => ({
    weight: rowsOf(weight, index * width, width),
    bias: rowsOf(bias, index * width, width),
    outputs: width,
    inputs: width,
    layout: 'out-in',
  });
  return [part(0), part(1), part(2)];
}

function selfAttention(
  g: GraphBuilder,
  parameters: Parameters,
  names: BlockNames,
  { width, heads }: BlockShape,
  x: Sequence,
  options: BlockOptions,
): Sequence {
  const [q, k, v] = attentionLinears(parameters, names.attention, width);
  const output = linearAt(parameters, names.attentionOutput, width, width);
  const { only } = options;
  const keys = linear(g, x.rows, k);
  const values = linear(g, x.rows, v);
  const query =
    only === undefined
      ? { ...x, rows: linear(g, x.rows, q) }
      : { ...x, length: only.length, rows: linear(g, only.pick(x), q) };
  const bias = only === undefined ? options.bias : only.bias;
  const mixed = attention(
    g,
    { query, key: { ...x, rows: keys }, value: { ...x, rows: values } },
    heads,
    bias,
  );
  return { ...mixed, rows: linear(g, mixed.rows, output) };
}

function chosen(x: Sequence, { only }: BlockOptions): Value {
  return only === undefined ? x.rows : only.pick(x);
}
