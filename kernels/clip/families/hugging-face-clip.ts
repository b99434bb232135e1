import { openaiPreset } from '../preprocessing/presets.ts';
import { linearProjection } from '../towers/projections.ts';
import { assemble } from './assemble.ts';
import type { Checkpoint } from './checkpoint.ts';
import { clipTextNames, clipTextShape, clipVisionNames, clipVisionShape } from './clip-names.ts';
import type { Config } from './config.ts';
import type { Model } from './model.ts';
import { causalTextPlan, vitPlan } from './plans.ts';
import { choosePreset, describedPreset } from './preset-choice.ts';

/**
 * `CLIPModel` of transformers (modeling_clip.py), `config.json` of today or of before 2023, when the towers' settings
 * lay in `text_config_dict` and `vision_config_dict`, which win where they exist. The end token is the last one that the
 * tokenizer writes, which is what both readings of `eos_token_id` (argmax of ids for the legacy value 2) come to.
 */
export async function huggingFaceClip(checkpoint: Checkpoint, config: Config): Promise<Model> {
  const { parameters, folder } = checkpoint;
  const dimension = config.count('projection_dim', 512);
  const vision = clipVisionShape(towerConfig(config, 'vision'));
  const text = clipTextShape(towerConfig(config, 'text'));
  const tokenizer = { kind: 'transformers', folder, contextLength: text.context } as const;
  const toImages = linearProjection(parameters, 'visual_projection', dimension, vision.width);
  const toTexts = linearProjection(parameters, 'text_projection', dimension, text.width);
  const described = await describedPreset(folder, openaiPreset(vision.image.width));
  const preset = choosePreset(checkpoint.options, vision.image, described);
  return assemble(checkpoint, {
    family: 'clip',
    dimension,
    image: vitPlan(
      parameters,
      clipVisionNames('vision_model'),
      vision,
      { dimension, project: toImages },
      preset,
    ),
    text: causalTextPlan(parameters, clipTextNames('text_model'), text, toTexts, tokenizer),
  });
}

function towerConfig(config: Config, tower: 'text' | 'vision'): Config {
  const legacy = `${tower}_config_dict`;
  return config.section(config.has(legacy) ? legacy : `${tower}_config`);
}
