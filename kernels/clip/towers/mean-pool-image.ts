import type { GraphBuilder, Value } from '../onnx/graph.ts';
import { unfold } from '../onnx/sequence.ts';
import type { Projection } from './class-token-image.ts';
import type { Parameters } from './parameters.ts';
import { patchGrid } from './patch-embedding.ts';
import { patchStates, visionTransformer } from './vision-transformer.ts';
import type { VisionNames, VisionShape } from './vision-transformer.ts';

/**
 * A ViT whose embedding is the projected mean of its patches: `embedding` `[n, dimension]` and, if asked for, `patches`
 * `[n, rows * columns, dimension]`, whose mean is the embedding, so that an image's score is the mean of its patches' scores.
 */
export function meanPoolImage(
  g: GraphBuilder,
  parameters: Parameters,
  names: VisionNames,
  shape: VisionShape,
  projection: Omit<Projection, 'pool'>,
  wanted: readonly 'patches'[],
): { embedding: Value; patches?: Value } {
  const { rows: gridRows, columns } = patchGrid(shape);
  const states = visionTransformer(g, parameters, names, shape, 'all');
  const patches = names.classToken === undefined ? states : patchStates(g, states, gridRows * columns);
  const mean = g.node('ReduceMean', [unfold(g, patches), g.integers([1])], { keepdims: { int: 0 } });
  const embedding = projection.project(mean);
  if (!wanted.includes('patches')) return { embedding };
  const projected = {
    rows: projection.project(patches.rows),
    length: gridRows * columns,
    width: projection.dimension,
  };
  return { embedding, patches: unfold(g, projected) };
}
