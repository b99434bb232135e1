import { mkdir, open, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Sizes of the two towers. */
export interface Shapes {
  readonly vision: {
    readonly layers: number;
    readonly width: number;
    readonly patch: number;
    readonly image: number;
  };
  readonly text: {
    readonly layers: number;
    readonly width: number;
    readonly context: number;
    readonly vocabulary: number;
  };
  readonly dim: number;
}

export const vitB32: Shapes = {
  vision: { layers: 12, width: 768, patch: 32, image: 224 },
  text: { layers: 12, width: 512, context: 77, vocabulary: 49408 },
  dim: 512,
};

/**
 * Writes a full-size open_clip checkpoint with seeded random weights, in the layout of the hub: 605 MB for ViT-B/32.
 * Weights follow OpenAI's initialisation scales (CLIP, `initialize_parameters`), so that activations stay in a real range.
 */
export async function writeCheckpoint(folder: string, shapes: Shapes): Promise<string> {
  await mkdir(folder, { recursive: true });
  const { vision, text, dim } = shapes;
  const config = {
    model_cfg: {
      embed_dim: dim,
      quick_gelu: true,
      vision_cfg: {
        image_size: vision.image,
        layers: vision.layers,
        width: vision.width,
        patch_size: vision.patch,
      },
      text_cfg: {
        context_length: text.context,
        vocab_size: text.vocabulary,
        width: text.width,
        heads: text.width / 64,
        layers: text.layers,
      },
    },
    preprocess_cfg: {
      mean: [0.48145466, 0.4578275, 0.40821073],
      std: [0.26862954, 0.26130258, 0.27577711],
    },
  };
  await writeFile(join(folder, 'open_clip_config.json'), JSON.stringify(config));
  const tensors = tensorsOf(shapes);
  const header: Record<string, { dtype: string; shape: number[]; data_offsets: [number, number] }> = {};
  let offset = 0;
  for (const { name, shape } of tensors) {
    const bytes = 4 * shape.reduce((product, size) => product * size, 1);
    header[name] = { dtype: 'F32', shape, data_offsets: [offset, (offset += bytes)] };
  }
  const json = Buffer.from(JSON.stringify(header).padEnd(Math.ceil(JSON.stringify(header).length / 8) * 8));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(json.length));
  const file = await open(join(folder, 'open_clip_model.safetensors'), 'w');
  try {
    await file.write(length);
    await file.write(json);
    const random = normals(7);
    for (const { shape, scale, mean } of tensors) {
      const values = new Float32Array(shape.reduce((product, size) => product * size, 1));
      for (let index = 0; index < values.length; index++) values[index] = mean + scale * random();
      await file.write(new Uint8Array(values.buffer));
    }
  } finally {
    await file.close();
  }
  return folder;
}

interface TensorPlan {
  readonly name: string;
  readonly shape: number[];
  readonly scale: number;
  readonly mean: number;
}

function tensorsOf({ vision, text, dim }: Shapes): TensorPlan[] {
  const tokens = (vision.image / vision.patch) ** 2 + 1;
  const plan = (name: string, shape: number[], scale: number, mean = 0): TensorPlan => ({
    name,
    shape,
    scale,
    mean,
  });
  const norm = (name: string, width: number): TensorPlan[] => [
    plan(`${name}.weight`, [width], 0.1, 1),
    plan(`${name}.bias`, [width], 0.1),
  ];
  const blocks = (prefix: string, layers: number, width: number): TensorPlan[] =>
    Array.from({ length: layers }, (_, layer) => `${prefix}.${layer}`).flatMap(block => [
      plan(`${block}.attn.in_proj_weight`, [3 * width, width], 1.5 * width ** -0.5),
      plan(`${block}.attn.in_proj_bias`, [3 * width], 0.02),
      plan(`${block}.attn.out_proj.weight`, [width, width], width ** -0.5),
      plan(`${block}.attn.out_proj.bias`, [width], 0.02),
      ...norm(`${block}.ln_1`, width),
      ...norm(`${block}.ln_2`, width),
      plan(`${block}.mlp.c_fc.weight`, [4 * width, width], width ** -0.5),
      plan(`${block}.mlp.c_fc.bias`, [4 * width], 0.02),
      plan(`${block}.mlp.c_proj.weight`, [width, 4 * width], (4 * width) ** -0.5),
      plan(`${block}.mlp.c_proj.bias`, [width], 0.02),
    ]);
  return [
    plan('logit_scale', [], 0, Math.log(100)),
    plan('positional_embedding', [text.context, text.width], 0.1),
    plan('text_projection', [text.width, dim], text.width ** -0.5),
    plan('visual.class_embedding', [vision.width], vision.width ** -0.5),
    plan('visual.positional_embedding', [tokens, vision.width], 0.2),
    plan('visual.proj', [vision.width, dim], vision.width ** -0.5),
    plan(
      'visual.conv1.weight',
      [vision.width, 3, vision.patch, vision.patch],
      (3 * vision.patch ** 2) ** -0.5,
    ),
    ...norm('visual.ln_pre', vision.width),
    ...norm('visual.ln_post', vision.width),
    ...blocks('visual.transformer.resblocks', vision.layers, vision.width),
    plan('token_embedding.weight', [text.vocabulary, text.width], 0.2),
    ...norm('ln_final', text.width),
    ...blocks('transformer.resblocks', text.layers, text.width),
  ];
}

/** Seeded normal numbers: mulberry32 and Box–Muller. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
  return () => Math.sqrt(-2 * Math.log(uniform() || 1e-12)) * Math.cos(2 * Math.PI * uniform());
}
