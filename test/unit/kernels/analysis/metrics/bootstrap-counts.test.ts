import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  binaryScores,
  scoresOfCounts,
  sensitivityOf,
} from '../../../../../kernels/analysis/metrics/binary-scores.ts';
import { bootstrapCounts } from '../../../../../kernels/analysis/metrics/bootstrap-counts.ts';
import { bootstrapCases } from '../../../../../kernels/analysis/metrics/bootstrap.ts';

it('has the distribution of a bootstrap of the cases themselves, positives and negatives apart', () => {
  const truth = Array.from({ length: 80 }, (_, at) => Number(at < 30));
  const called = truth.map((label, at) => Number((label === 1) === (at % 5 !== 0)));
  const options = { resamples: 4000, seed: 3 };
  for (const of of ['f1', 'matthews', 'sensitivity', 'specificity'] as const) {
    const fast = bootstrapCounts(
      binaryScores(truth, called),
      { of: counts => scoresOfCounts(counts)[of] },
      options,
    ).of!;
    const slow = bootstrapCases(
      truth.length,
      cases =>
        binaryScores(
          Uint8Array.from(cases, at => truth[at]!),
          Uint8Array.from(cases, at => called[at]!),
        )[of],
      { ...options, strata: truth },
    )!;
    expect(fast.value).toBe(slow.value);
    // A standard deviation of 4,000 draws is known to about 1.1 %; an end of an interval may lie a step of 1/30 away.
    expect(Math.abs(fast.standardError / slow.standardError - 1)).toBeLessThan(0.06);
    expect(Math.abs(fast.interval.low - slow.interval.low)).toBeLessThan(0.034);
    expect(Math.abs(fast.interval.high - slow.interval.high)).toBeLessThan(0.034);
  }
});

it('holds its value, never leaves its range, and says undefined where nothing can be measured', () => {
  const count = fc.nat({ max: 300 });
  fc.assert(
    fc.property(count, count, count, count, (hits, alarms, rejections, misses) => {
      const counts = {
        truePositives: hits,
        falsePositives: alarms,
        trueNegatives: rejections,
        falseNegatives: misses,
      };
      const found = bootstrapCounts(counts, { found: sensitivityOf }, { resamples: 50 }).found;
      if (hits + misses === 0) expect(found).toBeUndefined();
      else {
        expect(found!.interval.low).toBeGreaterThanOrEqual(0);
        expect(found!.interval.high).toBeLessThanOrEqual(1);
        if (hits === 0 || misses === 0) expect(found!.interval.low).toBe(found!.interval.high);
      }
    }),
  );
});
