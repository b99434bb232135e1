import {
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openWeights } from '../../../../kernels/clip/weights/open.ts';
import { readTensor } from '../../../../kernels/clip/weights/read.ts';
import { expected, failureOf, golden, temporaryFolder } from './golden.ts';

const folder = temporaryFolder();

function written(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe.each(Object.entries(expected))('%s', (name, { format, tensors }) => {
  it('gives names, types, shapes and values as PyTorch does', async () => {
    const weights = await openWeights(golden(name));
    expect(weights.format).toBe(format);
    expect([...weights.tensors.keys()].sort()).toEqual(Object.keys(tensors).sort());
    for (const [key, { type, shape, values }] of Object.entries(tensors)) {
      const tensor = weights.tensors.get(key)!;
      expect({ name: tensor.name, type: tensor.type, shape: tensor.shape }).toEqual({
        name: key,
        type,
        shape,
      });
      expect([...(await readTensor(tensor))]).toEqual(values.map(Number));
    }
  });
});

it('gives the bytes of a contiguous tensor in place, and strides for any other', async () => {
  const { tensors } = await openWeights(golden('views.bin'));
  expect(tensors.get('tied.a')!.offset).toBe(tensors.get('tied.b')!.offset);
  expect(tensors.get('rows')!.offset).toBe(tensors.get('tied.a')!.offset + 6 * 4);
  expect(tensors.get('transposed')!.strides).toEqual([1, 6]);
  const strided = [...tensors.values()].filter(tensor => tensor.strides !== undefined);
  expect(strided.map(tensor => tensor.name)).toEqual(['transposed', 'columns', 'permuted', 'flipped.int64']);
  const { offset, byteLength } = tensors.get('tied.a')!;
  const bytes = readFileSync(golden('views.bin')).subarray(offset, offset + byteLength);
  expect(bytes).toEqual(Buffer.from(Float32Array.from({ length: 24 }, (_, i) => i).buffer));
});

it('resolves symbolic links, as hub caches use them', async () => {
  const blobs = join(folder, 'blobs');
  const snapshot = join(folder, 'snapshot');
  mkdirSync(blobs);
  mkdirSync(snapshot);
  for (const name of readdirSync(golden('sharded-bin'))) {
    copyFileSync(golden(`sharded-bin/${name}`), join(blobs, `${name}-blob`));
    symlinkSync(join('..', 'blobs', `${name}-blob`), join(snapshot, name));
  }
  const weights = await openWeights(join(snapshot, 'pytorch_model.bin.index.json'));
  expect(weights.files.map(file => basename(file))).toEqual([
    'pytorch_model-00001-of-00002.bin-blob',
    'pytorch_model-00002-of-00002.bin-blob',
  ]);
  expect([...(await readTensor(weights.tensors.get('b.weight')!))]).toEqual([0, 1, 2]);
});

describe('refuses', () => {
  it.each([
    ['refused-compressed.pt', 'checkpoint-compressed', /byteorder is compressed.*torch\.save/],
    ['refused-big-endian.pt', 'checkpoint-unsupported', /big-endian/],
    ['refused-nested-archive.pt', 'checkpoint-format-unknown', /without data\.pkl \(small\.pt/],
    ['refused-two-archives.pt', 'checkpoint-unreadable', /small\/data\.pkl, other\/data\.pkl/],
    ['refused-missing-storage.pt', 'checkpoint-unreadable', /small\/data\/0 is missing/],
    ['refused-short-storage.pt', 'checkpoint-unreadable', /tensor weight claims .* 16 bytes where 8 lie/],
    ['refused-system.pt', 'checkpoint-foreign-global', /posix\.system.*nothing was run/],
    ['refused-eval.pt', 'checkpoint-foreign-global', /__builtin__\.eval/],
    ['refused-getattr.pt', 'checkpoint-foreign-global', /__builtin__\.getattr/],
    ['refused-plain-pickle.bin', 'checkpoint-foreign-global', /posix\.system/],
    ['refused-own-module.pt', 'checkpoint-foreign-global', /__main__\.Multimodal.*state_dict/],
    ['refused-complex.pt', 'checkpoint-unsupported', /ComplexFloatStorage \(tensor weight\)/],
    ['refused-repeated.pt', 'checkpoint-unsupported', /repeated view \(tensor weight\)/],
    ['refused-sparse.pt', 'checkpoint-foreign-global', /_rebuild_sparse_tensor/],
    ['refused-no-tensors.pt', 'checkpoint-no-tensors', /keys epoch, accuracy/],
  ])('%s', async (name, code, sentence) => {
    const problem = await failureOf(openWeights(golden(name)));
    expect(problem.code).toBe(code);
    expect(problem.message).toMatch(sentence);
    expect(problem.message).toContain(name);
  });

  it.each([
    ['nothing.bin', '', 'checkpoint-empty', /delete the file and fetch it again/],
    [
      'pointer.bin',
      'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n',
      'checkpoint-git-lfs',
      /git lfs pull/,
    ],
    ['page.bin', '\n<!DOCTYPE html><html><body>Sign in</body></html>', 'checkpoint-web-page', /web page/],
    ['keras.bin', Buffer.from('894844460d0a1a0a', 'hex'), 'checkpoint-format-unknown', /HDF5/],
    ['notes.txt', 'hello', 'checkpoint-format-unknown', /5 bytes that begin with 68 65/],
    ['packed.bin', Buffer.from('1f8b0800', 'hex'), 'checkpoint-compressed', /gzip.*Unpack/],
    ['tiny.safetensors', '\0', 'checkpoint-unreadable', /at least 9 bytes/],
    ['config.json', '{"model_type": "clip"}', 'checkpoint-format-unknown', /weight_map/],
    ['outside.index.json', '{"weight_map": {"a": "../a.bin"}}', 'checkpoint-unreadable', /places a outside/],
    [
      'absolute.index.json',
      '{"weight_map": {"a": "/etc/passwd"}}',
      'checkpoint-unreadable',
      /outside its folder/,
    ],
    [
      'loop.index.json',
      '{"weight_map": {"a": "loop.index.json"}}',
      'checkpoint-format-unknown',
      /JSON in place/,
    ],
    ['alone.index.json', '{"weight_map": {"a": "b.bin"}}', 'checkpoint-shard-missing', /b\.bin/],
  ])('%s', async (name, content, code, sentence) => {
    const problem = await failureOf(openWeights(written(name, content)));
    expect(problem.code).toBe(code);
    expect(problem.message).toMatch(sentence);
    expect(problem.message).toContain(name);
  });

  it('a tensor that its shard lacks', async () => {
    copyFileSync(golden('small.pt'), join(folder, 'part.bin'));
    const index = written('part.index.json', '{"weight_map": {"weight": "part.bin", "absent": "part.bin"}}');
    const problem = await failureOf(openWeights(index));
    expect(problem).toMatchObject({ code: 'checkpoint-unreadable', message: /tensor absent/ });
  });

  it('a folder, and what is not there', async () => {
    expect((await failureOf(openWeights(folder))).code).toBe('checkpoint-is-folder');
    expect((await failureOf(openWeights(join(folder, 'absent')))).code).toBe('checkpoint-not-found');
    expect((await failureOf(openWeights(join(folder, 'page.bin', 'x')))).code).toBe('checkpoint-not-found');
  });

  it.skipIf(process.platform === 'win32')('a device, without waiting for it', async () => {
    expect((await failureOf(openWeights('/dev/zero'))).message).toMatch(/no regular file/);
  });

  it.skipIf(process.platform === 'win32')('symbolic links in a circle', async () => {
    symlinkSync('circle', join(folder, 'circle'));
    expect((await failureOf(openWeights(join(folder, 'circle')))).message).toMatch(/form a circle/);
  });

  it('a tensor whose file was cut since it was opened', async () => {
    const path = written('cut.bin', readFileSync(golden('small.safetensors')));
    const { tensors } = await openWeights(path);
    truncateSync(path, 140);
    expect((await failureOf(readTensor(tensors.get('weight')!))).code).toBe('checkpoint-unreadable');
  });
});

describe.each(['small.safetensors', 'small.pt', 'zip64.pt', 'small-legacy.pt', 'traced.pt'])('%s', name => {
  it('is refused if it ends anywhere before its end', async () => {
    const whole = readFileSync(golden(name));
    const step = Math.max(1, Math.floor(whole.length / 500));
    for (let length = 0; length < whole.length; length += step) {
      const { code } = await failureOf(openWeights(written(`${name}.cut`, whole.subarray(0, length))));
      expect(code).toMatch(/^checkpoint-/);
    }
  });
});
