import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rankClasses } from '../../../../kernels/analysis/zero-shot-ranking.ts';
import { zeroShotScores } from '../../../../kernels/analysis/zero-shot.ts';
import { byCosine, rowsArbitrary, scaled, throws, vectors } from './rows.ts';

const image = vectors([[1, 0]]);

describe('ranking classes of many images', () => {
  it('agrees with the scores of few images', async () => {
    await fc.assert(
      fc.asyncProperty(rowsArbitrary(5, 4), rowsArbitrary(3, 4), async (left, right) => {
        const unit = (rows: number[][]): number[][] =>
          rows.map(row => row.map(value => value / Math.hypot(...row)));
        const [images, texts] = [vectors(unit(left)), vectors(unit(right))];
        const all = zeroShotScores(images, texts, { logitScale: 10 });
        const found = await rankClasses(images, texts, { k: 3, logitScale: 10 });
        found.classes.forEach((text, at) => {
          const cell = Math.floor(at / 3) * 3 + text;
          expect(found.cosine[at]).toBeCloseTo(all.cosine[cell]!, 5);
          expect(found.probability[at]).toBeCloseTo(all.probability[cell]!, 5);
        });
        for (let row = 0; row < 5; row++) {
          const sum = found.probability
            .slice(row * 3, row * 3 + 3)
            .reduce((total, value) => total + value, 0);
          expect(sum).toBeCloseTo(1, 5);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('takes a temperature, a bias, and rows of any length', async () => {
    const texts = byCosine([0.2, 0.6]);
    const cold = await rankClasses(image, texts, { temperature: 0.1 });
    expect([...cold.classes]).toEqual([1]);
    expect(cold.probability[0]).toBeCloseTo(1 / (1 + Math.exp(-4)), 5);
    const sigmoid = await rankClasses(scaled(image), scaled(texts), { logitScale: 10, logitBias: -5, k: 9 });
    expect(sigmoid.k).toBe(2);
    expect([...sigmoid.classes]).toEqual([1, 0]);
    expect(sigmoid.probability[0]).toBeCloseTo(1 / (1 + Math.exp(-1)), 5);
    expect(sigmoid.probability[1]).toBeCloseTo(1 / (1 + Math.exp(3)), 5);
  });

  it('names the first of equal classes, and the only one with certainty', async () => {
    expect([...(await rankClasses(image, byCosine([0.5, 0.5]))).classes]).toEqual([0]);
    expect([...(await rankClasses(image, byCosine([0.5]))).probability]).toEqual([1]);
  });

  it('spans blocks', async () => {
    const rows = Array.from({ length: 4100 }, (_, at) => (at % 3 === 0 ? [0, 2] : [3, 0]));
    const found = await rankClasses(
      vectors(rows),
      vectors([
        [1, 0],
        [0, 1],
      ]),
    );
    found.classes.forEach((text, at) => expect(text).toBe(at % 3 === 0 ? 1 : 0));
  });

  it('refuses what has no direction, no rows, or another model', async () => {
    const texts = byCosine([0.5]);
    const given = { ...vectors([[NaN, 1]]), normalized: true };
    await expect(rankClasses(given, texts)).rejects.toEqual(throws('embedding-invalid'));
    await expect(rankClasses(vectors([[NaN, 1]]), texts)).rejects.toEqual(throws('embedding-invalid'));
    await expect(rankClasses(vectors([[0, 0]]), texts)).rejects.toEqual(throws('embedding-invalid'));
    await expect(rankClasses(image, vectors([]))).rejects.toEqual(throws('values-empty'));
    await expect(rankClasses(image, vectors([[1, 2, 3]]))).rejects.toEqual(throws('embeddings-differ'));
    await expect(rankClasses(image, texts, { k: 0 })).rejects.toEqual(throws('option-invalid'));
    await expect(rankClasses(image, texts, { temperature: 0 })).rejects.toEqual(throws('option-invalid'));
  });
});
