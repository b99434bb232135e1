import { failure } from '../../protocol/failures/index.ts';
import type { Preset, PresetName, PreprocessingStep } from './preset.ts';

/** The preset `name`. Throws `preset-unknown`. */
export function presetByName(name: string): Preset {
  if (isPresetName(name)) return presets[name]();
  throw failure('preset-unknown', { preset: name, known: Object.keys(presets).join(', ') });
}

export function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(presets, name);
}

/** OpenAI CLIP for a square input of `size` pixels: resize in the image's own mode, crop, then RGB. */
export function openaiPreset(size: number): Preset {
  return {
    ...square('openai', size),
    source: 'openai/CLIP clip/clip.py _transform',
    steps: [
      { step: 'resize', filter: 'bicubic', fit: { rule: 'shortest-side', size } },
      { step: 'center-crop', width: size, height: size, rounding: 'half-even' },
      { step: 'rgb' },
      toUnit,
      openaiNormalize,
    ],
  };
}

/** SigLIP for a square input of `size` pixels: bicubic without regard to the aspect, values −1 to 1. */
export function siglipPreset(size: number): Preset {
  return {
    ...square('siglip', size),
    source: 'transformers SiglipImageProcessor defaults',
    steps: [
      rgbOnWhite,
      { step: 'resize', filter: 'bicubic', fit: { rule: 'exact', width: size, height: size } },
      toUnit,
      same(0.5, 0.5),
    ],
  };
}

/** transformers 5 lays transparency on white. */
const rgbOnWhite: PreprocessingStep = { step: 'rgb', transparency: 'white' };

const toUnit: PreprocessingStep = { step: 'rescale', factor: 1 / 255 };

const openaiNormalize: PreprocessingStep = {
  step: 'normalize',
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
};

const imagenetNormalize: PreprocessingStep = {
  step: 'normalize',
  mean: [0.485, 0.456, 0.406],
  std: [0.229, 0.224, 0.225],
};

const presets: Readonly<Record<PresetName, () => Preset>> = {
  openai: () => openaiPreset(224),
  biomedclip: () => ({
    ...openaiPreset(224),
    name: 'biomedclip',
    source:
      'open_clip image_transform with the open_clip_config.json of microsoft/BiomedCLIP-PubMedBERT_256-vit_base_patch16_224',
  }),
  chexzero: () => ({
    ...square('chexzero', 224),
    source:
      'rajpurkarlab/CheXzero data_process.py preprocess, zero_shot.py make (torchvision before 0.17: tensors are resized without antialiasing)',
    steps: [
      { step: 'rgb' },
      { step: 'resize', filter: 'lanczos', fit: { rule: 'longest-side', size: 320, rounding: 'product' } },
      { step: 'grayscale' },
      { step: 'pad-square', anchor: 'center', value: 0, minimum: 320 },
      same(101.48761, 83.43944),
      {
        step: 'resize-float',
        filter: 'bicubic',
        antialias: false,
        fit: { rule: 'exact', width: 224, height: 224 },
      },
    ],
  }),
  biovil: () => biovil('biovil', 480),
  'biovil-t': () => biovil('biovil-t', 448),
  flair: () => ({
    ...square('flair', 512),
    source: 'jusiro/FLAIR flair/modeling/model.py preprocess_image',
    steps: [
      { step: 'rgb' },
      toUnit,
      {
        step: 'resize-float',
        filter: 'bilinear',
        antialias: true,
        fit: { rule: 'longest-side', size: 512, rounding: 'quotient' },
      },
      { step: 'pad-square', anchor: 'top-left', value: 0, minimum: 512 },
    ],
  }),
  medclip: () => ({
    ...square('medclip', 224),
    source: 'RyanWangZf/MedCLIP medclip/dataset.py MedCLIPFeatureExtractor, constants.py',
    steps: [
      { step: 'grayscale' },
      { step: 'pad-square', anchor: 'center', value: 0, minimum: 224 },
      { step: 'resize', filter: 'bicubic', fit: { rule: 'shortest-side', size: 224 } },
      { step: 'center-crop', width: 224, height: 224, rounding: 'floor' },
      toUnit,
      same(0.5862785803043838, 0.27950088968644304),
    ],
  }),
  gloria: () => ({
    ...square('gloria', 224),
    source:
      'marshuang80/gloria gloria/models/gloria_model.py process_img, _resize_img; builder.py build_transformation (crop 224, norm half)',
    steps: [
      { step: 'grayscale' },
      { step: 'resize', filter: 'area', fit: { rule: 'longest-side', size: 256, rounding: 'product' } },
      { step: 'pad-square', anchor: 'center', value: 0, minimum: 256 },
      { step: 'center-crop', width: 224, height: 224, rounding: 'half-even' },
      toUnit,
      same(0.5, 0.5),
    ],
  }),
  siglip: () => siglipPreset(224),
  medsiglip: () => ({
    ...square('medsiglip', 448),
    source:
      'google/medsiglip-448 model card: tf.image.resize bilinear without antialiasing to uint8, then SiglipImageProcessor',
    steps: [
      { step: 'rgb' },
      {
        step: 'resize-float',
        filter: 'bilinear',
        antialias: false,
        fit: { rule: 'exact', width: 448, height: 448 },
      },
      { step: 'truncate' },
      toUnit,
      same(0.5, 0.5),
    ],
  }),
  monet: () => ({
    ...square('monet', 224),
    source: 'chanwkim/monet preprocessor_config.json (CLIPImageProcessor with ImageNet statistics)',
    steps: [
      rgbOnWhite,
      { step: 'resize', filter: 'bicubic', fit: { rule: 'shortest-side', size: 224 } },
      { step: 'center-crop', width: 224, height: 224, rounding: 'floor' },
      toUnit,
      imagenetNormalize,
    ],
  }),
  clipseg: () => ({
    ...square('clipseg', 352),
    source: 'CIDAS/clipseg-rd64-refined preprocessor_config.json (ViTImageProcessor)',
    steps: [
      rgbOnWhite,
      { step: 'resize', filter: 'bilinear', fit: { rule: 'exact', width: 352, height: 352 } },
      toUnit,
      imagenetNormalize,
    ],
  }),
};

function square(name: string, size: number): { name: string; width: number; height: number } {
  return { name, width: size, height: size };
}

function same(mean: number, std: number): PreprocessingStep {
  return { step: 'normalize', mean: [mean, mean, mean], std: [std, std, std] };
}

function biovil(name: PresetName, crop: number): Preset {
  return {
    ...square(name, crop),
    source:
      'microsoft/hi-ml health_multimodal/image/data/io.py load_image, transforms.py create_chest_xray_transform_for_inference',
    dicomRange: 'full',
    steps: [
      { step: 'stretch' },
      { step: 'grayscale' },
      { step: 'resize', filter: 'bilinear', fit: { rule: 'shortest-side', size: 512 } },
      { step: 'center-crop', width: crop, height: crop, rounding: 'half-even' },
      toUnit,
    ],
  };
}
