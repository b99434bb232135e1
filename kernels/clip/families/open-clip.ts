import type { Activation } from '../onnx/activation.ts';
import type { TextShape } from '../towers/causal-text-transformer.ts';
import type { VisionShape } from '../towers/vision-transformer.ts';
import { assemble } from './assemble.ts';
import type { ImagePlan, TextPlan } from './assemble.ts';
import { unknownArchitecture } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Config } from './config.ts';
import type { Model } from './model.ts';
import { nativeImage, nativeText } from './native-towers.ts';
import { openClipBert } from './open-clip-bert.ts';
import { tokenizerOf } from './open-clip-tokenizer.ts';
import { timmImage } from './timm-image.ts';
import { choosePreset } from './preset-choice.ts';
import type { ImageSize } from './preset-choice.ts';
import type { Preset } from '../preprocessing/preset.ts';
import { presetFromOpenClip } from '../preprocessing/preset-config.ts';

/**
 * An open_clip checkpoint with its `open_clip_config.json` (open_clip model.py: CLIPVisionCfg, CLIPTextCfg and their
 * defaults): its own ViT or a timm ViT, its own text transformer or a BERT. A timm ViT with a BERT is BiomedCLIP's family.
 */
export async function openClip(checkpoint: Checkpoint, config: Config): Promise<Model> {
  const model = config.has('model_cfg') ? config.section('model_cfg') : config;
  const dimension = model.count('embed_dim');
  const vision = model.section('vision_cfg');
  const text = model.section('text_cfg');
  const quick = model.flag('quick_gelu', false);
  const isTimm = vision.has('timm_model_name');
  const isBert = text.has('hf_model_name');
  const presetOf = (size: ImageSize): Preset => openClipPreset(config, size);
  const image = isTimm
    ? timmImage(checkpoint, vision, dimension, presetOf)
    : ownImage(checkpoint, vision, dimension, quick, presetOf);
  return assemble(checkpoint, {
    family: isTimm && isBert ? 'biomedclip' : 'open-clip',
    dimension,
    image,
    text: isBert ? openClipBert(checkpoint, text, dimension) : ownText(checkpoint, text, dimension, quick),
  });
}

function ownImage(
  checkpoint: Checkpoint,
  config: Config,
  dimension: number,
  quick: boolean,
  presetOf: (size: ImageSize) => Preset,
): ImagePlan {
  const { path, parameters } = checkpoint;
  if (Array.isArray(config.raw('layers'))) throw unknownArchitecture(path, 'an open_clip ResNet image tower');
  refuse(checkpoint, config, 'vision_cfg', {
    attentional_pool: false,
    pool_type: 'tok',
    ...unusualBlocks,
  });
  const shape = visionShape(config, quick);
  const preset = choosePreset(checkpoint.options, shape.image, presetOf(shape.image));
  return nativeImage(parameters, shape, dimension, preset);
}

function ownText(checkpoint: Checkpoint, config: Config, dimension: number, quick: boolean): TextPlan {
  refuse(checkpoint, config, 'text_cfg', {
    embed_cls: false,
    no_causal_mask: false,
    pool_type: 'argmax',
    proj_type: 'linear',
    ...unusualBlocks,
  });
  const shape = textShape(config, quick);
  return nativeText(checkpoint.parameters, shape, dimension, tokenizerOf(checkpoint, config, shape.context));
}

/** open_clip prepares images at the tower's size, whatever `preprocess_cfg` says (factory.py). */
function openClipPreset(config: Config, { height, width }: ImageSize): Preset {
  const preprocess = { ...config.section('preprocess_cfg').object, size: [height, width] };
  return presetFromOpenClip({ ...config.object, preprocess_cfg: preprocess }, config.path);
}

/** What open_clip's block can be set to that no supported checkpoint uses, and its usual value. */
const unusualBlocks = {
  ls_init_value: null,
  qk_norm: false,
  scaled_cosine_attn: false,
  scale_heads: false,
  scale_attn_inner: false,
  scale_attn: false,
  scale_fc: false,
} as const;

function refuse(
  { path }: Checkpoint,
  config: Config,
  section: string,
  usual: Readonly<Record<string, unknown>>,
): void {
  for (const [key, value] of Object.entries(usual)) {
    if (config.has(key) && config.raw(key) !== value)
      throw unknownArchitecture(
        path,
        `an open_clip model with ${section}.${key} = ${JSON.stringify(config.raw(key))}`,
      );
  }
}

function visionShape(config: Config, quick: boolean): VisionShape {
  const width = config.count('width', 768);
  const size = config.raw('image_size');
  const [height, imageWidth] = Array.isArray(size) ? (size as unknown[]) : [size ?? 224, size ?? 224];
  const image = { height: Number(height), width: Number(imageWidth) };
  return {
    width,
    layers: config.count('layers', 12),
    heads: Math.floor(width / config.count('head_width', 64)),
    mlpWidth: Math.floor(width * config.number('mlp_ratio', 4)),
    patch: config.count('patch_size', 16),
    image,
    activation: activationOf(config, quick),
    epsilon: config.section('norm_kwargs').number('eps', 1e-5),
  };
}

function textShape(config: Config, quick: boolean): TextShape {
  const width = config.count('width', 512);
  return {
    width,
    layers: config.count('layers', 12),
    heads: config.count('heads', 8),
    mlpWidth: Math.floor(width * config.number('mlp_ratio', 4)),
    vocabulary: config.count('vocab_size', 49408),
    context: config.count('context_length', 77),
    activation: activationOf(config, quick),
    epsilon: config.section('norm_kwargs').number('eps', 1e-5),
  };
}

function activationOf(config: Config, quick: boolean): Activation {
  if (quick) return 'quick-gelu';
  return config.section('act_kwargs').text('approximate', 'none') === 'tanh' ? 'gelu-tanh' : 'gelu';
}
