import type { Preset } from '../preprocessing/preset.ts';
import { meanPoolImage } from '../towers/mean-pool-image.ts';
import type { Parameters } from '../towers/parameters.ts';
import { patchGrid } from '../towers/patch-embedding.ts';
import type { Project } from '../towers/projections.ts';
import type { VisionNames, VisionShape } from '../towers/vision-transformer.ts';
import type { ImagePlan } from './assemble.ts';

/** A ViT that is read at the mean of its patches. */
export function meanPoolPlan(
  parameters: Parameters,
  names: VisionNames,
  shape: VisionShape,
  { dimension, project }: { dimension: number; project: Project },
  preset: Preset,
): ImagePlan {
  return {
    preset,
    shape: { layers: shape.layers, width: shape.width, heads: shape.heads, patch: shape.patch },
    grid: patchGrid(shape),
    build: (g, wanted) =>
      meanPoolImage(
        g,
        parameters,
        names,
        shape,
        { dimension, project: (rows: string) => project(g, rows) },
        wanted,
      ),
  };
}
