import fc from 'fast-check';
import { expect, it } from 'vitest';
import { accuracyOf, ensembleRows, zeroShotScores } from '../../../../kernels/analysis/zero-shot.ts';

const rows = (...vectors: number[][]) => ({
  data: Float32Array.from(vectors.flat()),
  count: vectors.length,
  dim: vectors[0]?.length ?? 0,
});

it('scores by the softmax of scaled cosines, and names the best text', () => {
  const scores = zeroShotScores(rows([1, 0], [0, 1]), rows([1, 0], [0, 1]), { logitScale: 2 });
  const likely = Math.exp(2) / (Math.exp(2) + 1);
  expect(scores.scoring).toBe('softmax');
  expect([...scores.best]).toEqual([0, 1]);
  expect([...scores.cosine]).toEqual([1, 0, 0, 1]);
  [likely, 1 - likely, 1 - likely, likely].forEach((value, at) =>
    expect(scores.probability[at]).toBeCloseTo(value, 12),
  );
});

it('judges each text alone where the model has a bias', () => {
  const scores = zeroShotScores(rows([1, 0]), rows([1, 0], [0, 1]), { logitScale: 4, logitBias: -2 });
  expect(scores.scoring).toBe('sigmoid');
  expect(scores.probability[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 12);
  expect(scores.probability[1]).toBeCloseTo(1 / (1 + Math.exp(2)), 12);
});

it('takes the first of equals, and none of no texts', () => {
  expect([...zeroShotScores(rows([1, 0]), rows([0, 1], [0, 1]), { logitScale: 1 }).best]).toEqual([0]);
  expect([...zeroShotScores(rows([1, 0]), { ...rows(), dim: 2 }, { logitScale: 1 }).best]).toEqual([-1]);
});

it('puts the templates of a class together to a row of length 1', () => {
  const classes = ensembleRows(rows([1, 0], [0, 1], [0, -1], [0, -1]), 2);
  expect(classes.count).toBe(2);
  [Math.SQRT1_2, Math.SQRT1_2, 0, -1].forEach((value, at) => expect(classes.data[at]).toBeCloseTo(value, 6));
  expect([...ensembleRows(rows([1, 0], [-1, 0]), 2).data]).toEqual([0, 0]);
  expect(() => ensembleRows(rows([1, 0]), 2)).toThrow(RangeError);
});

it('leaves unit rows as they are with one template', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }), { minLength: 1 }),
      angles => {
        const unit = rows(...angles.map(angle => [Math.cos(angle), Math.sin(angle)]));
        ensembleRows(unit, 1).data.forEach((value, at) => expect(value).toBeCloseTo(unit.data[at]!, 6));
      },
    ),
  );
});

it('counts only what is known', () => {
  expect(accuracyOf(['a', 'b', 'a'], ['a', undefined, 'b'])).toBe(0.5);
  expect(accuracyOf(['a'], [undefined])).toBeUndefined();
});
