import { join } from 'node:path';
import { failure } from '../../protocol/failures/index.ts';
import { presetFromConfig } from '../preprocessing/preset-config.ts';
import { openaiPreset, presetByName, siglipPreset } from '../preprocessing/presets.ts';
import type { Preset, PresetName } from '../preprocessing/preset.ts';
import { readConfig } from './config.ts';
import type { OpenModelOptions } from './model.ts';

/** Pixels an image tower takes. */
export interface ImageSize {
  readonly width: number;
  readonly height: number;
}

/**
 * The preset of an image tower that takes images of `size`: the caller's, else `described`.
 * Throws `preset-unknown`, `config-unreadable` if it prepares images of another size.
 */
export function choosePreset({ preset }: OpenModelOptions, size: ImageSize, described: Preset): Preset {
  const chosen = preset === undefined ? described : namedPreset(preset, size.width);
  if (chosen.width !== size.width || chosen.height !== size.height) {
    throw failure('config-unreadable', {
      path: chosen.name,
      problem: `it prepares images of ${chosen.width}×${chosen.height} pixels where the model takes ${size.width}×${size.height}`,
    });
  }
  return chosen;
}

/**
 * What `preprocessor_config.json` in `folder` describes, read with `override` on top; without that file, `fallback`.
 * Throws `preset-unreadable`.
 */
export async function describedPreset(
  folder: string,
  fallback: Preset,
  override: Readonly<Record<string, unknown>> = {},
): Promise<Preset> {
  const config = await readConfig(join(folder, 'preprocessor_config.json'));
  return config === undefined ? fallback : presetFromConfig({ ...config.object, ...override }, config.path);
}

/** Presets that exist for any size follow the tower's. */
function namedPreset(preset: PresetName | Preset, size: number): Preset {
  if (typeof preset !== 'string') return preset;
  if (preset === 'openai') return openaiPreset(size);
  return preset === 'siglip' ? siglipPreset(size) : presetByName(preset);
}
