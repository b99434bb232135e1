import { failure } from '../../protocol/failures/index.ts';
import { openaiPreset, siglipPreset } from '../preprocessing/presets.ts';
import { linearProjection } from '../towers/projections.ts';
import { tanhPooler } from '../towers/pooling.ts';
import type { BlockNames } from '../towers/transformer-block.ts';
import type { Parameters } from '../towers/parameters.ts';
import type { VisionNames, VisionShape } from '../towers/vision-transformer.ts';
import { assemble } from './assemble.ts';
import type { ImagePlan, TextPlan } from './assemble.ts';
import { unknownArchitecture } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { activationOf, clipVisionNames, clipVisionShape } from './clip-names.ts';
import type { Config } from './config.ts';
import type { Model } from './model.ts';
import { meanPoolPlan } from './mean-pool-plan.ts';
import { bertPlan, vitPlan } from './plans.ts';
import { choosePreset, describedPreset } from './preset-choice.ts';
import { stemOf } from './stem-config.ts';

/**
 * `VisionTextDualEncoderModel` of transformers (modeling_vision_text_dual_encoder.py) with a ViT or CLIP's vision tower and
 * a BERT. A ViT and a BERT are read through their poolers, tanh(Linear([CLS])), as transformers does, unless `pooling` in
 * `vision_config` or `text_config` says `mean` (of the patches, of the tokens) or, for a BERT, `first` ([CLS] as it is).
 * A ViT with `stem` in its `vision_config` has convolutions before its patches.
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
  const names = vitNames('vision_model', bias, parameters);
  if (poolingOf(config, ['pooler', 'mean']) === 'mean')
    return meanPoolPlan(parameters, names, shape, { dimension, project }, preset);
  return vitPlan(
    parameters,
    names,
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
  const pooling = poolingOf(config, ['pooler', 'mean', 'first']);
  const project = linearProjection(parameters, 'text_projection', dimension, shape.width);
  const tokenizer = { kind: 'transformers', folder, contextLength: shape.positions } as const;
  return bertPlan(parameters, 'text_model', shape, { pooling, project }, tokenizer);
}

/** `pooling` in a tower's configuration. Throws `config-unreadable` if it is none of `known`, whose first is the default. */
function poolingOf<Pooling extends string>(config: Config, known: readonly [Pooling, ...Pooling[]]): Pooling {
  const name = config.text('pooling', known[0]);
  const found = known.find(pooling => pooling === name);
  if (found !== undefined) return found;
  throw failure('config-unreadable', {
    path: config.path,
    problem: `pooling is ${name}, which is none of ${known.join(', ')}`,
  });
}

/** Defaults of transformers' ViTConfig. */
function vitShape(config: Config): VisionShape {
  const size = config.count('image_size', 224);
  const patch = config.count('patch_size', 16);
  return {
    width: config.count('hidden_size', 768),
    layers: config.count('num_hidden_layers', 12),
    heads: config.count('num_attention_heads', 12),
    mlpWidth: config.count('intermediate_size', 3072),
    patch,
    image: { width: size, height: size },
    activation: activationOf(config, 'hidden_act', 'gelu'),
    epsilon: config.number('layer_norm_eps', 1e-12),
    ...(config.has('stem') && { stem: stemOf(config, patch) }),
  };
}

/** A ViT that is read at the mean of its patches needs no class token and may be stored without one. */
function vitNames(prefix: string, bias: 'no-bias' | undefined, parameters: Parameters): VisionNames {
  const classToken = `${prefix}.embeddings.cls_token`;
  const hasNone = !parameters.has(classToken) && !parameters.has(`${prefix}.pooler.dense.weight`);
  return {
    stem: `${prefix}.stem`,
    patch: `${prefix}.embeddings.patch_embeddings.projection`,
    patchBias: 'bias',
    ...(!hasNone && { classToken: { name: classToken, lead: [1, 1] } }),
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
