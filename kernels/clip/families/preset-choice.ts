import { failure } from '../../protocol/failures/index.ts';
import { openaiPreset } from '../preprocessing/presets.ts';
import type { Preset, PresetName } from '../preprocessing/preset.ts';
import type { Checkpoint } from './checkpoint.ts';

/**
 * The preset of an image tower that takes `width` × `height` pixels: the caller's, else what
 * `preprocessor_config.json` beside the weights describes, else `fallback`.
 * Throws `preset-unknown`, `preset-unreadable`, `config-unreadable` if it prepares images of another size.
 */
export async function choosePreset(
  checkpoint: Checkpoint,
  size: { readonly width: number; readonly height: number },
  fallback: PresetName | Preset,
): Promise<Preset> {
  const preset = await wantedPreset(checkpoint, size, fallback);
  if (preset.width !== size.width || preset.height !== size.height) {
    throw failure('config-unreadable', {
      path: preset.name,
      problem: `it prepares images of ${preset.width}×${preset.height} pixels where the model takes ${size.width}×${size.height}`,
    });
  }
  return preset;
}

async function wantedPreset(
  { options: { preset } }: Checkpoint,
  size: { readonly width: number },
  fallback: PresetName | Preset,
): Promise<Preset> {
  const wanted = preset ?? fallback;
  return Promise.resolve(typeof wanted === 'string' ? openaiPreset(size.width) : wanted);
}
