import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeImage } from '../../../../kernels/clip/decoding/decode.ts';
import { createImagePipeline, type ImagePipeline } from '../../../../kernels/clip/preprocessing/pipeline.ts';
import type { Preset } from '../../../../kernels/clip/preprocessing/preset.ts';
import { preprocess } from '../../../../kernels/clip/preprocessing/preprocess.ts';
import { openaiPreset, presetByName } from '../../../../kernels/clip/preprocessing/presets.ts';
import { Failure } from '../../../../kernels/protocol/failures/index.ts';

const images = fileURLToPath(new URL('../../../golden/decoding/images/', import.meta.url));
const openai = presetByName('openai');
const photo = `${images}size-512x384.jpg`;

let opened: ImagePipeline[] = [];
afterEach(async () => {
  await Promise.all(opened.map(pipeline => pipeline.close()));
  opened = [];
});

function pipelineOf(workers: number): ImagePipeline {
  const pipeline = createImagePipeline({ workers });
  opened.push(pipeline);
  return pipeline;
}

describe('the image pipeline', () => {
  it('gives what decoding and preprocessing give, with the size of the original', async () => {
    const { pixels, original } = await pipelineOf(1).load(photo, openai);
    expect(pixels).toEqual(preprocess(await decodeImage(photo), openai));
    expect(original).toEqual({ width: 512, height: 384 });
  });

  it('leaves bytes it was given usable', async () => {
    const bytes = new Uint8Array(readFileSync(photo));
    const { pixels } = await pipelineOf(1).load({ name: 'upload', bytes }, openai);
    expect(pixels.length).toBe(3 * 224 * 224);
    expect(bytes.length).toBeGreaterThan(0);
  });

  it('answers every one of many requests, each with its own image', async () => {
    const pipeline = pipelineOf(2);
    const names = [
      'gray.png',
      'rgb.png',
      'cmyk.jpg',
      'palette.gif',
      'ct-rescale-window.dcm',
      'mono2-16-j2k.dcm',
      'htj2k.dcm',
      'mono2-8-jpegls.dcm',
    ];
    const sources = Array.from({ length: 40 }, (_, i) => images + names[i % names.length]!);
    const all = await Promise.all(sources.map(source => pipeline.load(source, openai)));
    const expected = await Promise.all(
      sources.map(async source => preprocess(await decodeImage(source), openai)),
    );
    expect(all.map(({ pixels }) => hash(pixels))).toEqual(expected.map(hash));
  });

  it('carries failures across with code, details and cause, and goes on', async () => {
    const pipeline = pipelineOf(1);
    const error = await failureOf(
      pipeline.load({ name: 'notes.txt', bytes: Uint8Array.of(1, 2, 3) }, openai),
    );
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ code: 'image-unreadable', details: { name: 'notes.txt' } });
    expect(error.message).toContain('notes.txt cannot be read as an image');
    expect(error.cause).toBeDefined();
    expect((await failureOf(pipeline.load(`${images}absent.png`, openai))).code).toBe('image-not-found');
    await expect(pipeline.load(photo, openai)).resolves.toBeDefined();
  });

  it('reports a fault of a preset as an error, not as a failure of the image', async () => {
    const wrong: Preset = { ...openaiPreset(32), width: 31 };
    await expect(pipelineOf(1).load(photo, wrong)).rejects.toThrow('the steps give 32×32, not 31×32');
  });

  it('cancels what waits and what runs', async () => {
    const pipeline = pipelineOf(1);
    const controller = new AbortController();
    const options = { signal: controller.signal };
    const requests = Array.from({ length: 6 }, () => failureOf(pipeline.load(photo, openai, options)));
    controller.abort();
    for (const { code } of await Promise.all(requests)) expect(code).toBe('cancelled');
    expect((await failureOf(pipeline.load(photo, openai, options))).code).toBe('cancelled');
    await expect(pipeline.load(photo, openai)).resolves.toBeDefined();
  });

  it('answers all that is pending when it is closed', async () => {
    const pipeline = pipelineOf(1);
    const requests = Array.from({ length: 5 }, () => failureOf(pipeline.load(photo, openai)));
    await pipeline.close();
    for (const { code } of await Promise.all(requests)) expect(code).toBe('cancelled');
    expect((await failureOf(pipeline.load(photo, openai))).code).toBe('cancelled');
  });

  it('keeps the event loop free', async () => {
    const pipeline = pipelineOf(1);
    await pipeline.load(photo, openai);
    let longest = 0;
    let last = performance.now();
    const timer = setInterval(() => {
      const now = performance.now();
      longest = Math.max(longest, now - last);
      last = now;
    }, 1);
    await Promise.all(
      Array.from({ length: 10 }, () =>
        pipeline.load(`${images}size-701x503-rgba.webp`, presetByName('flair')),
      ),
    );
    clearInterval(timer);
    expect(longest).toBeLessThan(150);
  });
});

async function failureOf(request: Promise<unknown>): Promise<Failure> {
  const error: unknown = await request.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Failure) return error;
  throw new Error(`expected a failure, found ${String(error)}`);
}

function hash(pixels: Float32Array): string {
  return createHash('sha256').update(new Uint8Array(pixels.buffer)).digest('hex');
}
