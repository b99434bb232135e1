import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openModel } from '../../../../kernels/clip/families/open.ts';
import { floats, integers, packFeeds, pixels, runGraph } from '../families/run.ts';
import { plainImage, plainText } from './plain-forward.ts';
import { sizes, tinyClip, tinyConfig, writeFolder } from './tiny-clip.ts';

const tensors = tinyClip();
const folder = writeFolder(mkdtempSync(join(tmpdir(), 'forward-')), tensors, tinyConfig());
const { side } = sizes.vision;
const pixelCount = 3 * side * side;

const worst = (actual: ArrayLike<number>, expected: readonly number[]): number =>
  Math.max(...expected.map((value, i) => Math.abs(value - actual[i]!)));

describe('a forward pass written from the formulas in double precision', () => {
  it('agrees on images and patches', async () => {
    const model = await openModel(folder);
    const images = pixels(2 * pixelCount);
    const results = await runGraph(await model.image.graph('fp32', ['patches']), {
      pixels: floats(images, [2, 3, side, side]),
    });
    for (const image of [0, 1]) {
      const plain = plainImage(tensors, images.subarray(image * pixelCount, (image + 1) * pixelCount));
      expect(worst(results['embedding']!.data.subarray(image * 12), plain.embedding)).toBeLessThan(2e-5);
      expect(worst(results['patches']!.data.subarray(image * 9 * 12), plain.patches.flat())).toBeLessThan(
        2e-5,
      );
    }
  });

  it('agrees on prompts and tokens', async () => {
    const model = await openModel(folder);
    const ids = [38, 5, 17, 2, 39];
    const results = await runGraph(await model.text.graph('fp32', ['tokens']), packFeeds(ids));
    const plain = plainText(tensors, ids);
    expect(worst(results['embedding']!.data, plain.embedding)).toBeLessThan(2e-5);
    expect(worst(results['tokens']!.data, plain.tokens.flat())).toBeLessThan(2e-5);
  });

  it('agrees on two prompts that share their beginning in one pack', async () => {
    const model = await openModel(folder);
    const prompts = [
      [38, 5, 17, 39],
      [38, 5, 21, 8, 39],
    ];
    // 38 5 | 17 39 | 21 8 39
    const parents = [-1, 0, 1, 2, 1, 4, 5];
    const bias = new Float32Array(49).fill(-10_000);
    parents.forEach((_, token) => {
      for (let seen = token; seen >= 0; seen = parents[seen]!) bias[token * 7 + seen] = 0;
    });
    const feeds = {
      ids: integers([38, 5, 17, 39, 21, 8, 39], [1, 7]),
      positions: integers([0, 1, 2, 3, 2, 3, 4], [1, 7]),
      bias: floats(bias, [7, 7]),
      end: integers([3, 6], [2]),
    };
    for (const outputs of [[], ['tokens']] as const) {
      const results = await runGraph(await model.text.graph('fp32', outputs), feeds);
      expect(results['embedding']!.shape).toEqual([2, 12]);
      prompts.forEach((ids, i) => {
        expect(
          worst(results['embedding']!.data.subarray(i * 12), plainText(tensors, ids).embedding),
        ).toBeLessThan(2e-5);
      });
    }
  });
});
