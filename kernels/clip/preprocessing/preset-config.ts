import { readObject, type Settings } from './settings.ts';
import type { Fit, Preset, PreprocessingStep } from './preset.ts';

/**
 * The preset that a `preprocessor_config.json` of transformers describes: CLIP, SigLIP, SigLIP 2 at a fixed size, and ViT
 * image processors, under their old and new names, with the defaults of transformers 5.23's Pillow backend.
 * `path` names the file in messages and in the preset. Throws `preset-unreadable` for anything it cannot reproduce.
 */
export function presetFromConfig(json: unknown, path: string): Preset {
  const settings = readObject(json, path);
  const processor = settings.text('image_processor_type') ?? settings.text('feature_extractor_type');
  const defaults = processorDefaults(settings, processor);
  for (const flag of ['do_pad', 'do_thumbnail', 'do_align_long_axis', 'do_split_image']) {
    if (settings.flag(flag, false)) throw settings.failure(`it sets ${flag}, which is not supported`);
  }

  const steps: PreprocessingStep[] = [{ step: 'rgb', transparency: 'white' }];
  let size: { width: number; height: number } | undefined;
  if (settings.flag('do_resize', true)) {
    const fit = fitOf(settings, defaults);
    const filter = filters[settings.number('resample') ?? defaults.resample];
    if (!filter) throw settings.failure(`it resamples with filter ${String(settings.value('resample'))}`);
    steps.push({ step: 'resize', filter, fit });
    if (fit.rule === 'exact') size = { width: fit.width, height: fit.height };
  }
  if (settings.flag('do_center_crop', defaults.crop)) {
    size = settings.value('crop_size') === undefined ? defaults.size : sides(settings, 'crop_size');
    steps.push({ step: 'center-crop', ...size, rounding: 'floor' });
  }
  if (!size) throw settings.failure('its images keep sizes of their own; a fixed size or a crop is needed');
  if (settings.flag('do_rescale', true)) {
    steps.push({ step: 'rescale', factor: settings.number('rescale_factor') ?? 1 / 255 });
  }
  if (settings.flag('do_normalize', true)) {
    steps.push({
      step: 'normalize',
      mean: settings.triple('image_mean') ?? defaults.mean,
      std: settings.triple('image_std') ?? defaults.std,
    });
  }
  return { name: path, ...size, steps, source: `${processor ?? 'CLIPImageProcessor'} in ${path}` };
}

/**
 * The preset of an open_clip model: its `open_clip_config.json`, or the `preprocess_cfg` inside it (open_clip
 * `image_transform`). Throws `preset-unreadable`.
 */
export function presetFromOpenClip(json: unknown, path: string): Preset {
  const whole = readObject(json, path);
  const settings = whole.object('preprocess_cfg') ?? whole;
  const vision = whole.object('model_cfg')?.object('vision_cfg');
  const size =
    settings.value('size') !== undefined
      ? sides(settings, 'size')
      : vision?.value('image_size') !== undefined
        ? sides(vision, 'image_size')
        : { width: 224, height: 224 };
  const interpolation = settings.text('interpolation') ?? 'bicubic';
  if (!['bicubic', 'bilinear', 'random'].includes(interpolation)) {
    throw settings.failure(`it interpolates by ${interpolation}`);
  }
  const filter = interpolation === 'bilinear' ? 'bilinear' : 'bicubic';
  const mode = settings.text('mode') ?? 'RGB';
  if (mode !== 'RGB') throw settings.failure(`it converts images to ${mode}`);
  return {
    name: path,
    ...size,
    source: `open_clip image_transform with ${path}`,
    steps: [
      ...openClipGeometry(settings, size, filter),
      { step: 'rgb' },
      { step: 'rescale', factor: 1 / 255 },
      {
        step: 'normalize',
        mean: settings.triple('mean') ?? openai.mean,
        std: settings.triple('std') ?? openai.std,
      },
    ],
  };
}

function openClipGeometry(
  settings: Settings,
  size: { width: number; height: number },
  filter: 'bicubic' | 'bilinear',
): PreprocessingStep[] {
  const crop = { step: 'center-crop', ...size, rounding: 'half-even' } as const;
  const square = size.width === size.height;
  const resizeMode = settings.text('resize_mode') ?? 'shortest';
  if (resizeMode === 'squash') return [{ step: 'resize', filter, fit: { rule: 'exact', ...size } }];
  if (!square) throw settings.failure(`it resizes by the ${resizeMode} side of a target that is not square`);
  if (resizeMode === 'shortest') {
    return [{ step: 'resize', filter, fit: { rule: 'shortest-side', size: size.width } }, crop];
  }
  if (resizeMode === 'longest') {
    const fit: Fit = { rule: 'longest-side', size: size.width, rounding: 'nearest' };
    return [
      { step: 'resize', filter, fit },
      { ...crop, fill: settings.number('fill_color') ?? 0 },
    ];
  }
  throw settings.failure(`its resize_mode is ${resizeMode}`);
}

interface Defaults {
  readonly resample: number;
  readonly crop: boolean;
  readonly size: { readonly width: number; readonly height: number };
  /** What a bare number means as `size`. */
  readonly bare: 'shortest-side' | 'exact';
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

const openai = {
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
} as const;
const half = { mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] } as const;
const size = { width: 224, height: 224 } as const;

/** Pillow's numbers of its filters. */
const filters: Readonly<Record<number, 'nearest' | 'lanczos' | 'bilinear' | 'bicubic'>> = {
  0: 'nearest',
  1: 'lanczos',
  2: 'bilinear',
  3: 'bicubic',
};

function processorDefaults(settings: Settings, processor: string | undefined): Defaults {
  const family = processor?.replace(/(ImageProcessor(Fast|Pil)?|FeatureExtractor)$/, '') ?? 'CLIP';
  switch (family) {
    case 'CLIP':
      return { resample: 3, crop: true, size, bare: 'shortest-side', ...openai };
    case 'Siglip':
      return { resample: 3, crop: false, size, bare: 'exact', ...half };
    case 'Siglip2':
      if (settings.value('size') !== undefined) {
        return { resample: 2, crop: false, size, bare: 'exact', ...half };
      }
      throw settings.failure(
        'it prepares images of any shape as patches (NaFlex); a checkpoint of fixed size is needed',
      );
    case 'ViT':
      return { resample: 2, crop: false, size, bare: 'exact', ...half };
    default:
      throw settings.failure(
        `it is for ${processor ?? 'an unnamed processor'}; CLIP, SigLIP and ViT image processors are supported`,
      );
  }
}

function fitOf(settings: Settings, defaults: Defaults): Fit {
  const given = settings.value('size');
  if (given === undefined) {
    return defaults.bare === 'exact'
      ? { rule: 'exact', ...defaults.size }
      : { rule: 'shortest-side', size: defaults.size.width };
  }
  if (typeof given === 'number') {
    const side = settings.side('size');
    return defaults.bare === 'exact'
      ? { rule: 'exact', width: side, height: side }
      : { rule: 'shortest-side', size: side };
  }
  const object = settings.object('size');
  if (object?.value('shortest_edge') !== undefined && object.value('longest_edge') === undefined) {
    return { rule: 'shortest-side', size: object.side('shortest_edge') };
  }
  return { rule: 'exact', ...sides(settings, 'size') };
}

/** A side, `{height, width}` or `[height, width]`. */
function sides(settings: Settings, name: string): { width: number; height: number } {
  const given = settings.value(name);
  if (typeof given === 'number') return { width: settings.side(name), height: settings.side(name) };
  const object = Array.isArray(given)
    ? readObject({ height: given[0] as unknown, width: given[1] as unknown }, settings.path)
    : settings.object(name);
  if (object) return { width: object.side('width'), height: object.side('height') };
  throw settings.failure(`its ${name} is no size`);
}
