import type { GraphBuilder, Value } from '../onnx/graph.ts';
import { unfold } from '../onnx/sequence.ts';
import type { Parameters } from './parameters.ts';
import { patchGrid } from './patch-embedding.ts';
import { classState, patchStates, visionTransformer } from './vision-transformer.ts';
import type { VisionNames, VisionShape } from './vision-transformer.ts';

/** What leads from a token's state to the joint space. */
export interface Projection {
  readonly dimension: number;
  /** Rows `[r, width]` → `[r, dimension]`. */
  project(rows: Value): Value;
  /** Stands between the class token's state and its projection, rows `[n, width]` → `[n, width]`. */
  pool?(state: Value): Value;
}

/**
 * A ViT whose embedding is its projected class token: `embedding` `[n, dimension]` and, if asked for, `patches`
 * `[n, rows * columns, dimension]`, every patch through the same final norm and projection.
 */
export function classTokenImage(
  g: GraphBuilder,
  parameters: Parameters,
  names: VisionNames,
  shape: VisionShape,
  projection: Projection,
  wanted: readonly 'patches'[],
): { embedding: Value; patches?: Value } {
  const all = wanted.includes('patches');
  const states = visionTransformer(g, parameters, names, shape, all ? 'all' : 'class');
  const state = classState(g, states);
  const embedding = projection.project(projection.pool?.(state) ?? state);
  if (!all) return { embedding };
  const grid = patchGrid(shape);
  const { rows, length } = patchStates(g, states, grid.rows * grid.columns);
  const projected = { rows: projection.project(rows), length, width: projection.dimension };
  return { embedding, patches: unfold(g, projected) };
}
