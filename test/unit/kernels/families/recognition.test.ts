import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Failure } from '../../../../kernels/protocol/failures/index.ts';
import { openModel } from '../../../../kernels/clip/families/open.ts';
import { safetensors, tinyClip, tinyConfig, writeFolder } from '../towers/tiny-clip.ts';
import type { Tensors } from '../towers/tiny-clip.ts';

const goldens = join(import.meta.dirname, '../../../golden/encoders');
const scratch = (): string => mkdtempSync(join(tmpdir(), 'recognise-'));

async function failureOf(path: string, options = {}): Promise<Failure> {
  return openModel(path, options).then(
    () => {
      throw new Error('it opened');
    },
    (error: unknown) => error as Failure,
  );
}

function withTensor(name: string, shape: number[] | undefined): Tensors {
  const tensors = tinyClip();
  if (shape === undefined) tensors.delete(name);
  else tensors.set(name, { shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) });
  return tensors;
}

/** A copy of a golden folder whose JSON file `file` is changed. */
function changed(
  golden: string,
  file: string,
  change: (json: Record<string, Record<string, unknown>>) => void,
): string {
  const folder = scratch();
  for (const name of [
    'config.json',
    'open_clip_config.json',
    'preprocessor_config.json',
    'model.safetensors',
    'open_clip_model.safetensors',
    'open_clip_pytorch_model.bin',
  ])
    if (existsSync(join(goldens, golden, name)))
      copyFileSync(join(goldens, golden, name), join(folder, name));
  const json = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<
    string,
    Record<string, unknown>
  >;
  change(json);
  writeFileSync(join(folder, file), JSON.stringify(json));
  return folder;
}

describe('what the files must hold', () => {
  it('names a missing tensor of either tower, before ONNX Runtime sees anything', async () => {
    for (const name of [
      'vision_model.post_layernorm.bias',
      'text_model.encoder.layers.2.mlp.fc1.weight',
      'text_projection.weight',
      'logit_scale',
    ]) {
      const error = await failureOf(writeFolder(scratch(), withTensor(name, undefined), tinyConfig()));
      expect(error).toMatchObject({ code: 'tensor-missing', details: { name } });
    }
  });

  it('names a tensor of another shape, with both shapes', async () => {
    const name = 'vision_model.embeddings.position_embedding.weight';
    const error = await failureOf(writeFolder(scratch(), withTensor(name, [17, 24]), tinyConfig()));
    expect(error).toMatchObject({
      code: 'tensor-shape',
      details: { name, expected: '10, 24', actual: '17, 24' },
    });
  });

  it('ignores tensors it does not need', async () => {
    const tensors = withTensor('text_model.embeddings.position_ids', [1, 10]);
    expect((await openModel(writeFolder(scratch(), tensors, tinyConfig()))).family).toBe('clip');
  });

  it.each([
    ['hidden_act', 'gelu_squared'],
    ['hidden_size', 'wide'],
    ['num_hidden_layers', -2],
    ['image_size', 1.5],
  ])('refuses a configuration whose %s is %s', async (key, value) => {
    const config = tinyConfig();
    config['vision_config'] = { ...(config['vision_config'] as object), [key]: value };
    const error = await failureOf(writeFolder(scratch(), tinyClip(), config));
    expect(error.code).toBe('config-unreadable');
    expect(error.message).toContain(key);
  });

  it('refuses a preset made for another size', async () => {
    const folder = writeFolder(scratch(), tinyClip(), tinyConfig());
    expect((await failureOf(folder, { preset: 'biomedclip' })).code).toBe('config-unreadable');
    expect((await failureOf(folder, { preset: 'holiday' })).code).toBe('preset-unknown');
    expect((await openModel(folder, { preset: 'openai' })).image.preset).toMatchObject({
      name: 'openai',
      width: 12,
    });
  });
});

describe('old and sparse configurations', () => {
  it('lets the settings of before 2023 win where they exist', async () => {
    const { vision_config, text_config, ...rest } = tinyConfig();
    const config = {
      ...rest,
      vision_config: {},
      text_config: {},
      vision_config_dict: vision_config,
      text_config_dict: text_config,
    };
    expect((await openModel(writeFolder(scratch(), tinyClip(), config))).image.shape.width).toBe(24);
  });

  it('reads preprocessor_config.json beside the weights', async () => {
    const { image } = await openModel(join(goldens, 'clip'));
    expect(image.preset.name).toContain('preprocessor_config.json');
  });
});

describe('files that are not to be had as models', () => {
  it.each(['bert', 'blip', ''])('says that model_type %j is unknown, and what is known', async type => {
    const error = await failureOf(writeFolder(scratch(), tinyClip(), { ...tinyConfig(), model_type: type }));
    expect(error.code).toBe('architecture-unknown');
    expect(error.message).toContain(JSON.stringify(type));
    expect(error.message).toContain('SiglipModel');
  });

  it.each([
    ['a ResNet', { 'visual.layer1.0.conv1.weight': [4, 4, 1, 1] }, 'ResNet'],
    [
      'a transformers model without config.json',
      { 'vision_model.post_layernorm.weight': [4] },
      'config.json',
    ],
    [
      'an open_clip model without its configuration',
      { 'visual.trunk.cls_token': [1, 1, 4] },
      'open_clip_config.json',
    ],
    ['something else', { 'encoder.weight': [4, 4] }, 'encoder.weight'],
  ])('says what %s seems to be', async (_, shapes, said) => {
    const tensors: Tensors = new Map(
      Object.entries(shapes).map(([name, shape]) => [
        name,
        { shape, data: new Float32Array(shape.reduce((a, b) => a * b, 1)) },
      ]),
    );
    const path = join(scratch(), 'model.safetensors');
    writeFileSync(path, safetensors(tensors));
    const error = await failureOf(path);
    expect(error.code).toBe('architecture-unknown');
    expect(error.message).toContain(said);
  });

  it('refuses open_clip settings it cannot reproduce', async () => {
    for (const [section, key, value] of [
      ['vision_cfg', 'attentional_pool', true],
      ['vision_cfg', 'layers', [3, 4, 6, 3]],
      ['text_cfg', 'no_causal_mask', true],
      ['text_cfg', 'pool_type', 'last'],
    ] as const) {
      const folder = changed('open-clip', 'open_clip_config.json', json => {
        (json['model_cfg']![section] as Record<string, unknown>)[key] = value;
      });
      expect((await failureOf(folder)).code).toBe('architecture-unknown');
    }
  });

  it('refuses other towers in a dual encoder or a BiomedCLIP layout', async () => {
    const swin = changed('dual-encoder', 'config.json', json => {
      json['vision_config']!['model_type'] = 'swin';
    });
    expect((await failureOf(swin)).message).toContain('swin');
    const roberta = changed('biomedclip', 'open_clip_config.json', json => {
      (json['model_cfg']!['text_cfg'] as Record<string, unknown>)['hf_model_name'] = 'roberta-base';
    });
    expect((await failureOf(roberta)).message).toContain('roberta-base');
  });

  it('names what is not there', async () => {
    expect((await failureOf('/nowhere/at/all')).code).toBe('checkpoint-not-found');
    expect((await failureOf(scratch())).code).toBe('architecture-unknown');
    const folder = scratch();
    writeFileSync(join(folder, 'config.json'), '{"model_type":"clip"}');
    expect((await failureOf(folder)).message).toContain('model.safetensors');
  });
});

describe('a file without configuration', () => {
  it('says what was assumed, and lets the caller say otherwise', async () => {
    const path = join(goldens, 'openai-state/model.pt');
    const assumed = await openModel(path);
    expect(assumed.family).toBe('openai');
    expect(assumed.notes.join(' ')).toMatch(/quick-gelu was assumed.*preset openai was assumed/);
    const told = await openModel(path, { activation: 'gelu', preset: assumed.image.preset });
    expect(told.notes).toEqual([]);
    const folder = scratch();
    mkdirSync(join(folder, 'a'));
    copyFileSync(path, join(folder, 'a/weights.bin'));
    expect((await openModel(join(folder, 'a/weights.bin'))).family).toBe('open-clip');
    expect((await openModel(join(folder, 'a'))).family).toBe('open-clip');
  });

  it('reads the configuration beside a file that belongs to it', async () => {
    expect((await openModel(join(goldens, 'clip/model.safetensors'))).family).toBe('clip');
    expect((await openModel(join(goldens, 'biomedclip/open_clip_pytorch_model.bin'))).family).toBe(
      'biomedclip',
    );
  });
});
