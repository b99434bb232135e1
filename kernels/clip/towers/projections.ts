import { activate } from '../onnx/activation.ts';
import type { GraphBuilder, Value } from '../onnx/graph.ts';
import { exactly, linear } from '../onnx/linear.ts';
import { linearAt, matrixAt } from './parameters.ts';
import type { Parameters } from './parameters.ts';

/** From a state `width` wide to the joint space, in the ways that checkpoints store it, never quantised. Rows `[r, width]` → `[r, dimension]`. */
export type Project = (g: GraphBuilder, rows: Value) => Value;

/** A Linear at `name` (with a bias if one is stored), or the plain matrix called `name` (openai/CLIP: x·W). */
export function linearProjection(
  parameters: Parameters,
  name: string,
  dimension: number,
  width: number,
): Project {
  const bias = parameters.has(`${name}.bias`) ? 'bias' : 'no-bias';
  return (g, rows) =>
    linear(
      g,
      rows,
      exactly(
        parameters.has(name)
          ? matrixAt(parameters, name, dimension, width)
          : linearAt(parameters, name, dimension, width, bias),
      ),
    );
}

/** Linear → erf-GELU → Linear at `first` and `second`, as open_clip's `mlp` projections; biases where they are stored. */
export function mlpProjection(
  parameters: Parameters,
  { first, second }: { first: string; second: string },
  { dimension, inner, width }: { dimension: number; inner: number; width: number },
): Project {
  const biasOf = (name: string): 'bias' | 'no-bias' => (parameters.has(`${name}.bias`) ? 'bias' : 'no-bias');
  return (g, rows) => {
    const expanded = linear(g, rows, exactly(linearAt(parameters, first, inner, width, biasOf(first))));
    const output = linearAt(parameters, second, dimension, inner, biasOf(second));
    return linear(g, activate(g, expanded, 'gelu'), exactly(output));
  };
}
