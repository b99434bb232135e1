import { attention } from '../onnx/attention.ts';
import type { GraphBuilder, Value } from '../onnx/graph.ts';
import { layerNorm } from '../onnx/layer-norm.ts';
import { exactly, linear } from '../onnx/linear.ts';
import { add, concatenate, expand } from '../onnx/operators.ts';
import type { Sequence } from '../onnx/sequence.ts';
import { layerNormAt, linearAt } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import { attentionLinears, mlp } from './transformer-block.ts';
import type { BlockShape } from './transformer-block.ts';

/**
 * SigLIP's multi-head attention pool at `prefix` (Zhai et al., arXiv 2303.15343; transformers'
 * `SiglipMultiheadAttentionPoolingHead`): a learned probe asks all patches, then x + mlp(norm(x)). `count` is the int64
 * `[1]` number of images; the result is rows `[n, width]`.
 */
export function attentionPool(
  g: GraphBuilder,
  parameters: Parameters,
  prefix: string,
  shape: BlockShape,
  states: Sequence,
  count: Value,
): Value {
  const { width, heads, epsilon } = shape;
  const names = { weight: `${prefix}.attention.in_proj_weight`, bias: `${prefix}.attention.in_proj_bias` };
  const [q, k, v] = attentionLinears(parameters, names, width);
  const probe = g.weight(parameters.tensor(`${prefix}.probe`, [1, 1, width]), [1, width]);
  const asked = expand(g, linear(g, probe, exactly(q)), concatenate(g, [count, g.integers([width])], 0));
  const keys = linear(g, states.rows, k);
  const values = linear(g, states.rows, v);
  const query = { rows: asked, length: 1, width };
  const mixed = attention(
    g,
    { query, key: { ...states, rows: keys }, value: { ...states, rows: values } },
    heads,
  );
  const x = linear(g, mixed.rows, linearAt(parameters, `${prefix}.attention.out_proj`, width, width));
  const normed = layerNorm(g, x, layerNormAt(parameters, `${prefix}.layernorm`, width, epsilon));
  const layers = { mlpInput: `${prefix}.mlp.fc1`, mlpOutput: `${prefix}.mlp.fc2` };
  return add(g, x, mlp(g, parameters, layers, shape, normed));
}
