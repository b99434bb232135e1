import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const path = new URL('./metrics.mjs', import.meta.url).href;
const { auroc, recallAt, accuracy, argmax } = (await import(path)) as {
  auroc: (scores: number[], labels: boolean[]) => number;
  recallAt: (k: number, cosines: number[], n: number, byColumn?: boolean) => number;
  accuracy: (
    predictions: string[],
    truths: string[],
  ) => { overall: number; balanced: number; byClass: Record<string, number> };
  argmax: (values: number[]) => number;
};

const booleans = (digits: string): boolean[] => Array.from(digits, digit => digit === '1');

describe('auroc', () => {
  // Expected values: sklearn.metrics.roc_auc_score, scikit-learn 1.9.1.
  it.each([
    [[0.1, 0.4, 0.35, 0.8], '0011', 0.75],
    [[0.5, 0.5, 0.5, 0.5], '0101', 0.5],
    [[0.1, 0.2, 0.3, 0.4], '0011', 1],
    [[0.1, 0.2, 0.3, 0.4], '1100', 0],
    [[1, 2, 2, 2, 3], '00101', 5 / 6],
    [[0.2, 0.2, 0.7, 0.7, 0.7, 0.9], '010110', 7 / 18],
  ])('%j with labels %s is %d', (scores, labels, expected) => {
    expect(auroc(scores, booleans(labels))).toBeCloseTo(expected, 12);
  });

  it('is the share of pairs in the right order, ties one half', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 6 }), fc.boolean()), {
      minLength: 2,
      maxLength: 40,
    });
    fc.assert(
      fc.property(rows, pairs => {
        const positives = pairs.filter(([, label]) => label).map(([score]) => score);
        const negatives = pairs.filter(([, label]) => !label).map(([score]) => score);
        fc.pre(positives.length > 0 && negatives.length > 0);
        let won = 0;
        for (const high of positives)
          for (const low of negatives) won += high > low ? 1 : high === low ? 0.5 : 0;
        const expected = won / positives.length / negatives.length;
        const found = auroc(
          pairs.map(([score]) => score),
          pairs.map(([, label]) => label),
        );
        expect(found).toBeCloseTo(expected, 12);
      }),
    );
  });
});

describe('the other measures', () => {
  it('recall counts a tie as beaten, so that equal scores cannot flatter', () => {
    expect(recallAt(1, [9, 1, 1, 1, 9, 1, 1, 1, 9], 3)).toBe(1);
    expect(recallAt(1, Array<number>(9).fill(1), 3)).toBe(0);
    expect(recallAt(1, [5, 0, 6, 5], 2)).toBe(0.5);
    expect(recallAt(1, [5, 0, 6, 5], 2, true)).toBe(0.5);
    expect(recallAt(2, [5, 0, 6, 5], 2)).toBe(1);
  });

  it('balanced accuracy weighs rare classes as common ones', () => {
    const found = accuracy(['a', 'a', 'a', 'a'], ['a', 'a', 'a', 'b']);
    expect(found).toMatchObject({ overall: 0.75, balanced: 0.5, byClass: { a: 1, b: 0 } });
    expect(argmax([1, 3, 3])).toBe(1);
  });
});
