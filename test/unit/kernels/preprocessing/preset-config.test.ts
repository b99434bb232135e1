import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  presetFromConfig,
  presetFromOpenClip,
} from '../../../../kernels/clip/preprocessing/preset-config.ts';
import { presetByName } from '../../../../kernels/clip/preprocessing/presets.ts';
import { Failure } from '../../../../kernels/protocol/failures/index.ts';

const path = 'model/preprocessor_config.json';

describe('presetFromConfig', () => {
  it('reads the file of openai/clip-vit-base-patch32 in its old and its new spelling alike', () => {
    const shared = {
      do_center_crop: true,
      do_normalize: true,
      do_resize: true,
      image_mean: [0.48145466, 0.4578275, 0.40821073],
      image_std: [0.26862954, 0.26130258, 0.27577711],
      resample: 3,
    };
    const old = presetFromConfig(
      { ...shared, crop_size: 224, feature_extractor_type: 'CLIPFeatureExtractor', size: 224 },
      path,
    );
    const recent = presetFromConfig(
      {
        ...shared,
        crop_size: { height: 224, width: 224 },
        do_convert_rgb: true,
        do_rescale: true,
        image_processor_type: 'CLIPImageProcessor',
        rescale_factor: 0.00392156862745098,
        size: { shortest_edge: 224 },
      },
      path,
    );
    expect(old.steps).toEqual(recent.steps);
    expect(old).toMatchObject({ name: path, width: 224, height: 224 });
  });

  it.each([
    [null, 'it is no JSON object'],
    [{ image_processor_type: 'Owlv2ImageProcessor' }, 'Owlv2ImageProcessor'],
    [{ image_processor_type: 'Siglip2ImageProcessor', patch_size: 16, max_num_patches: 256 }, 'NaFlex'],
    [{ resample: 5 }, 'filter 5'],
    [{ size: 'large' }, 'its size is no'],
    [{ crop_size: { height: 0, width: 224 } }, 'its height is 0'],
    [{ image_mean: [0.5, 0.5] }, 'its image_mean is not three numbers'],
    [{ do_pad: true }, 'do_pad'],
    [{ do_center_crop: false }, 'a fixed size or a crop is needed'],
    [{ do_resize: 'yes' }, 'its do_resize is no flag'],
  ])('refuses %j', (json, problem) => {
    const error = failureOf(() => presetFromConfig(json, path));
    expect(error.code).toBe('preset-unreadable');
    expect(error.message).toContain(path);
    expect(error.message).toContain(problem);
  });

  it('gives a preset or a failure for any JSON', () => {
    const keys = fc.constantFrom(
      'size',
      'crop_size',
      'resample',
      'image_mean',
      'do_resize',
      'do_center_crop',
      'image_processor_type',
    );
    fc.assert(
      fc.property(fc.dictionary(keys, fc.jsonValue()), json => {
        try {
          expect(presetFromConfig(json, path).steps.length).toBeGreaterThan(0);
        } catch (error) {
          expect(error).toBeInstanceOf(Failure);
        }
      }),
      { numRuns: 300, seed: 5 },
    );
  });
});

describe('presetFromOpenClip', () => {
  it('equals the preset of OpenAI where the file says nothing else', () => {
    const preset = presetFromOpenClip(
      { model_cfg: { vision_cfg: { image_size: 224 } }, preprocess_cfg: {} },
      path,
    );
    expect(preset.steps).toEqual(presetByName('openai').steps);
  });

  it('refuses what it cannot reproduce', () => {
    for (const json of [
      { mode: 'L' },
      { interpolation: 'area' },
      { resize_mode: 'stretch' },
      { size: [224, 336] },
    ]) {
      expect(failureOf(() => presetFromOpenClip(json, path)).code).toBe('preset-unreadable');
    }
  });
});

describe('presetByName', () => {
  it('names the presets it knows', () => {
    const error = failureOf(() => presetByName('toString'));
    expect(error.code).toBe('preset-unknown');
    expect(error.message).toContain('openai, biomedclip, chexzero');
  });
});

function failureOf(action: () => unknown): Failure {
  try {
    action();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('expected a failure');
}
