import { activate } from '../onnx/activation.ts';
import type { GraphBuilder, Value } from '../onnx/graph.ts';
import { exactly, linear } from '../onnx/linear.ts';
import { cast, multiply, unsqueeze } from '../onnx/operators.ts';
import { unfold } from '../onnx/sequence.ts';
import type { Sequence } from '../onnx/sequence.ts';
import { linearAt } from './parameters.ts';
import type { Parameters } from './parameters.ts';

/** transformers' pooler at `prefix`: tanh(Linear(state)), rows `[n, width]` → `[n, width]`. */
export function tanhPooler(
  g: GraphBuilder,
  parameters: Parameters,
  prefix: string,
  width: number,
  state: Value,
): Value {
  return activate(
    g,
    linear(g, state, exactly(linearAt(parameters, `${prefix}.dense`, width, width))),
    'tanh',
  );
}

/** Mean over the tokens where `mask` (int64 `[n, length]`) is 1, rows `[n, width]`. */
export function maskedMean(g: GraphBuilder, tokens: Sequence, mask: Value): Value {
  const weights = unsqueeze(g, cast(g, mask, g.type), [2]);
  const sum = total(g, multiply(g, unfold(g, tokens), weights));
  return g.node('Div', [sum, total(g, weights)]);
}

function total(g: GraphBuilder, x: Value): Value {
  return g.node('ReduceSum', [x, g.integers([1])], { keepdims: { int: 0 } });
}
