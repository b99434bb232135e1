import type { StoredTensor } from '../weights/weights.ts';
import type { GraphBuilder, Value } from './graph.ts';

/** Gain, offset and epsilon of one layer norm. */
export interface LayerNorm {
  readonly weight: StoredTensor;
  readonly bias: StoredTensor;
  readonly epsilon: number;
}

/** (x − mean)/√(variance + ε)·weight + bias over the last axis (Ba et al., arXiv 1607.06450); statistics are float32 in every precision. */
export function layerNorm(g: GraphBuilder, x: Value, { weight, bias, epsilon }: LayerNorm): Value {
  return g.node('LayerNormalization', [x, g.weight(weight), g.weight(bias)], {
    axis: { int: -1 },
    epsilon: { float: epsilon },
    stash_type: { int: 1 },
  });
}
