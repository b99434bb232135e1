import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../../kernels/clip/decoding/decode.ts';
import {
  presetFromConfig,
  presetFromOpenClip,
} from '../../../../kernels/clip/preprocessing/preset-config.ts';
import type { Preset } from '../../../../kernels/clip/preprocessing/preset.ts';
import { preprocess } from '../../../../kernels/clip/preprocessing/preprocess.ts';
import { openaiPreset, presetByName } from '../../../../kernels/clip/preprocessing/presets.ts';

interface Expected {
  readonly sha256: string;
  readonly shape: readonly number[];
  readonly samples: readonly number[];
  readonly mean: number;
}

const golden = fileURLToPath(new URL('../../../golden/', import.meta.url));
const expected = JSON.parse(readFileSync(`${golden}preprocessing/expected.json`, 'utf8')) as Record<
  string,
  Record<string, Expected>
>;

/**
 * PyTorch's float resize sums in float32 in an order of its own: values agree to a few float32 steps of their range.
 * OpenCV's area filter too: a value near a half may round to the other level of 255.
 */
const tolerances: Readonly<Record<string, number>> = {
  chexzero: 2e-5,
  flair: 2e-6,
  medsiglip: 0.0079,
  gloria: 0.0079,
};

describe('tensors equal those of the models’ references', () => {
  it.each(Object.entries(expected))('%s', async (name, presets) => {
    const image = await decodeImage(`${golden}decoding/images/${name}`);
    const differences: string[] = [];
    for (const [presetName, row] of Object.entries(presets)) {
      const preset = presetOf(presetName);
      const pixels = preprocess(image, preset);
      expect([3, preset.height, preset.width], presetName).toEqual(row.shape);
      const tolerance = tolerances[presetName] ?? 0;
      const worst = Math.max(
        ...row.samples.map((value, i) => Math.abs(Math.fround(value) - pixels[place(i, row, pixels)]!)),
      );
      const shift = Math.abs(average(pixels) - row.mean);
      const equal = tolerance === 0 ? sha256(pixels) === row.sha256 : worst <= tolerance && shift < 5e-4;
      if (!equal) differences.push(`${presetName}: samples differ by ${worst}, the mean by ${shift}`);
    }
    expect(differences).toEqual([]);
  });
});

function presetOf(name: string): Preset {
  const config = configs[name];
  return config ? config() : presetByName(name);
}

const clip = { image_processor_type: 'CLIPImageProcessor' };

/** The JSON that the configurations of make.py would be saved as, old and new spellings mixed. */
const configs: Readonly<Record<string, () => Preset>> = {
  'openai-336': () => openaiPreset(336),
  'clip-int-sizes': () =>
    presetFromConfig(
      { feature_extractor_type: 'CLIPFeatureExtractor', size: 112, crop_size: 96, resample: 3 },
      'a',
    ),
  'clip-small-crop-pads': () =>
    presetFromConfig({ ...clip, size: { shortest_edge: 40 }, crop_size: { height: 63, width: 90 } }, 'b'),
  'clip-lanczos-no-normalize': () =>
    presetFromConfig({ ...clip, resample: 1, do_normalize: false, size: { shortest_edge: 224 } }, 'c'),
  'clip-nearest': () => presetFromConfig({ crop_size: 224, resample: 0, do_rescale: false }, 'd'),
  vit: () => presetFromConfig({ feature_extractor_type: 'ViTFeatureExtractor', size: 224 }, 'e'),
  'siglip-384': () =>
    presetFromConfig(
      {
        image_processor_type: 'SiglipImageProcessor',
        size: { height: 384, width: 256 },
        rescale_factor: 1 / 127.5,
        image_mean: [0.5, 0.5, 0.5],
        image_std: [0.5, 0.5, 0.5],
      },
      'f',
    ),
  'openclip-longest': () =>
    presetFromOpenClip(
      {
        model_cfg: { vision_cfg: { image_size: 160 } },
        preprocess_cfg: {
          mean: [0.5, 0.5, 0.5],
          std: [0.5, 0.5, 0.5],
          resize_mode: 'longest',
          fill_color: 7,
          interpolation: 'bilinear',
        },
      },
      'g',
    ),
  'openclip-squash': () => presetFromOpenClip({ size: [96, 128], resize_mode: 'squash' }, 'h'),
};

/** make.py takes 24 places evenly from the first to the last. */
function place(index: number, { samples }: Expected, pixels: Float32Array): number {
  return Math.trunc((index * (pixels.length - 1)) / (samples.length - 1));
}

function sha256(pixels: Float32Array): string {
  return createHash('sha256').update(new Uint8Array(pixels.buffer)).digest('hex');
}

function average(pixels: Float32Array): number {
  return pixels.reduce((sum, value) => sum + value, 0) / pixels.length;
}
