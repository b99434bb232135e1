import { causalTextTransformer, packInputs } from '../towers/causal-text-transformer.ts';
import { classTokenImage } from '../towers/class-token-image.ts';
import { linearAt } from '../towers/parameters.ts';
import { patchGrid } from '../towers/patch-embedding.ts';
import { linear } from '../onnx/linear.ts';
import { unfold } from '../onnx/sequence.ts';
import { assemble } from './assemble.ts';
import type { ImagePlan, TextPlan } from './assemble.ts';
import type { Checkpoint } from './checkpoint.ts';
import { clipTextNames, clipTextShape, clipVisionNames, clipVisionShape } from './clip-names.ts';
import type { Config } from './config.ts';
import type { Model } from './model.ts';
import { choosePreset } from './preset-choice.ts';

/**
 * `CLIPModel` of transformers (modeling_clip.py), `config.json` of today or of before 2023, when the towers' settings
 * lay in `text_config_dict` and `vision_config_dict`, which win where they exist. The end token is the last one that the
 * tokenizer writes, which is what both readings of `eos_token_id` (argmax of ids for the legacy value 2) come to.
 */
export async function huggingFaceClip(checkpoint: Checkpoint, config: Config): Promise<Model> {
  const dimension = config.count('projection_dim', 512);
  return assemble(checkpoint, {
    family: 'clip',
    dimension,
    image: await imagePlan(checkpoint, towerConfig(config, 'vision'), dimension),
    text: textPlan(checkpoint, towerConfig(config, 'text'), dimension),
  });
}

async function imagePlan(checkpoint: Checkpoint, config: Config, dimension: number): Promise<ImagePlan> {
  const { parameters } = checkpoint;
  const shape = clipVisionShape(config);
  const names = clipVisionNames('vision_model');
  return {
    preset: await choosePreset(checkpoint, shape.image, 'openai'),
    shape: { layers: shape.layers, width: shape.width, heads: shape.heads, patch: shape.patch },
    grid: patchGrid(shape),
    build(g, wanted) {
      const projection = linearAt(parameters, 'visual_projection', dimension, shape.width, 'no-bias');
      const patches = wanted.includes('patches') ? 'patches' : 'no-patches';
      return classTokenImage(g, parameters, names, shape, { projection }, patches);
    },
  };
}

function textPlan({ parameters, folder }: Checkpoint, config: Config, dimension: number): TextPlan {
  const shape = clipTextShape(config);
  return {
    tokenizer: { kind: 'transformers', folder, contextLength: shape.context },
    shape: { layers: shape.layers, width: shape.width, heads: shape.heads },
    padding: 'pack',
    inputs: packInputs,
    build(g, wanted) {
      const projection = linearAt(parameters, 'text_projection', dimension, shape.width, 'no-bias');
      const all = wanted.includes('tokens') ? 'all' : 'end';
      const { end, tokens } = causalTextTransformer(g, parameters, clipTextNames('text_model'), shape, all);
      const embedding = linear(g, end, projection);
      return tokens === undefined ? { embedding } : { embedding, tokens: unfold(g, tokens) };
    },
  };
}

function towerConfig(config: Config, tower: 'text' | 'vision'): Config {
  const legacy = `${tower}_config_dict`;
  return config.section(config.has(legacy) ? legacy : `${tower}_config`);
}
