import type { GraphBuilder, Value } from '../onnx/graph.ts';
import { linear } from '../onnx/linear.ts';
import type { Linear } from '../onnx/linear.ts';
import { unfold } from '../onnx/sequence.ts';
import type { Parameters } from './parameters.ts';
import { patchGrid } from './patch-embedding.ts';
import { classState, patchStates, visionTransformer } from './vision-transformer.ts';
import type { VisionNames, VisionShape } from './vision-transformer.ts';

/**
 * A ViT whose embedding is its projected class token: `embedding` `[n, dim]` and, if asked for, `patches`
 * `[n, rows * columns, dim]`, every patch through the same final norm and projection. `pool` may stand between the class
 * token's state and its projection.
 */
export function classTokenImage(
  g: GraphBuilder,
  parameters: Parameters,
  names: VisionNames,
  shape: VisionShape,
  { projection, pool }: { projection: Linear; pool?: (state: Value) => Value },
  patches: 'patches' | 'no-patches',
): { embedding: Value; patches?: Value } {
  const states = visionTransformer(g, parameters, names, shape, patches === 'patches' ? 'all' : 'class');
  const state = classState(g, states);
  const embedding = linear(g, pool?.(state) ?? state, projection);
  if (patches === 'no-patches') return { embedding };
  const grid = patchGrid(shape);
  const { rows, length } = patchStates(g, states, grid.rows * grid.columns);
  const projected = { rows: linear(g, rows, projection), length, width: projection.outputs };
  return { embedding, patches: unfold(g, projected) };
}
