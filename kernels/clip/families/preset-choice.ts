import { failure } from '../../protocol/failures/index.ts';
import { openaiPreset, presetByName, siglipPreset } from '../preprocessing/presets.ts';
import type { Preset, PresetName } from '../preprocessing/preset.ts';
import type { Checkpoint } from './checkpoint.ts';

/**
 * The preset of an image tower that takes `width` × `height` pixels: the caller's, else what
 * `preprocessor_config.json` beside the weights describes, else `fallback`.
 * Throws `preset-unknown`, `preset-unreadable`, `config-unreadable` if it prepares images of another size.
 */
export async function choosePreset(
  { options }: Pick<Checkpoint, 'folder' | 'options'>,
  size: { readonly width: number; readonly height: number },
  fallback: Preset,
): Promise<Preset> {
  const preset = await Promise.resolve(
    options.preset === undefined ? fallback : namedPreset(options.preset, size.width),
  );
  if (preset.width !== size.width || preset.height !== size.height) {
    throw failure('config-unreadable', {
      path: preset.name,
      problem: `it prepares images of ${preset.width}×${preset.height} pixels where the model takes ${size.width}×${size.height}`,
    });
  }
  return preset;
}

/** Presets that exist for any size follow the tower's. */
function namedPreset(preset: PresetName | Preset, size: number): Preset {
  if (typeof preset !== 'string') return preset;
  if (preset === 'openai') return openaiPreset(size);
  return preset === 'siglip' ? siglipPreset(size) : presetByName(preset);
}
