import type { StoredTensor } from '../weights/weights.ts';
import type { GraphBuilder, Value } from './graph.ts';
import { quantizedLinear } from './quantized-linear.ts';

/** Weights of x·Wᵀ + b as PyTorch's Linear stores them, or of x·W where a checkpoint keeps the plain matrix. */
export interface Linear {
  readonly weight: StoredTensor;
  readonly bias?: StoredTensor;
  readonly outputs: number;
  readonly inputs: number;
  /** `out-in`: PyTorch's Linear, `[outputs, inputs]`. `in-out`: `[inputs, outputs]`. */
  readonly layout: 'out-in' | 'in-out';
  /** Never quantised: layers too small or too delicate to gain from it. */
  readonly exact?: boolean;
}

/** Rows `[r, inputs]` → `[r, outputs]`, reading the weight where it lies, or in 8-bit integers if the graph is `q8`. */
export function linear(g: GraphBuilder, rows: Value, weights: Linear): Value {
  if (g.precision === 'q8' && weights.exact !== true) return quantizedLinear(g, rows, weights);
  const { weight, bias, outputs, inputs, layout } = weights;
  const shape = layout === 'out-in' ? [outputs, inputs] : [inputs, outputs];
  const operands = [rows, g.weight(weight, shape)];
  if (bias !== undefined) operands.push(g.weight(bias, [outputs]));
  return g.node('Gemm', operands, { transB: { int: layout === 'out-in' ? 1 : 0 } });
}

/** The same layer, never quantised. */
export function exactly(weights: Linear): Linear {
  return { ...weights, exact: true };
}
