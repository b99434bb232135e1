import { openaiPreset, siglipPreset } from '../preprocessing/presets.ts';
import { linearProjection } from '../towers/projections.ts';
import { tanhPooler } from '../towers/pooling.ts';
import type { BlockNames } from '../towers/transformer-block.ts';
import type { VisionNames } from '../towers/vision-transformer.ts';
import { assemble } from './assemble.ts';
import type { ImagePlan, TextPlan } from './assemble.ts';
import { unknownArchitecture } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { activationOf, clipVisionNames, clipVisionShape } from './clip-names.ts';
import type { Config } from './config.ts';
import type { Model } from './model.ts';
import { bertPlan, vitPlan } from './plans.ts';
import { choosePreset, describedPreset } from './preset-choice.ts';

/**
 * `VisionTextDualEncoderModel` of transformers (modeling_vision_text_dual_encoder.py) with a ViT or CLIP's vision tower and
 * a BERT. A ViT and a BERT are read through their poolers, tanh(Linear([CLS])).
 */
export async function dualEncoder(checkpoint: Checkpoint, config: Config): Promise<Model> {
  const dimension = config.count('projection_dim', 512);
  return assemble(checkpoint, {
    family: 'vision-text-dual-encoder',
    dimension,
    image: await imagePlan(checkpoint, config.section('vision_config'), dimension),
    text: textPlan(checkpoint, config.section('text_config'), dimension),
  });
}

async function imagePlan(checkpoint: Checkpoint, config: Config, dimension: number): Promise<ImagePlan> {
  const { parameters, path, folder, options } = checkpoint;
  const type = config.text('model_type', '');
  if (type !== 'vit' && type !== 'clip_vision_model')
    throw unknownArchitecture(path, `a VisionTextDualEncoderModel with the vision tower ${type}`);
  const isVit = type === 'vit';
  const shape = isVit ? vitShape(config) : clipVisionShape(config);
  const fallback = (isVit ? siglipPreset : openaiPreset)(shape.image.width);
  const described = await describedPreset(folder, fallback);
  const preset = choosePreset(options, shape.image, described);
  const project = linearProjection(parameters, 'visual_projection', dimension, shape.width);
  if (!isVit) {
    const names = clipVisionNames('vision_model.vision_model');
    return vitPlan(parameters, names, shape, { dimension, project }, preset);
  }
  const bias = config.flag('qkv_bias', true) ? undefined : 'no-bias';
  const pooler = 'vision_model.pooler';
  return vitPlan(
    parameters,
    vitNames('vision_model', bias),
    shape,
    { dimension, project, pool: (g, state) => tanhPooler(g, parameters, pooler, shape.width, state) },
    preset,
  );
}

function textPlan(checkpoint: Checkpoint, config: Config, dimension: number): TextPlan {
  const { parameters, folder, path } = checkpoint;
  const type = config.text('model_type', '');
  if (type !== 'bert')
    throw unknownArchitecture(path, `a VisionTextDualEncoderModel with the text tower ${type}`);
  const shape = {
    width: config.count('hidden_size', 768),
    layers: config.count('num_hidden_layers', 12),
    heads: config.count('num_attention_heads', 12),
    mlpWidth: config.count('intermediate_size', 3072),
    vocabulary: config.count('vocab_size', 30522),
    positions: config.count('max_position_embeddings', 512),
    segments: config.count('type_vocab_size', 2),
    activation: activationOf(config, 'hidden_act', 'gelu'),
    epsilon: config.number('layer_norm_eps', 1e-12),
  };
  const project = linearProjection(parameters, 'text_projection', dimension, shape.width);
  const tokenizer = { kind: 'transformers', folder, contextLength: shape.positions } as const;
  return bertPlan(parameters, 'text_model', shape, { pooling: 'pooler', project }, tokenizer);
}

/** Defaults of transformers' ViTConfig. */
function vitShape(config: Config): ReturnType<typeof clipVisionShape> {
  const size = config.count('image_size', 224);
  return {
    width: config.count('hidden_size', 768),
    layers: config.count('num_hidden_layers', 12),
    heads: config.count('num_attention_heads', 12),
    mlpWidth: config.count('intermediate_size', 3072),
    patch: config.count('patch_size', 16),
    image: { width: size, height: size },
    activation: activationOf(config, 'hidden_act', 'gelu'),
    epsilon: config.number('layer_norm_eps', 1e-12),
  };
}

function vitNames(prefix: string, bias: 'no-bias' | undefined): VisionNames {
  return {
    patch: `${prefix}.embeddings.patch_embeddings.projection`,
    patchBias: 'bias',
    classToken: { name: `${prefix}.embeddings.cls_token`, lead: [1, 1] },
    positions: { name: `${prefix}.embeddings.position_embeddings`, lead: [1] },
    block: layer => vitBlock(`${prefix}.encoder.layer.${layer}`, bias),
    finalNorm: `${prefix}.layernorm`,
  };
}

function vitBlock(block: string, bias: 'no-bias' | undefined): BlockNames {
  return {
    attention: {
      query: `${block}.attention.attention.query`,
      key: `${block}.attention.attention.key`,
      value: `${block}.attention.attention.value`,
      ...(bias !== undefined && { bias }),
    },
    attentionOutput: `${block}.attention.output.dense`,
    firstNorm: `${block}.layernorm_before`,
    secondNorm: `${block}.layernorm_after`,
    mlpInput: `${block}.intermediate.dense`,
    mlpOutput: `${block}.output.dense`,
  };
}
