import type { Activation } from '../onnx/activation.ts';
import type { TextShape } from '../towers/causal-text-transformer.ts';
import type { VisionShape } from '../towers/vision-transformer.ts';
import { activationOf } from './clip-names.ts';
import type { Config } from './config.ts';

/** Defaults of transformers' SiglipVisionConfig and Siglip2VisionConfig. */
export function siglipVisionShape(config: Config, family: 'siglip' | 'siglip2'): VisionShape {
  const patch = config.count('patch_size', 16);
  const side = Math.round(Math.sqrt(config.count('num_patches', 256)));
  const size = family === 'siglip2' ? side * patch : config.count('image_size', 224);
  return {
    width: config.count('hidden_size', 768),
    layers: config.count('num_hidden_layers', 12),
    heads: config.count('num_attention_heads', 12),
    mlpWidth: config.count('intermediate_size', 3072),
    patch,
    image: { width: size, height: size },
    ...(family === 'siglip2' && { patchLayout: 'flat' as const }),
    activation: activation(config),
    epsilon: config.number('layer_norm_eps', 1e-6),
  };
}

/** Defaults of transformers' SiglipTextConfig. */
export function siglipTextShape(config: Config): TextShape {
  return {
    width: config.count('hidden_size', 768),
    layers: config.count('num_hidden_layers', 12),
    heads: config.count('num_attention_heads', 12),
    mlpWidth: config.count('intermediate_size', 3072),
    vocabulary: config.count('vocab_size', 32000),
    context: config.count('max_position_embeddings', 64),
    activation: activation(config),
    epsilon: config.number('layer_norm_eps', 1e-6),
  };
}

function activation(config: Config): Activation {
  return activationOf(config, 'hidden_act', 'gelu_pytorch_tanh');
}
