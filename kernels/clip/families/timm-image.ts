import { linearProjection, mlpProjection } from '../towers/projections.ts';
import type { Project } from '../towers/projections.ts';
import type { VisionNames, VisionShape } from '../towers/vision-transformer.ts';
import type { ImagePlan } from './assemble.ts';
import { countLayers, extentOf, unknownArchitecture } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Config } from './config.ts';
import { headWidthOf } from './native-sizes.ts';
import { vitPlan } from './plans.ts';
import { choosePreset } from './preset-choice.ts';
import type { ImageSize } from './preset-choice.ts';
import type { Preset } from '../preprocessing/preset.ts';

const trunk = 'visual.trunk';

/**
 * open_clip's `TimmModel` around a timm VisionTransformer (timm vision_transformer.py): class token, norm ε 1e-6, exact
 * GELU. Sizes come from shapes, because a timm name stands for settings that lie in timm's code.
 */
export function timmImage(
  checkpoint: Checkpoint,
  config: Config,
  dimension: number,
  presetOf: (size: ImageSize) => Preset,
): ImagePlan {
  const { parameters } = checkpoint;
  const name = config.text('timm_model_name', '');
  refuseOthers(checkpoint, config, name);
  const shape = shapeOf(checkpoint, config, name);
  const names: VisionNames = {
    patch: `${trunk}.patch_embed.proj`,
    patchBias: parameters.has(`${trunk}.patch_embed.proj.bias`) ? 'bias' : 'no-bias',
    classToken: { name: `${trunk}.cls_token`, lead: [1, 1] },
    positions: { name: `${trunk}.pos_embed`, lead: [1] },
    ...(parameters.has(`${trunk}.norm_pre.weight`) && { preNorm: `${trunk}.norm_pre` }),
    block: timmBlock,
    finalNorm: `${trunk}.norm`,
  };
  const project = projectionOf(checkpoint, config, dimension, shape.width);
  const preset = choosePreset(checkpoint.options, shape.image, presetOf(shape.image));
  return vitPlan(parameters, names, shape, { dimension, project }, preset);
}

function shapeOf(checkpoint: Checkpoint, config: Config, name: string): VisionShape {
  const extent = (tensor: string, axis: number): number => extentOf(checkpoint, `${trunk}.${tensor}`, axis);
  const width = extent('cls_token', 2);
  const size = config.count('image_size', 224);
  return {
    width,
    layers: countLayers(checkpoint.parameters, layer => `${timmBlock(layer).firstNorm}.weight`),
    heads: Math.max(1, Math.floor(width / headWidthOf(width))),
    mlpWidth: extent('blocks.0.mlp.fc1.weight', 0),
    patch: extent('patch_embed.proj.weight', 2),
    image: { width: size, height: size },
    activation: name.includes('quickgelu') ? 'quick-gelu' : 'gelu',
    epsilon: name.includes('_clip_') ? 1e-5 : 1e-6,
  };
}

function refuseOthers({ path, parameters }: Checkpoint, config: Config, name: string): void {
  const found = (what: string): Error =>
    unknownArchitecture(path, `an open_clip model with the timm tower ${name}${what}`);
  if (!name.startsWith('vit_') || !parameters.has(`${trunk}.cls_token`))
    throw found(', which is no ViT with a class token');
  const pool = config.text('timm_pool', 'avg');
  if (!['', 'tok', 'token'].includes(pool)) throw found(` and timm_pool ${pool}`);
  for (const part of ['blocks.0.ls1.gamma', 'blocks.0.attn.q_norm.weight', 'reg_token', 'fc_norm.weight'])
    if (parameters.has(`${trunk}.${part}`)) throw found(`, which has ${part}`);
}

function projectionOf(
  { path, parameters }: Checkpoint,
  config: Config,
  dimension: number,
  width: number,
): Project {
  const type = config.text('timm_proj', 'linear');
  if (type === 'linear') return linearProjection(parameters, 'visual.head.proj', dimension, width);
  if (type !== 'mlp') throw unknownArchitecture(path, `an open_clip image tower with timm_proj ${type}`);
  const layers = { first: 'visual.head.mlp.fc1', second: 'visual.head.mlp.fc2' };
  return mlpProjection(parameters, layers, { dimension, inner: 2 * dimension, width });
}

function timmBlock(layer: number): ReturnType<VisionNames['block']> {
  const block = `${trunk}.blocks.${layer}`;
  return {
    attention: { weight: `${block}.attn.qkv.weight`, bias: `${block}.attn.qkv.bias` },
    attentionOutput: `${block}.attn.proj`,
    firstNorm: `${block}.norm1`,
    secondNorm: `${block}.norm2`,
    mlpInput: `${block}.mlp.fc1`,
    mlpOutput: `${block}.mlp.fc2`,
  };
}
