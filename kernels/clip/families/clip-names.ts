import type { Activation } from '../onnx/activation.ts';
import type { TextNames, TextShape } from '../towers/causal-text-transformer.ts';
import type { BlockNames } from '../towers/transformer-block.ts';
import type { VisionNames, VisionShape } from '../towers/vision-transformer.ts';
import type { Config } from './config.ts';
import { failure } from '../../protocol/failures/index.ts';

/** Blocks as transformers names them in CLIP and SigLIP. */
export function clipBlock(prefix: string): (layer: number) => BlockNames {
  return layer => {
    const block = `${prefix}.encoder.layers.${layer}`;
    return {
      attention: {
        query: `${block}.self_attn.q_proj`,
        key: `${block}.self_attn.k_proj`,
        value: `${block}.self_attn.v_proj`,
      },
      attentionOutput: `${block}.self_attn.out_proj`,
      firstNorm: `${block}.layer_norm1`,
      secondNorm: `${block}.layer_norm2`,
      mlpInput: `${block}.mlp.fc1`,
      mlpOutput: `${block}.mlp.fc2`,
    };
  };
}

/** CLIP's vision tower at `prefix` (`pre_layrnorm` is how transformers spells it). */
export function clipVisionNames(prefix: string): VisionNames {
  return {
    patch: `${prefix}.embeddings.patch_embedding`,
    patchBias: 'no-bias',
    classToken: { name: `${prefix}.embeddings.class_embedding`, lead: [] },
    positions: { name: `${prefix}.embeddings.position_embedding.weight`, lead: [] },
    preNorm: `${prefix}.pre_layrnorm`,
    block: clipBlock(prefix),
    finalNorm: `${prefix}.post_layernorm`,
  };
}

/** CLIP's and SigLIP's text tower at `prefix`. */
export function clipTextNames(prefix: string): TextNames {
  return {
    tokens: `${prefix}.embeddings.token_embedding.weight`,
    positions: `${prefix}.embeddings.position_embedding.weight`,
    block: clipBlock(prefix),
    finalNorm: `${prefix}.final_layer_norm`,
  };
}

/** Sizes in a `vision_config`, with the defaults of transformers' CLIPVisionConfig. */
export function clipVisionShape(config: Config): VisionShape {
  const size = config.count('image_size', 224);
  return {
    width: config.count('hidden_size', 768),
    layers: config.count('num_hidden_layers', 12),
    heads: config.count('num_attention_heads', 12),
    mlpWidth: config.count('intermediate_size', 3072),
    patch: config.count('patch_size', 32),
    image: { width: size, height: size },
    activation: activationOf(config, 'hidden_act', 'quick_gelu'),
    epsilon: config.number('layer_norm_eps', 1e-5),
  };
}

/** Sizes in a `text_config`, with the defaults of transformers' CLIPTextConfig. */
export function clipTextShape(config: Config): TextShape {
  return {
    width: config.count('hidden_size', 512),
    layers: config.count('num_hidden_layers', 12),
    heads: config.count('num_attention_heads', 8),
    mlpWidth: config.count('intermediate_size', 2048),
    vocabulary: config.count('vocab_size', 49408),
    context: config.count('max_position_embeddings', 77),
    activation: activationOf(config, 'hidden_act', 'quick_gelu'),
    epsilon: config.number('layer_norm_eps', 1e-5),
  };
}

/** An activation by transformers' name for it (ACT2FN). Throws `config-unreadable` for one that no supported model uses. */
export function activationOf(config: Config, key: string, fallback: string): Activation {
  const name = config.text(key, fallback);
  const activation = activations.get(name);
  if (activation === undefined) {
    throw failure('config-unreadable', {
      path: config.path,
      problem: `${key} is ${name}, which is none of ${[...activations.keys()].join(', ')}`,
    });
  }
  return activation;
}

const activations: ReadonlyMap<string, Activation> = new Map([
  ['gelu', 'gelu'],
  ['gelu_python', 'gelu'],
  ['quick_gelu', 'quick-gelu'],
  ['gelu_pytorch_tanh', 'gelu-tanh'],
  ['gelu_new', 'gelu-tanh'],
  ['gelu_fast', 'gelu-tanh'],
  ['relu', 'relu'],
  ['silu', 'silu'],
  ['swish', 'silu'],
  ['tanh', 'tanh'],
]);
