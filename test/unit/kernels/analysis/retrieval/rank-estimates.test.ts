import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bootstrapCases } from '../../../../../kernels/analysis/metrics/bootstrap.ts';
import { scoresOfRanks } from '../../../../../kernels/analysis/metrics/retrieval.ts';
import { chanceRanks, rankEstimates } from '../../../../../kernels/analysis/retrieval/rank-estimates.ts';

const ranks = Uint32Array.from([1, 3, 0, 2, 12, 1, 7, 1, 4, 30]);
const ks = [1, 5, 10];

it('gives the values of the plain scores, and the intervals of a plain bootstrap within resampling error', () => {
  const found = rankEstimates(ranks, ks, { resamples: 4000 })!;
  const plain = scoresOfRanks(ranks, ks)!;
  expect(found.queries).toBe(9);
  expect(found.recall.map(({ k, value }) => ({ k, value }))).toEqual(plain.recall);
  expect(found.meanReciprocalRank.value).toBe(plain.meanReciprocalRank);
  expect(found.medianRank.value).toBe(plain.medianRank);
  const known = [...ranks].filter(rank => rank > 0);
  const mrr = bootstrapCases(9, cases => cases.reduce((sum, at) => sum + 1 / known[at]!, 0) / 9, {
    resamples: 4000,
    seed: 7,
  })!;
  expect(found.meanReciprocalRank.interval.low).toBeCloseTo(mrr.interval.low, 1);
  expect(found.meanReciprocalRank.interval.high).toBeCloseTo(mrr.interval.high, 1);
});

it('has no NaN for one query, none for no query, and repeats itself with a seed', () => {
  expect(rankEstimates(Uint32Array.of(0, 0), ks)).toBeUndefined();
  expect(rankEstimates(Uint32Array.of(), ks)).toBeUndefined();
  expect(rankEstimates(Uint32Array.of(4), ks)).toMatchObject({
    meanReciprocalRank: { value: 0.25, interval: { low: 0.25, high: 0.25 } },
    medianRank: { value: 4 },
  });
  expect(rankEstimates(ranks, ks, { seed: 3 })).toEqual(rankEstimates(ranks, ks, { seed: 3 }));
  expect(() => rankEstimates(ranks, ks, { resamples: 0 })).toThrow(/resamples/);
});

it('keeps every value inside its interval of the whole range', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1, maxLength: 30 }), list => {
      const found = rankEstimates(Uint32Array.from(list), ks, { resamples: 200, level: 0.999 })!;
      for (const { value, interval } of [...found.recall, found.meanReciprocalRank, found.medianRank]) {
        expect(Number.isFinite(interval.low + interval.high)).toBe(true);
        expect(interval.low).toBeLessThanOrEqual(interval.high);
        expect(value).toBeGreaterThanOrEqual(0);
      }
    }),
    { numRuns: 40 },
  );
});

it('knows what chance gives, by counting every order', () => {
  // First of 2 right among 4: places {1,2} {1,3} {1,4} {2,3} {2,4} {3,4}.
  const firsts = [1, 1, 1, 2, 2, 3];
  const found = chanceRanks([2, 2, 0], 4, [1, 2, 3, 9])!;
  expect(found.recall[0]).toBeCloseTo(3 / 6, 12);
  expect(found.recall[1]).toBeCloseTo(5 / 6, 12);
  expect(found.recall.slice(2).map(value => value.toFixed(9))).toEqual(['1.000000000', '1.000000000']);
  expect(found.meanReciprocalRank).toBeCloseTo(firsts.reduce((sum, rank) => sum + 1 / rank, 0) / 6, 12);
  expect(found.medianRank).toBe(1);
  expect(chanceRanks([1], 100, [5])).toMatchObject({ recall: [expect.closeTo(0.05, 12)], medianRank: 50 });
  expect(chanceRanks([0, 0], 5, [1])).toBeUndefined();
});
