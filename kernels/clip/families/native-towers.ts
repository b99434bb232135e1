import type { Preset } from '../preprocessing/preset.ts';
import type { TokenizerSource } from '../tokenizers/tokenizer.ts';
import type { TextShape } from '../towers/causal-text-transformer.ts';
import type { Parameters } from '../towers/parameters.ts';
import { linearProjection } from '../towers/projections.ts';
import type { BlockNames } from '../towers/transformer-block.ts';
import type { VisionShape } from '../towers/vision-transformer.ts';
import type { ImagePlan, TextPlan } from './assemble.ts';
import { causalTextPlan, vitPlan } from './plans.ts';

/** The ViT of openai/CLIP and open_clip under `visual.`, whose names open_clip keeps. */
export function nativeImage(
  parameters: Parameters,
  shape: VisionShape,
  dimension: number,
  preset: Preset,
): ImagePlan {
  const names = {
    patch: 'visual.conv1',
    patchBias: 'no-bias',
    classToken: { name: 'visual.class_embedding', lead: [] },
    positions: { name: 'visual.positional_embedding', lead: [] },
    ...(parameters.has('visual.ln_pre.weight') && { preNorm: 'visual.ln_pre' }),
    block: nativeBlock('visual.'),
    finalNorm: 'visual.ln_post',
  } as const;
  const project = linearProjection(parameters, 'visual.proj', dimension, shape.width);
  return vitPlan(parameters, names, shape, { dimension, project }, preset);
}

/** Their text transformer, at the top level or under `text.` (open_clip's CustomTextCLIP). */
export function nativeText(
  parameters: Parameters,
  shape: TextShape,
  dimension: number,
  tokenizer: TokenizerSource,
): TextPlan {
  const prefix = parameters.has('text.token_embedding.weight') ? 'text.' : '';
  const names = {
    tokens: `${prefix}token_embedding.weight`,
    positions: `${prefix}positional_embedding`,
    block: nativeBlock(prefix),
    finalNorm: `${prefix}ln_final`,
  };
  const project = linearProjection(parameters, `${prefix}text_projection`, dimension, shape.width);
  return causalTextPlan(parameters, names, shape, project, tokenizer);
}

function nativeBlock(prefix: string): (layer: number) => BlockNames {
  return layer => {
    const block = `${prefix}transformer.resblocks.${layer}`;
    return {
      attention: { weight: `${block}.attn.in_proj_weight`, bias: `${block}.attn.in_proj_bias` },
      attentionOutput: `${block}.attn.out_proj`,
      firstNorm: `${block}.ln_1`,
      secondNorm: `${block}.ln_2`,
      mlpInput: `${block}.mlp.c_fc`,
      mlpOutput: `${block}.mlp.c_proj`,
    };
  };
}
