import { linear } from '../onnx/linear.ts';
import { extent } from '../onnx/operators.ts';
import { rowAt, unfold } from '../onnx/sequence.ts';
import { siglipPreset } from '../preprocessing/presets.ts';
import { attentionPool } from '../towers/attention-pool.ts';
import type { TextShape } from '../towers/causal-text-transformer.ts';
import { fullInputs, fullTextTransformer } from '../towers/full-text-transformer.ts';
import { linearAt } from '../towers/parameters.ts';
import { patchGrid } from '../towers/patch-embedding.ts';
import { pixelsInput, visionTransformer } from '../towers/vision-transformer.ts';
import type { VisionNames, VisionShape } from '../towers/vision-transformer.ts';
import { assemble } from './assemble.ts';
import type { ImagePlan, TextPlan } from './assemble.ts';
import { unknownArchitecture } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { clipBlock, clipTextNames } from './clip-names.ts';
import type { Config } from './config.ts';
import type { Model } from './model.ts';
import { choosePreset, describedPreset } from './preset-choice.ts';
import { siglipTextShape, siglipVisionShape } from './siglip-sizes.ts';

/**
 * `SiglipModel` (modeling_siglip.py; the fixed-size SigLIP 2 checkpoints and MedSigLIP too) and `Siglip2Model`
 * (modeling_siglip2.py, NaFlex). A NaFlex tower is run at one square size, the one its position table is for: the whole
 * image is squeezed into it, where the reference keeps the aspect ratio.
 */
export async function siglip(
  checkpoint: Checkpoint,
  config: Config,
  family: 'siglip' | 'siglip2',
): Promise<Model> {
  const visionConfig = config.section('vision_config');
  if (!visionConfig.flag('vision_use_head', true))
    throw unknownArchitecture(checkpoint.path, 'a SigLIP without its attention pool');
  const vision = siglipVisionShape(visionConfig, family);
  const text = siglipTextShape(config.section('text_config'));
  const dimension = vision.width;
  const notes =
    family === 'siglip2'
      ? [
          `Images are squeezed to ${vision.image.width}×${vision.image.height}; the reference keeps their aspect ratio (NaFlex).`,
        ]
      : [];
  return assemble(checkpoint, {
    family,
    dimension,
    notes,
    image: await imagePlan(checkpoint, vision),
    text: textPlan(checkpoint, text, dimension),
  });
}

/** `patches` are the states after the final norm: SigLIP has no projection, its tower is as wide as the joint space. */
async function imagePlan(checkpoint: Checkpoint, shape: VisionShape): Promise<ImagePlan> {
  const { parameters, folder, options } = checkpoint;
  const { image } = shape;
  // A NaFlex configuration names patches in place of a size.
  const described = await describedPreset(
    folder,
    siglipPreset(image.width),
    shape.patchLayout === 'flat' ? { size: { height: image.height, width: image.width } } : {},
  );
  const prefix = 'vision_model';
  const names: VisionNames = {
    patch: `${prefix}.embeddings.patch_embedding`,
    patchBias: 'bias',
    positions: { name: `${prefix}.embeddings.position_embedding.weight`, lead: [] },
    block: clipBlock(prefix),
    finalNorm: `${prefix}.post_layernorm`,
  };
  return {
    preset: choosePreset(options, shape.image, described),
    shape: { layers: shape.layers, width: shape.width, heads: shape.heads, patch: shape.patch },
    grid: patchGrid(shape),
    build(g, wanted) {
      const states = visionTransformer(g, parameters, names, shape, 'all');
      const count = extent(g, pixelsInput, 0);
      const embedding = attentionPool(g, parameters, `${prefix}.head`, shape, states, count);
      return wanted.includes('patches') ? { embedding, patches: unfold(g, states) } : { embedding };
    },
  };
}

function textPlan({ parameters, folder }: Checkpoint, shape: TextShape, dimension: number): TextPlan {
  return {
    tokenizer: { kind: 'transformers', folder, contextLength: shape.context },
    shape: { layers: shape.layers, width: shape.width, heads: shape.heads, vocabulary: shape.vocabulary },
    padding: 'full',
    inputs: fullInputs,
    build(g, wanted) {
      const head = linearAt(parameters, 'text_model.head', dimension, shape.width);
      const names = clipTextNames('text_model');
      const all = wanted.includes('tokens');
      const states = fullTextTransformer(g, parameters, names, shape, all ? 'all' : 'last');
      if (!all) return { embedding: linear(g, states.rows, head) };
      return { embedding: linear(g, rowAt(g, states, -1), head), tokens: unfold(g, states) };
    },
  };
}
