import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** A checkpoint's tensors by name. */
export type Tensors = Map<string, { shape: number[]; data: Float32Array }>;

export const sizes = {
  vision: { width: 24, layers: 2, heads: 3, mlp: 40, patch: 4, side: 12 },
  text: { width: 16, layers: 3, heads: 2, mlp: 32, context: 10, vocabulary: 40 },
  dimension: 12,
} as const;

/** Random tensors of a `CLIPModel` of these sizes. */
export function tinyClip(): Tensors {
  const tensors: Tensors = new Map();
  let state = 0x2545f491;
  const random = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 31 - 1;
  };
  const add = (name: string, shape: number[], center = 0): void => {
    const length = shape.reduce((product, extent) => product * extent, 1);
    tensors.set(name, { shape, data: Float32Array.from({ length }, () => center + 0.4 * random()) });
  };
  const linear = (name: string, outputs: number, inputs: number, bias = true): void => {
    add(`${name}.weight`, [outputs, inputs]);
    if (bias) add(`${name}.bias`, [outputs]);
  };
  const norm = (name: string, width: number): void => {
    add(`${name}.weight`, [width], 1);
    add(`${name}.bias`, [width]);
  };
  const { vision, text, dimension } = sizes;
  for (const [tower, { width, layers, mlp }] of [
    ['vision_model', vision],
    ['text_model', text],
  ] as const) {
    for (let layer = 0; layer < layers; layer++) {
      const block = `${tower}.encoder.layers.${layer}`;
      for (const part of ['q', 'k', 'v', 'out']) linear(`${block}.self_attn.${part}_proj`, width, width);
      norm(`${block}.layer_norm1`, width);
      norm(`${block}.layer_norm2`, width);
      linear(`${block}.mlp.fc1`, mlp, width);
      linear(`${block}.mlp.fc2`, width, mlp);
    }
  }
  add('vision_model.embeddings.class_embedding', [vision.width]);
  add('vision_model.embeddings.patch_embedding.weight', [vision.width, 3, vision.patch, vision.patch]);
  add('vision_model.embeddings.position_embedding.weight', [
    (vision.side / vision.patch) ** 2 + 1,
    vision.width,
  ]);
  norm('vision_model.pre_layrnorm', vision.width);
  norm('vision_model.post_layernorm', vision.width);
  linear('visual_projection', dimension, vision.width, false);
  add('text_model.embeddings.token_embedding.weight', [text.vocabulary, text.width]);
  add('text_model.embeddings.position_embedding.weight', [text.context, text.width]);
  norm('text_model.final_layer_norm', text.width);
  linear('text_projection', dimension, text.width, false);
  tensors.set('logit_scale', { shape: [], data: Float32Array.of(Math.log(100)) });
  return tensors;
}

/** `config.json` for these sizes. */
export function tinyConfig(): Record<string, unknown> {
  const { vision, text, dimension } = sizes;
  return {
    model_type: 'clip',
    projection_dim: dimension,
    vision_config: {
      hidden_size: vision.width,
      num_hidden_layers: vision.layers,
      num_attention_heads: vision.heads,
      intermediate_size: vision.mlp,
      patch_size: vision.patch,
      image_size: vision.side,
      hidden_act: 'quick_gelu',
    },
    text_config: {
      hidden_size: text.width,
      num_hidden_layers: text.layers,
      num_attention_heads: text.heads,
      intermediate_size: text.mlp,
      max_position_embeddings: text.context,
      vocab_size: text.vocabulary,
      hidden_act: 'gelu',
    },
  };
}

/** Writes a folder as `save_pretrained` would. */
export function writeFolder(folder: string, tensors: Tensors, config: Record<string, unknown>): string {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'model.safetensors'), safetensors(tensors));
  return folder;
}

/** The bytes of a safetensors file. */
export function safetensors(tensors: Tensors): Buffer {
  let offset = 0;
  const header: Record<string, unknown> = {};
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const text = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([length, text, ...[...tensors.values()].map(({ data }) => Buffer.from(data.buffer))]);
}
