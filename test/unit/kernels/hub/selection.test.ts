import { describe, expect, it } from 'vitest';
import { selectFiles, unknownFiles, type WeightChoice } from '../../../../kernels/clip/hub/selection.ts';

const shards = [1, 2, 3].map(n => `model-0000${n}-of-00003.safetensors`);

describe('the weights of a repository', () => {
  it.each<[string, string[], string[], WeightChoice?]>([
    [
      'safetensors first',
      ['open_clip_pytorch_model.bin', 'pytorch_model.bin', 'model.safetensors', 'tf_model.h5'],
      ['model.safetensors'],
    ],
    [
      'open_clip safetensors before torch files',
      ['pytorch_model.bin', 'open_clip_model.safetensors'],
      ['open_clip_model.safetensors'],
    ],
    [
      'transformers before open_clip',
      ['open_clip_pytorch_model.bin', 'pytorch_model.bin'],
      ['pytorch_model.bin'],
    ],
    [
      'all shards with their index',
      ['model.safetensors.index.json', ...shards],
      ['model.safetensors.index.json', ...shards],
    ],
    [
      'no set with a shard missing',
      ['model.safetensors.index.json', ...shards.slice(1), 'pytorch_model.bin'],
      ['pytorch_model.bin'],
    ],
    ['one checkpoint of any name', ['README.md', 'best_64.pt', 'sub/other.pt'], ['best_64.pt']],
    [
      'exports when there is nothing else, towers apart, fp32',
      ['onnx/model.onnx', 'onnx/text_model.onnx', 'onnx/vision_model.onnx', 'onnx/vision_model_fp16.onnx'],
      ['onnx/text_model.onnx', 'onnx/vision_model.onnx'],
    ],
    [
      'exports with their data files',
      ['onnx/model_fp16.onnx', 'onnx/model_fp16.onnx_data', 'onnx/model_fp16.onnx_data_1', 'onnx/model.onnx'],
      ['onnx/model_fp16.onnx', 'onnx/model_fp16.onnx_data', 'onnx/model_fp16.onnx_data_1'],
      { precision: 'fp16' },
    ],
    [
      'exports when asked for, in the precision asked for',
      [
        'model.safetensors',
        'onnx/model.onnx',
        'onnx/text_model_quantized.onnx',
        'onnx/vision_model_quantized.onnx',
      ],
      ['onnx/text_model_quantized.onnx', 'onnx/vision_model_quantized.onnx'],
      { weights: 'onnx', precision: 'q8' },
    ],
    [
      'the exact export where the precision is missing',
      ['onnx/model.onnx'],
      ['onnx/model.onnx'],
      { precision: 'q8' },
    ],
  ])('%s', (_, names, weights, choice) => {
    expect(selectFiles(names, choice)).toMatchObject({ found: true, weights });
  });

  it('are not guessed among several', () => {
    const names = ['config.json', 'a.pt', 'b.pt'];
    expect(selectFiles(names)).toEqual({ found: false, candidates: ['a.pt', 'b.pt'] });
    expect(selectFiles(['config.json', 'tf_model.h5'])).toEqual({ found: false, candidates: [] });
    expect(selectFiles(['model.safetensors'], { weights: 'onnx' })).toMatchObject({ found: false });
  });
});

describe('the small files of a repository', () => {
  it('leave out a vocabulary that tokenizer.json already holds', () => {
    const names = [
      'model.safetensors',
      'vocab.json',
      'merges.txt',
      'tokenizer_config.json',
      'config.json',
      'x.md',
    ];
    expect(selectFiles(names)).toMatchObject({
      small: ['config.json', 'tokenizer_config.json', 'vocab.json', 'merges.txt'],
    });
    expect(selectFiles([...names, 'tokenizer.json'])).toMatchObject({
      small: ['config.json', 'tokenizer_config.json', 'tokenizer.json'],
    });
    expect(selectFiles(['model.safetensors', 'vocab.json'])).toMatchObject({ small: [] });
  });

  it('are all known once each part is there in one form or known to be absent', () => {
    const known = (present: string[], absent: string[] = []): string[] =>
      unknownFiles(new Set(present), new Set(absent));
    expect(known(['config.json', 'preprocessor_config.json', 'vocab.txt'])).toEqual([]);
    expect(known(['open_clip_config.json', 'tokenizer.json'])).toEqual([]);
    expect(known(['config.json', 'tokenizer.json'])).toContain('preprocessor_config.json');
    expect(known(['open_clip_config.json', 'vocab.json'])).toEqual([
      'tokenizer.json',
      'merges.txt',
      'vocab.txt',
      'spiece.model',
    ]);
    expect(
      known(
        ['open_clip_config.json'],
        ['tokenizer.json', 'vocab.json', 'merges.txt', 'vocab.txt', 'spiece.model'],
      ),
    ).toEqual([]);
  });
});
