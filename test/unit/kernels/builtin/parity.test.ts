import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadClip, type Clip } from '../../../../kernels/clip/encoders/load-clip.ts';

const folder = join(import.meta.dirname, '../../../../kernels/clip/builtin/model');
const golden = join(import.meta.dirname, '../../../golden/builtin-parity/expected.json');
const expected = JSON.parse(readFileSync(golden, 'utf8')) as {
  texts: string[];
  textEmbeddings: number[][];
  imageEmbeddings: number[][];
  firstPatches: number[][];
};
/** Sums in another order, and half a step of the rounding in expected.json. */
const tolerance = 1e-3;

describe('the built-in model', () => {
  let clip: Clip;
  beforeAll(async () => {
    clip = await loadClip(folder, { cache: false, device: 'cpu' });
  });
  afterAll(() => clip.close());

  it('is a dual encoder whose matrices in steps count as parameters', () => {
    expect(clip.model.family).toBe('vision-text-dual-encoder');
    expect(clip.model.embeddingDimension).toBe(384);
    expect(clip.model.parameterCount).toBeGreaterThan(22_000_000);
    expect(clip.model.notes).toEqual([]);
  });

  it('gives the embeddings of PyTorch for prompts', async () => {
    const ids = await Promise.all(
      expected.texts.map(async text => Array.from((await clip.tokenize(text)).ids, Number)),
    );
    const states = await clip.forwardText(ids);
    states.forEach(({ embedding }, index) => {
      expect(distance(embedding, expected.textEmbeddings[index]!)).toBeLessThan(tolerance);
    });
  });

  it('gives the embeddings and patches of PyTorch for pixels', async () => {
    const { width, height } = clip.model.image.preset;
    const pixels = Float32Array.from(
      { length: 2 * 3 * width * height },
      (_, at) => 0.6 * Math.sin(at * 0.37) + 0.3 * Math.cos(at * 0.0021),
    );
    const { embedding, patches } = await clip.forwardImage(pixels, { patches: true });
    const { rows, columns } = clip.model.image.grid;
    for (const index of [0, 1]) {
      const own = embedding.subarray(384 * index, 384 * (index + 1));
      expect(distance(own, expected.imageEmbeddings[index]!)).toBeLessThan(tolerance);
      const start = 384 * rows * columns * index;
      expect(distance(patches!.subarray(start, start + 384), expected.firstPatches[index]!)).toBeLessThan(
        tolerance,
      );
    }
  });
});

/** Largest difference of an element, as a share of the expected vector's length. */
function distance(actual: ArrayLike<number>, wanted: readonly number[]): number {
  expect(actual).toHaveLength(wanted.length);
  return (
    wanted.reduce((largest, value, at) => Math.max(largest, Math.abs(value - actual[at]!)), 0) /
    Math.hypot(...wanted)
  );
}
