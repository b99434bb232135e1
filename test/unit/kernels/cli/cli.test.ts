import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadArray } from '../../../../kernels/clip/embeddings/files.ts';

const root = fileURLToPath(new URL('../../../../', import.meta.url));
const model = join(root, 'test/golden/encoders/clip');

interface Finished {
  readonly code: number;
  readonly json: Record<string, unknown>;
  readonly stdout: string;
  readonly stderr: string;
}

let folder: string;
let image: string;

/** Runs the built program as a user would, with a cache of its own. */
async function clipNotebook(...options: string[]): Promise<Finished> {
  return new Promise(resolve => {
    const environment = { ...process.env, CLIP_NOTEBOOK_CACHE: join(folder, 'cache'), HF_HUB_OFFLINE: '1' };
    execFile(
      process.execPath,
      [join(root, 'dist/clip-notebook.mjs'), ...options],
      { cwd: folder, env: environment },
      (error, stdout, stderr) => {
        const json = stdout.startsWith('{') ? (JSON.parse(stdout) as Record<string, unknown>) : {};
        resolve({ code: error ? Number(error.code) : 0, json, stdout, stderr });
      },
    );
  });
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cli-'));
  image = join(folder, 'scan.png');
  const data = Buffer.from(Uint8Array.from({ length: 50 * 40 }, (_, index) => (index * 7) % 256));
  await sharp(data, { raw: { width: 50, height: 40, channels: 1 } })
    .png()
    .toFile(image);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('clip-notebook', () => {
  it('preprocesses by preset and by model', async () => {
    for (const [how, size] of [
      [['--preset', 'openai'], 224],
      [['--model', model], 32],
    ] as const) {
      const { code, json } = await clipNotebook('preprocess', ...how, image, '--output', 'scan.npy');
      expect(code).toBe(0);
      expect(json['shape']).toEqual([1, 3, size, size]);
      expect((await loadArray(join(folder, 'scan.npy'))).shape).toEqual([1, 3, size, size]);
    }
  });

  it('tokenizes', async () => {
    const { code, json } = await clipNotebook('tokenize', '--model', model, 'chest x-ray', '');
    expect(code).toBe(0);
    expect(json['ids']).toEqual([
      [618, 515, 343, 268, 517, 619],
      [618, 619],
    ]);
    expect(json['tokens']).toEqual([
      ['<|startoftext|>', 'chest</w>', 'x</w>', '-</w>', 'ray</w>', '<|endoftext|>'],
      ['<|startoftext|>', '<|endoftext|>'],
    ]);
  });

  it('encodes images with a sidecar, names the file that cannot be read, and succeeds', async () => {
    await writeFile(join(folder, 'bad.png'), 'nothing');
    const { code, json, stderr } = await clipNotebook(
      'encode',
      '--model',
      model,
      '--image',
      'scan.png',
      'bad.png',
      '--output',
      'e.npy',
    );
    expect(code).toBe(0);
    expect(json).toMatchObject({
      count: 1,
      dim: 20,
      failures: [{ id: 'bad.png', code: 'image-unreadable' }],
    });
    expect(stderr).toContain('bad.png');
    expect((await loadArray(join(folder, 'e.npy'))).shape).toEqual([1, 20]);
    expect(await readdir(folder)).toContain('e.npy.json');
  });

  it('takes a list of images', async () => {
    await writeFile(join(folder, 'list.txt'), 'scan.png\r\n\nscan.png\n');
    const { json } = await clipNotebook(
      'encode',
      '--model',
      model,
      '--image-list',
      'list.txt',
      '--output',
      'l.npy',
    );
    expect(json['count']).toBe(2);
  });

  it('takes a folder for the images in it', async () => {
    await mkdir(join(folder, 'series/inner'), { recursive: true });
    for (const name of ['b.png', 'inner/a.png']) await copyFile(image, join(folder, 'series', name));
    await writeFile(join(folder, 'series', 'notes.txt'), 'no image');
    const { json } = await clipNotebook('encode', '--model', model, '--image', 'series', '--output', 's.npy');
    expect(json).toMatchObject({ count: 2, failures: [] });
  });

  it('keeps the length of vectors when asked', async () => {
    await clipNotebook('encode', '--model', model, '--text', 'pneumonia', '--output', 'unit.npy');
    await clipNotebook(
      'encode',
      '--model',
      model,
      '--text',
      'pneumonia',
      '--output',
      'raw.npy',
      '--no-normalize',
    );
    const length = async (name: string): Promise<number> =>
      Math.hypot(...(await loadArray(join(folder, name))).data);
    expect(await length('unit.npy')).toBeCloseTo(1, 5);
    expect(await length('raw.npy')).not.toBeCloseTo(1, 2);
  });

  it('compares images with prompts', async () => {
    const { json } = await clipNotebook(
      'similarity',
      '--model',
      model,
      '--image',
      'scan.png',
      '--text',
      'chest x-ray',
      'blood smear',
    );
    const [probabilities] = json['probabilities'] as number[][];
    expect(probabilities!.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 9);
    const [cosines] = json['cosine'] as number[][];
    const logits = cosines!.map(cosine => cosine * (json['logitScale'] as number));
    expect(Math.log(probabilities![0]! / probabilities![1]!)).toBeCloseTo(logits[0]! - logits[1]!, 6);
  });

  it('describes a model', async () => {
    const { json } = await clipNotebook('model', model, '--device', 'cpu');
    expect(json).toMatchObject({
      family: 'clip',
      parameters: 19281,
      embeddingDimension: 20,
      precision: 'fp32',
      device: { device: 'cpu' },
      image: { layers: 2, width: 16, heads: 2, patch: 8 },
    });
    expect(json['digest']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('measures what a reduced precision costs', async () => {
    const { json, stderr } = await clipNotebook('model', model, '--device', 'cpu', '--dtype', 'q8');
    const { image: images, text } = json['fidelity'] as Record<'image' | 'text', { minimum: number }>;
    for (const { minimum } of [images, text]) {
      expect(minimum).toBeGreaterThan(0.9);
      expect(minimum).toBeLessThan(1);
    }
    expect(stderr).toMatch(/q8 against fp32: cosine 0\.9/);
  });
});

describe('failures', () => {
  const cases: [string, string[], string][] = [
    ['a model that is nowhere', ['tokenize', '--model', './nowhere', 'x'], 'checkpoint-not-found'],
    ['a hub id while offline', ['tokenize', '--model', 'openai/clip-vit-base-patch32', 'x'], 'hub-offline'],
    [
      'an unknown preset',
      ['preprocess', '--preset', 'clip', 'scan.png', '--output', 'x.npy'],
      'preset-unknown',
    ],
    ['neither preset nor model', ['preprocess', 'scan.png', '--output', 'x.npy'], 'argument-invalid'],
    [
      'an image that is not there',
      ['preprocess', '--preset', 'openai', 'gone.png', '--output', 'x.npy'],
      'image-not-found',
    ],
    [
      'no readable image at all',
      ['encode', '--model', model, '--image', 'gone.png', '--output', 'x.npy'],
      'image-not-found',
    ],
    [
      'images and prompts at once',
      ['encode', '--model', model, '--image', 'scan.png', '--text', 'x', '--output', 'x.npy'],
      'argument-invalid',
    ],
    [
      'an output folder that is not there',
      ['encode', '--model', model, '--text', 'x', '--output', 'no/where.npy'],
      'output-unwritable',
    ],
    [
      'a device of another platform',
      [
        'encode',
        '--model',
        model,
        '--text',
        'x',
        '--output',
        'x.npy',
        '--device',
        process.platform === 'darwin' ? 'dml' : 'coreml',
      ],
      'device-unavailable',
    ],
  ];

  it.each(cases)('%s: exit code 1, one sentence, nothing written', async (_, options, code) => {
    const before = await readdir(folder);
    const finished = await clipNotebook(...options);
    expect(finished.code).toBe(1);
    expect(finished.stderr).toContain(`${code}: `);
    expect(finished.stderr).not.toMatch(/^ +at /m);
    expect(finished.stdout).toBe('');
    expect((await readdir(folder)).filter(name => !before.includes(name) && name !== 'cache')).toEqual([]);
  });

  it('names a tokenizer that belongs to another model', async () => {
    const tiny = join(root, 'test/golden/encoders/open-clip');
    const { code, stderr } = await clipNotebook(
      'encode',
      '--model',
      tiny,
      '--text',
      'x',
      '--output',
      'x.npy',
    );
    expect(code).toBe(1);
    expect(stderr).toMatch(/tokenizer-foreign: .* gives token id 49406, and the model knows 100 tokens/);
  });

  it('says what an unknown option should have been', async () => {
    const { code, stderr } = await clipNotebook('encode', '--modle', 'x');
    expect(code).not.toBe(0);
    expect(stderr).toContain('--model');
  });
});
