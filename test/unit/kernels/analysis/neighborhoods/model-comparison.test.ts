import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { falseNegativesOf } from '../../../../../kernels/analysis/contrastive-loss/false-negatives.ts';
import { anisotropy } from '../../../../../kernels/analysis/embedding-space/anisotropy.ts';
import type { Vectors } from '../../../../../kernels/analysis/embedding-space/unit-rows.ts';
import { cosineNeighbors } from '../../../../../kernels/analysis/neighborhoods/cosine-neighbors.ts';
import { neighborAgreement } from '../../../../../kernels/analysis/neighborhoods/neighbor-agreement.ts';
import { oneHotRows } from '../../../../../kernels/analysis/neighborhoods/one-hot.ts';
import { similarityCorrelation } from '../../../../../kernels/analysis/neighborhoods/similarity-correlation.ts';
import { alignLayout } from '../../../../../kernels/analysis/projections/procrustes.ts';
import { wilsonInterval } from '../../../../../kernels/analysis/statistics/wilson.ts';

const expected = JSON.parse(
  readFileSync(
    new URL('../../../../golden/analysis/model-comparison/expected.json', import.meta.url),
    'utf8',
  ),
) as {
  first: number[][];
  second: number[][];
  spearman: number;
  shared: number[];
  jaccard: number;
  varianceShares: number[];
  fixed: number[][];
  layouts: Record<'turned' | 'mirrored', { layout: number[][]; aligned: number[][]; disparity: number }>;
  wilson: [number, number, number, number, number][];
};
const vectors = (rows: readonly (readonly number[])[]): Vectors => ({
  data: Float32Array.from(rows.flat()),
  count: rows.length,
  dim: rows[0]?.length ?? 0,
});
const [first, second] = [vectors(expected.first), vectors(expected.second)];
const close = (actual: ArrayLike<number>, wanted: readonly number[], digits = 9): void => {
  expect(actual).toHaveLength(wanted.length);
  wanted.forEach((value, at) => expect(actual[at]).toBeCloseTo(value, digits));
};

describe('two embeddings of the same points', () => {
  it('share neighbours, and order pairs alike, as SciPy says', async () => {
    const agreement = neighborAgreement(await cosineNeighbors(first, 4), await cosineNeighbors(second, 4));
    close(agreement.shared, expected.shared);
    expect(agreement.jaccard).toBeCloseTo(expected.jaccard, 12);
    expect(agreement.chance).toBeCloseTo(4 / 11, 12);
    expect(similarityCorrelation(first, second)).toEqual({
      spearman: expect.closeTo(expected.spearman, 9) as number,
      pairs: 66,
    });
  });

  it('agree wholly with themselves, however they are scaled, and not at all with one-hot labels', async () => {
    const scaled = { ...first, data: first.data.map(value => 3 * value) };
    const near = await cosineNeighbors(first, 5);
    expect(neighborAgreement(near, await cosineNeighbors(scaled, 5))).toMatchObject({
      meanShared: 1,
      jaccard: 1,
    });
    expect(similarityCorrelation(first, scaled).spearman).toBeCloseTo(1, 12);
    const labels = oneHotRows(expected.first.map((_, at) => `label ${at}`));
    expect(similarityCorrelation(first, labels).spearman).toBe(0);
  });

  it('must be of the same points', async () => {
    const few = vectors(expected.second.slice(1));
    expect(() => similarityCorrelation(first, few)).toThrow(/12 values.*11/);
    const [near, other] = [await cosineNeighbors(first, 3), await cosineNeighbors(few, 3)];
    expect(() => neighborAgreement(near, other)).toThrow(/12 values.*11/);
  });

  it('have a spectrum whose shares add up to one', () => {
    close(anisotropy(first).varianceShares, expected.varianceShares);
  });
});

describe('a layout laid upon another', () => {
  const fixed = Float32Array.from(expected.fixed.flat());
  it.each(['turned', 'mirrored'] as const)('is %s back as SciPy does', kind => {
    const { layout, aligned, disparity } = expected.layouts[kind];
    const found = alignLayout(fixed, Float32Array.from(layout.flat()));
    close(found.coordinates, aligned.flat(), 4);
    expect(found.disparity).toBeCloseTo(disparity, 6);
  });

  it('is found again after any similarity', () => {
    const number = fc.double({ min: -5, max: 5, noNaN: true });
    fc.assert(
      fc.property(
        number,
        number,
        number,
        fc.double({ min: 0.2, max: 4, noNaN: true }),
        fc.boolean(),
        (angle, x, y, scale, mirror) => {
          const moved = Float32Array.from(fixed, (_, at) => {
            const [px, py] = [fixed[at - (at % 2)]!, (mirror ? -1 : 1) * fixed[at - (at % 2) + 1]!];
            return at % 2 === 0
              ? scale * (Math.cos(angle) * px - Math.sin(angle) * py) + x
              : scale * (Math.sin(angle) * px + Math.cos(angle) * py) + y;
          });
          const { coordinates, disparity } = alignLayout(fixed, moved);
          expect(disparity).toBeLessThan(1e-6);
          coordinates.forEach((value, at) => expect(Math.abs(value - fixed[at]!)).toBeLessThan(1e-3));
        },
      ),
      { numRuns: 50 },
    );
  });

  it('is left as it is where all its points coincide', () => {
    const flat = new Float32Array(fixed.length).fill(2);
    expect(alignLayout(fixed, flat)).toEqual({ coordinates: flat, disparity: 1 });
    expect(() => alignLayout(fixed, fixed.subarray(2))).toThrow(/9 values.*8/);
  });
});

describe('intervals of shares', () => {
  it.each(expected.wilson)('%d of %d at level %d are those of SciPy', (hits, count, level, low, high) => {
    const interval = wilsonInterval(hits, count, level);
    expect(interval.low).toBeCloseTo(low, 9);
    expect(interval.high).toBeCloseTo(high, 9);
  });

  it('refuse what is no count', () => {
    expect(() => wilsonInterval(3, 2)).toThrow(/successes is 3/);
    expect(() => wilsonInterval(0, 0)).toThrow(/count is 0/);
  });
});

describe('false negatives of a batch', () => {
  it('are as many as one counts: in a batch of two, a case meets its duplicate as often as its share', () => {
    // Of four cases two are the same.
    const [two, many] = [falseNegativesOf([1, 1, 0, 0], 2), falseNegativesOf([1, 1, 0, 0], 1000)];
    expect(two.expectedPairs).toBeCloseTo(1 / 6, 12);
    expect(two.shareOfNegatives).toBeCloseTo(1 / 6, 12);
    expect(two.shareOfCases).toBeCloseTo(1 / 6, 12);
    expect(many.shareOfCases).toBeCloseTo(0.5, 6);
    expect(falseNegativesOf([0, 0, 0], 64)).toMatchObject({ expectedPairs: 0, shareOfCases: 0 });
  });

  it('need two cases and possible counts', () => {
    expect(() => falseNegativesOf([0], 2)).toThrow(/Give at least one/);
    expect(() => falseNegativesOf([2, 0], 2)).toThrow(/whole number below 2/);
    expect(() => falseNegativesOf([0, 0], 1)).toThrow(/batch is 1/);
  });
});
