import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  sheatherJonesBandwidth,
  silvermanBandwidth,
} from '../../../../../kernels/analysis/distributions/bandwidth.ts';
import { densityOf, gridFor, gridValues } from '../../../../../kernels/analysis/distributions/density.ts';
import { groupCurves } from '../../../../../kernels/analysis/distributions/group-curves.ts';
import { pairsInBand } from '../../../../../kernels/analysis/distributions/overlap-band.ts';
import type { EmbeddingGroup } from '../../../../../kernels/analysis/distributions/pairs.ts';
import {
  separationOf,
  smoothingOf,
  sortedPairs,
} from '../../../../../kernels/analysis/distributions/separation.ts';
import { similarityDistribution } from '../../../../../kernels/analysis/distributions/similarity-distribution.ts';
import { normalQuantile } from '../../../../../kernels/analysis/statistics/normal.ts';

interface Expected {
  groups: number[][][];
  within: { count: number; mean: number; deviation: number; bandwidth: number };
  across: { count: number; mean: number; deviation: number; bandwidth: number };
  silverman: { within: number; across: number };
  density: { cosine: number[]; within: number[]; across: number[] };
  separation: Record<'auroc' | 'overlap' | 'jensenShannon' | 'wasserstein' | 'dPrime', number>;
  bimodal: { isj: number; silverman: number };
}
const expected = JSON.parse(
  readFileSync(new URL('../../../../golden/analysis/distributions/expected.json', import.meta.url), 'utf8'),
) as Expected;

const group = (name: string, rows: readonly (readonly number[])[]): EmbeddingGroup => ({
  name,
  embeddings: {
    data: Float32Array.from(rows.flat()),
    count: rows.length,
    dim: rows[0]?.length ?? 0,
    ids: rows.map((_, index) => `${name} ${index}`),
  },
});
const golden = expected.groups.map((rows, index) => group('ABC'[index]!, rows));

describe('a similarity distribution against SciPy and scikit-learn', () => {
  const distribution = similarityDistribution(golden);

  it.each(['within', 'across'] as const)('has the moments and the bandwidth of %s', side => {
    const { count, mean, deviation, bandwidth } = distribution[side]!;
    expect(count).toBe(expected[side].count);
    expect(mean).toBeCloseTo(expected[side].mean, 10);
    expect(deviation).toBeCloseTo(expected[side].deviation, 10);
    expect(bandwidth / expected[side].bandwidth).toBeCloseTo(1, 5);
    expect(silvermanBandwidth(distribution[side]!.pairs.cosine.toSorted())).toBeCloseTo(
      expected.silverman[side],
      10,
    );
  });

  it('has the values that need no density to 1e-9', () => {
    for (const name of ['auroc', 'wasserstein', 'dPrime'] as const)
      expect(distribution.separation![name]).toBeCloseTo(expected.separation[name], 9);
  });

  it('has the values of the densities to 1e-4', () => {
    for (const name of ['overlap', 'jensenShannon'] as const)
      expect(Math.abs(distribution.separation![name] - expected.separation[name])).toBeLessThan(1e-4);
  });

  it('draws the curves within a thousandth of their peak, reflected at 1', () => {
    const { grid } = distribution;
    for (const side of ['within', 'across'] as const) {
      const { density } = distribution[side]!;
      const peak = density.reduce((left, right) => Math.max(left, right));
      const at = (cosine: number): number => {
        const step = (grid.at(-1)! - grid[0]!) / (grid.length - 1);
        const position = (cosine - grid[0]!) / step;
        const below = Math.floor(position);
        if (below < 0 || below >= grid.length) return 0;
        const next = density[below + 1] ?? density[below]!;
        return density[below]! + (position - below) * (next - density[below]!);
      };
      expected.density.cosine.forEach((cosine, index) =>
        expect(Math.abs(at(cosine) - expected.density[side][index]!)).toBeLessThan(1e-3 * peak),
      );
    }
  });

  it('finds two peaks where a rule of thumb finds one wide one', () => {
    const shares = Array.from({ length: 500 }, (_, index) => normalQuantile((index + 0.5) / 500));
    const values = Float64Array.from(shares.flatMap(z => [0.2 + 0.015 * z, 0.3 + 0.015 * z])).sort();
    expect(sheatherJonesBandwidth(values)! / expected.bimodal.isj).toBeCloseTo(1, 6);
    expect(silvermanBandwidth(values)).toBeCloseTo(expected.bimodal.silverman, 10);
    expect(sheatherJonesBandwidth(values)!).toBeLessThan(silvermanBandwidth(values) / 2);
  });
});

describe('the closed forms of N(0, 1) against N(d, 1)', () => {
  /** Cosines with the quantiles of a normal distribution, a tenth wide each standard deviation. */
  const pairsOf = (shift: number, count: number, right: number) => ({
    cosine: Float64Array.from(
      { length: count },
      (_, index) => 0.1 * (normalQuantile((index + 0.5) / count) + shift),
    ),
    left: new Uint32Array(count),
    right: new Uint32Array(count).fill(right),
  });

  it.each([
    [0.5, 0.8026, 0.6382, 0.5, 0.0437],
    [1, 0.6171, 0.7603, 1, 0.1607],
    [2, 0.3173, 0.9214, 2, 0.4859],
    [3, 0.1336, 0.9831, 3, 0.76],
  ])('d = %d', (d, overlap, auroc, wasserstein, jensenShannon) => {
    const [within, across] = [pairsOf(d, 6000, 1), pairsOf(0, 6000, 2)];
    const bandwidths = { within: 0.006, across: 0.006 };
    const grid = gridFor(-0.5, 0.8, [0.006]);
    const pairs = sortedPairs(within, across);
    const once = { times: new Float64Array(3).fill(1), groupOf: Uint32Array.of(0, 0, 1) };
    const separation = separationOf(pairs, once, smoothingOf(grid, bandwidths))!;
    expect(separation.overlap).toBeCloseTo(overlap, 2);
    expect(separation.auroc).toBeCloseTo(auroc, 3);
    expect(separation.wasserstein).toBeCloseTo(wasserstein / 10, 6);
    expect(separation.jensenShannon).toBeCloseTo(jensenShannon, 2);
    expect(separation.dPrime).toBeCloseTo(d, 2);
  });
});

describe('the curves of single groups', () => {
  it('are one for each group and each two, and hold all pairs', () => {
    const distribution = similarityDistribution(golden);
    const { curves } = groupCurves(distribution);
    expect(curves.map(({ left, right }) => [left, right])).toEqual([
      [0, 0],
      [0, 1],
      [0, 2],
      [1, 1],
      [1, 2],
      [2, 2],
    ]);
    expect(curves.map(({ count }) => count)).toEqual([91, 154, 224, 55, 176, 120]);
    const within = curves.filter(({ left, right }) => left === right);
    const mean = within.reduce((sum, curve) => sum + curve.mean * curve.count, 0) / 266;
    expect(mean).toBeCloseTo(expected.within.mean, 9);
    for (const { density } of curves) expect(density.length).toBe(distribution.grid.length);
  });
});

describe('what a click can ask', () => {
  const distribution = similarityDistribution(golden);

  it('lists the pairs of a band with their prompts, most alike first', () => {
    const band = distribution.overlapBand!;
    const listed = pairsInBand(distribution, band);
    const count = (['within', 'across'] as const)
      .map(
        side =>
          distribution[side]!.pairs.cosine.filter(value => value >= band.low && value <= band.high).length,
      )
      .reduce((sum, value) => sum + value);
    expect(listed.length).toBe(count);
    expect(listed.length).toBeGreaterThan(0);
    for (const { left, right, kind } of listed)
      expect(distribution.groupOf[left] === distribution.groupOf[right] ? 'within' : 'across').toBe(kind);
    expect(listed.map(pair => pair.cosine)).toEqual(
      listed.map(pair => pair.cosine).toSorted((one, other) => other - one),
    );
  });

  it('names the worst pairs of a group', () => {
    const two = similarityDistribution([
      group('x', [
        [1, 0],
        [0.8, 0.6],
      ]),
      group('y', [
        [0, 1],
        [0.6, 0.8],
      ]),
    ]);
    expect(two.margins.map(({ margin }) => margin!.toFixed(6))).toEqual(['-0.160000', '-0.160000']);
    expect(two.margins[0]).toMatchObject({
      count: 2,
      farthestWithin: { left: 0, right: 1, kind: 'within' },
      nearestAcross: { left: 1, right: 3, kind: 'across' },
    });
    expect(two.bandwidthRule).toBe('silverman');
  });
});

describe('resampling', () => {
  const options = { resamples: 200, randomGroups: 200, seed: 3 };
  const distribution = similarityDistribution(golden, options);

  it('holds the value in its interval and the chance level near one half', () => {
    for (const name of ['auroc', 'meanWithin', 'meanAcross', 'wasserstein', 'dPrime'] as const) {
      const { low, high, level } = distribution.intervals![name]!;
      expect(level).toBe(0.95);
      expect(low).toBeLessThan(distribution.separation![name]);
      expect(high).toBeGreaterThan(distribution.separation![name]);
    }
    const { interval, mean, pValue } = distribution.chance!.auroc!;
    expect(Math.abs(mean - 0.5)).toBeLessThan(0.02);
    expect(interval.low).toBeLessThan(0.5);
    expect(interval.high).toBeGreaterThan(0.5);
    expect(pValue).toBeCloseTo(1 / 201, 12);
  });

  it('repeats with its seed and differs with another', () => {
    expect(similarityDistribution(golden, options).intervals).toEqual(distribution.intervals);
    expect(similarityDistribution(golden, { ...options, seed: 4 }).intervals).not.toEqual(
      distribution.intervals,
    );
  });

  it('is wider over prompts than over pairs, which are not independent', () => {
    const { low, high } = distribution.intervals!.meanWithin!;
    const { deviation, count } = distribution.within!;
    expect(high - low).toBeGreaterThan((2 * 1.96 * deviation) / Math.sqrt(count));
  });

  it('compares with prompts that have nothing to do with the groups', () => {
    const { reference } = similarityDistribution(golden, {
      reference: group('everyday', expected.groups[2]!),
    });
    expect(reference).toMatchObject({ name: 'everyday', count: 120 });
    expect(reference!.mean).toBeGreaterThan(0.3);
  });
});

describe('properties', () => {
  const row = fc
    .array(fc.integer({ min: -9, max: 9 }), { minLength: 3, maxLength: 3 })
    .filter(values => values.some(Boolean));
  const rows = fc.array(row, { minLength: 1, maxLength: 8 });
  const numbers = (value: unknown): number[] =>
    typeof value === 'number'
      ? [value]
      : ArrayBuffer.isView(value)
        ? Array.from(value as Float64Array)
        : typeof value === 'object' && value !== null
          ? Object.values(value).flatMap(numbers)
          : [];

  it('is never NaN, stays in its bounds, and every density has area 1', () => {
    fc.assert(
      fc.property(rows, rows, (one, other) => {
        const distribution = similarityDistribution([group('a', one), group('b', other)], {
          resamples: 5,
          randomGroups: 5,
        });
        expect(numbers(distribution).filter(Number.isNaN)).toEqual([]);
        const { separation, grid } = distribution;
        const step = (grid.at(-1)! - grid[0]!) / (grid.length - 1);
        for (const sample of [distribution.within, distribution.across])
          if (sample) {
            const ends = (sample.density[0]! + sample.density.at(-1)!) / 2;
            expect((sample.density.reduce((sum, value) => sum + value) - ends) * step).toBeCloseTo(1, 3);
          }
        if (separation)
          for (const name of ['auroc', 'overlap', 'jensenShannon'] as const) {
            expect(separation[name]).toBeGreaterThanOrEqual(0);
            expect(separation[name]).toBeLessThanOrEqual(1);
          }
      }),
      { numRuns: 60, seed: 1 },
    );
  });

  it('does not depend on lengths of rows or the order of prompts and groups', () => {
    fc.assert(
      fc.property(rows, rows, fc.integer({ min: 1, max: 4 }), (one, other, power) => {
        const plain = similarityDistribution([group('a', one), group('b', other)]).separation;
        const turned = similarityDistribution([
          group('b', other.toReversed()),
          group(
            'a',
            one.toReversed().map(values => values.map(value => value * 2 ** power)),
          ),
        ]).separation;
        expect(turned === undefined).toBe(plain === undefined);
        if (plain && turned)
          for (const name of ['auroc', 'overlap', 'wasserstein'] as const)
            expect(turned[name]).toBeCloseTo(plain[name], 6);
      }),
      { numRuns: 60, seed: 1 },
    );
  });
});

describe('odd input', () => {
  it('has no separation with one group, or with groups of one', () => {
    expect(
      similarityDistribution([
        group('a', [
          [1, 0],
          [0, 1],
        ]),
      ]).separation,
    ).toBeUndefined();
    const singles = similarityDistribution([group('a', [[1, 0]]), group('b', [[0, 1]])]);
    expect(singles.separation).toBeUndefined();
    expect(singles.within).toBeUndefined();
    expect(singles.margins[0]).not.toHaveProperty('margin');
  });

  it.each([
    ['pairs-too-few', [group('a', [[1, 0]])]],
    ['pairs-too-few', []],
    ['embeddings-differ', [group('a', [[1, 0]]), group('b', [[1, 0, 0]])]],
    [
      'embedding-invalid',
      [
        group('a', [
          [1, 0],
          [0, 0],
        ]),
      ],
    ],
    [
      'embedding-invalid',
      [
        group('a', [
          [1, 0],
          [NaN, 0],
        ]),
      ],
    ],
  ] as [string, EmbeddingGroup[]][])('%s', (code, groups) => {
    expect(() => similarityDistribution(groups)).toThrow(expect.objectContaining({ code }) as Error);
  });

  it('refuses options that mean nothing', () => {
    for (const options of [{ resamples: -1 }, { resamples: 1.5 }, { level: 95 }, { randomGroups: NaN }])
      expect(() => similarityDistribution(golden, options)).toThrow(
        expect.objectContaining({ code: 'option-invalid' }) as Error,
      );
  });
});

describe('density at the border', () => {
  it('keeps its area when cosines pile up at 1', () => {
    const values = Float64Array.from({ length: 100 }, (_, index) => 1 - index / 2000);
    const grid = gridFor(0.95, 1, [0.02]);
    const density = densityOf(values, 0.02, grid);
    const step = gridValues(grid)[1]! - gridValues(grid)[0]!;
    const ends = (density[0]! + density.at(-1)!) / 2;
    expect((density.reduce((sum, value) => sum + value) - ends) * step).toBeCloseTo(1, 6);
  });
});
