import type { Activation } from '../onnx/activation.ts';
import type { TextShape } from '../towers/causal-text-transformer.ts';
import type { VisionShape } from '../towers/vision-transformer.ts';
import { countLayers, extentOf, unknownArchitecture } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';

/** Sizes of both towers and of the joint space. */
export interface NativeSizes {
  readonly vision: VisionShape;
  readonly text: TextShape;
  readonly dimension: number;
}

/**
 * Sizes of a checkpoint without a configuration, from the shapes of its tensors as openai/CLIP `build_model` does: heads
 * are width / 64, but for open_clip's ViT-H/14, g/14 and bigG/14, whose heads are 80, 88 and 104 wide (its model_configs).
 */
export function sizesFromShapes(checkpoint: Checkpoint, activation: Activation): NativeSizes {
  const { parameters, path } = checkpoint;
  const extent = (name: string, axis: number): number => extentOf(checkpoint, name, axis);
  const patches = extent('visual.positional_embedding', 0) - 1;
  const side = Math.round(Math.sqrt(patches));
  if (side * side !== patches)
    throw unknownArchitecture(path, `a ViT with ${patches} patches, which make no square`);
  const patch = extent('visual.conv1.weight', 2);
  const width = extent('visual.conv1.weight', 0);
  const textWidth = extent('ln_final.weight', 0);
  return {
    dimension: extent('text_projection', 1),
    vision: {
      width,
      layers: countLayers(parameters, layer => `visual.transformer.resblocks.${layer}.ln_1.weight`),
      heads: headCount(checkpoint, width, headWidthOf(width)),
      mlpWidth: extent('visual.transformer.resblocks.0.mlp.c_fc.weight', 0),
      patch,
      image: { width: side * patch, height: side * patch },
      activation,
      epsilon: 1e-5,
    },
    text: {
      width: textWidth,
      layers: countLayers(parameters, layer => `transformer.resblocks.${layer}.ln_1.weight`),
      heads: headCount(checkpoint, textWidth, 64),
      mlpWidth: extent('transformer.resblocks.0.mlp.c_fc.weight', 0),
      vocabulary: extent('token_embedding.weight', 0),
      context: extent('positional_embedding', 0),
      activation,
      epsilon: 1e-5,
    },
  };
}

/** Width of one head in a ViT `width` wide, in open_clip's and timm's model tables. */
export function headWidthOf(width: number): number {
  return headWidths.get(width) ?? 64;
}

const headWidths: ReadonlyMap<number, number> = new Map([
  [1280, 80],
  [1408, 88],
  [1664, 104],
]);

function headCount({ path }: Checkpoint, width: number, headWidth: number): number {
  if (width % headWidth !== 0)
    throw unknownArchitecture(path, `a transformer ${width} wide, no multiple of ${headWidth}`);
  return width / headWidth;
}
