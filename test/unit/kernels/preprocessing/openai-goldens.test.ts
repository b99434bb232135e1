import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { createImagePipeline } from '../../../../kernels/clip/preprocessing/pipeline.ts';
import { presetByName } from '../../../../kernels/clip/preprocessing/presets.ts';

const folder = fileURLToPath(new URL('../../../../../shared/data/clip-vit-b32-goldens', import.meta.url));

describe.skipIf(!existsSync(folder))("OpenAI's own preprocessed tensors", () => {
  const pipeline = createImagePipeline({ workers: 1 });
  afterAll(() => pipeline.close());

  it.each(['123_456', '389_535', '524_316'])('are reproduced to the bit for %s.jpg', async name => {
    const bytes = readFileSync(`${folder}/${name}.pixels.f32`);
    const expected = new Float32Array(new Uint8Array(bytes).buffer);
    const { pixels, original } = await pipeline.load(`${folder}/${name}.jpg`, presetByName('openai'));
    expect(`${original.width}_${original.height}`).toBe(name);
    expect(largestDifference(pixels, expected)).toBe(0);
  });
});

function largestDifference(actual: Float32Array, expected: Float32Array): number {
  expect(actual.length).toBe(expected.length);
  return actual.reduce((largest, value, index) => Math.max(largest, Math.abs(value - expected[index]!)), 0);
}
