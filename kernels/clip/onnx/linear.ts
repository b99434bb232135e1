import type { StoredTensor } from '../weights/weights.ts';
import type { GraphBuilder, Value } from './graph.ts';

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

/** Rows `[r, inputs]` → `[r, outputs]`, reading the weight where it lies. */
export function linear(g: GraphBuilder, rows: Value, weights: Linear): Value {
  const { weight, bias, outputs, inputs, layout } = weights;
  const shape = layout === 'out-in' ? [outputs, inputs] : [inputs, outputs];
  const operands = [rows, g.weight(weight, shape)];
  if (bias !== undefined) operands.push(g.weight(bias, [outputs]));
  return g.node('Gemm', operands, { transB: { int: layout === 'out-in' ? 1 : 0 } });
}

/** Several Linears of the same rows. */
export function linears(g: GraphBuilder, rows: Value, all: readonly Linear[]): Value[] {
  return all.map(weights => linear(g, rows, weights));
}
