import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classProbabilities, cosineSimilarity } from '../../../../kernels/analysis/similarity.ts';

describe('cosineSimilarity', () => {
  it('is the product of unit rows', () => {
    const left = { data: Float32Array.of(1, 0, 0.6, 0.8), count: 2, dim: 2 };
    const right = { data: Float32Array.of(0, 1), count: 1, dim: 2 };
    const cosines = cosineSimilarity(left, right);
    expect(cosines[0]).toBe(0);
    expect(cosines[1]).toBeCloseTo(0.8, 7);
  });

  it('refuses embeddings of different models', () => {
    const rows = (dim: number) => ({ data: new Float32Array(dim), count: 1, dim });
    expect(() => cosineSimilarity(rows(512), rows(768))).toThrow(RangeError);
  });
});

describe('classProbabilities', () => {
  const cosines = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });

  it('sums to one, whatever the scale, and follows a permutation of the classes', () => {
    fc.assert(
      fc.property(cosines, fc.double({ min: 0.01, max: 1e6, noNaN: true }), (row, logitScale) => {
        const straight = classProbabilities(Float64Array.from(row), 3, { logitScale });
        const turned = classProbabilities(Float64Array.from(row.toReversed()), 3, { logitScale });
        expect(straight.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 12);
        turned.toReversed().forEach((value, index) => expect(value).toBeCloseTo(straight[index]!, 12));
      }),
    );
  });

  it('is the softmax of the scaled cosines', () => {
    const cosines = Float64Array.from([1, 2, 5], ratio => Math.log(ratio) / 100);
    const probabilities = classProbabilities(cosines, 3, { logitScale: 100 });
    [1 / 8, 2 / 8, 5 / 8].forEach((expected, index) =>
      expect(probabilities[index]).toBeCloseTo(expected, 12),
    );
  });

  it('judges each class alone where the model has a bias', () => {
    const probabilities = classProbabilities(Float64Array.of(0.1, 0.1), 2, {
      logitScale: 100,
      logitBias: -10,
    });
    expect([...probabilities]).toEqual([0.5, 0.5]);
  });
});
