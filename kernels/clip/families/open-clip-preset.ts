import { failure } from '../../protocol/failures/index.ts';
import type { Preset, PreprocessingStep } from '../preprocessing/preset.ts';
import type { Config } from './config.ts';

/**
 * The preset that `preprocess_cfg` describes: open_clip's `image_transform_v2` for inference (transform.py,
 * PreprocessCfg): resize, crop, RGB, ToTensor, Normalize. Throws `preset-unreadable` for `resize_mode: longest`.
 */
export function openClipPreset(
  config: Config,
  { width, height }: { readonly width: number; readonly height: number },
): Preset {
  const unreadable = (problem: string): Error => failure('preset-unreadable', { path: config.path, problem });
  const filter = filters.get(config.text('interpolation', 'bicubic'));
  if (filter === undefined) throw unreadable(`interpolation is ${config.text('interpolation', '')}`);
  const mode = config.text('resize_mode', 'shortest');
  if (mode === 'longest') throw unreadable('resize_mode is longest');
  const fit =
    mode === 'squash' || width !== height
      ? ({ rule: 'exact', width, height } as const)
      : ({ rule: 'shortest-side', size: width } as const);
  const crop: PreprocessingStep[] =
    fit.rule === 'exact' ? [] : [{ step: 'center-crop', width, height, rounding: 'half-even' }];
  return {
    name: config.path,
    width,
    height,
    source: 'open_clip transform.py image_transform, preprocess_cfg',
    steps: [
      { step: 'resize', filter, fit },
      ...crop,
      { step: 'rgb' },
      { step: 'rescale', factor: 1 / 255 },
      {
        step: 'normalize',
        mean: triple(config, 'mean', [0.48145466, 0.4578275, 0.40821073]),
        std: triple(config, 'std', [0.26862954, 0.26130258, 0.27577711]),
      },
    ],
  };
}

const filters: ReadonlyMap<string, 'bicubic' | 'bilinear'> = new Map([
  ['bicubic', 'bicubic'],
  ['bilinear', 'bilinear'],
  // Meant for training; open_clip takes bicubic when it encodes.
  ['random', 'bicubic'],
]);

function triple(config: Config, key: string, fallback: readonly number[]): readonly number[] {
  const value = config.raw(key) ?? fallback;
  const list = typeof value === 'number' ? [value, value, value] : value;
  if (!Array.isArray(list) || list.length !== 3 || !list.every(item => typeof item === 'number'))
    throw failure('preset-unreadable', { path: config.path, problem: `${key} is no list of three numbers` });
  return list;
}
