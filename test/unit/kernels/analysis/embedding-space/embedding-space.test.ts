import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { anisotropy } from '../../../../../kernels/analysis/embedding-space/anisotropy.ts';
import { symmetricEigenvalues } from '../../../../../kernels/analysis/embedding-space/eigenvalues.ts';
import { hubness } from '../../../../../kernels/analysis/embedding-space/hubness.ts';
import {
  alignment,
  modalityGap,
  uniformity,
} from '../../../../../kernels/analysis/embedding-space/image-text-geometry.ts';
import { nearDuplicates } from '../../../../../kernels/analysis/embedding-space/near-duplicates.ts';
import { tripletTest } from '../../../../../kernels/analysis/embedding-space/triplet-test.ts';
import type { Vectors } from '../../../../../kernels/analysis/embedding-space/unit-rows.ts';

const expected = JSON.parse(
  readFileSync(new URL('../../../../golden/analysis/embedding-space/expected.json', import.meta.url), 'utf8'),
) as Record<
  | 'meanCosine'
  | 'effectiveRank'
  | 'centredEffectiveRank'
  | 'largestShare'
  | 'gap'
  | 'alignment'
  | 'uniformity',
  number
> & {
  images: number[][];
  texts: number[][];
  hubness: { similarity: number[][]; occurrences: number[]; skewness: number };
  symmetric: number[][];
  eigenvalues: number[];
};
const vectors = (rows: readonly (readonly number[])[]): Vectors => ({
  data: Float32Array.from(rows.flat()),
  count: rows.length,
  dim: rows[0]?.length ?? 0,
});
const [images, texts] = [vectors(expected.images), vectors(expected.texts)];
const throws = (code: string): Error => expect.objectContaining({ code }) as Error;

describe('against NumPy, SciPy and PyTorch', () => {
  it('anisotropy', () => {
    const found = anisotropy(images);
    expect(found.meanCosine).toBeCloseTo(expected.meanCosine, 10);
    for (const name of ['effectiveRank', 'centredEffectiveRank', 'largestShare'] as const)
      expect(found[name]).toBeCloseTo(expected[name], 9);
  });

  it('geometry of images and texts', () => {
    expect(modalityGap(images, texts).distance).toBeCloseTo(expected.gap, 10);
    expect(alignment(images, texts)).toBeCloseTo(expected.alignment, 10);
    expect(uniformity(images)).toBeCloseTo(expected.uniformity, 10);
  });

  it('hubness', () => {
    const found = hubness(expected.hubness.similarity.flat(), 12, { k: 3 });
    expect([...found.occurrences]).toEqual(expected.hubness.occurrences);
    expect(found.skewness).toBeCloseTo(expected.hubness.skewness, 10);
  });

  it('eigenvalues', () => {
    symmetricEigenvalues(Float64Array.from(expected.symmetric.flat()), 8).forEach((value, index) =>
      expect(value).toBeCloseTo(expected.eigenvalues[index]!, 10),
    );
  });
});

describe('eigenvalues of any symmetric matrix', () => {
  it('keep the trace and the sum of squares, and move with a multiple of the identity', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.infiniteStream(fc.integer({ min: -5, max: 5 })),
        (size, stream) => {
          const matrix = new Float64Array(size * size);
          for (let row = 0; row < size; row++)
            for (let column = 0; column <= row; column++) {
              const { value } = stream.next() as { value: number };
              matrix[row * size + column] = matrix[column * size + row] = value;
            }
          const trace = Array.from({ length: size }, (_, at) => matrix[at * (size + 1)]!).reduce(
            (a, b) => a + b,
          );
          const squares = matrix.reduce((sum, value) => sum + value * value, 0);
          const shifted = matrix.map((value, at) => value + (at % (size + 1) === 0 ? 3 : 0));
          const found = symmetricEigenvalues(Float64Array.from(matrix), size);
          expect(found.reduce((sum, value) => sum + value)).toBeCloseTo(trace, 8);
          expect(found.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(squares, 8);
          symmetricEigenvalues(shifted, size).forEach((value, at) =>
            expect(value - 3).toBeCloseTo(found[at]!, 8),
          );
        },
      ),
      { seed: 1 },
    );
  });
});

describe('anisotropy of plain shapes', () => {
  it('is none for axes, and all for one direction', () => {
    expect(
      anisotropy(
        vectors([
          [1, 0, 0],
          [0, 2, 0],
          [0, 0, 3],
        ]),
      ),
    ).toMatchObject({ meanCosine: 0 });
    expect(
      anisotropy(
        vectors([
          [1, 0, 0],
          [0, 2, 0],
          [0, 0, 3],
        ]),
      ).effectiveRank,
    ).toBeCloseTo(3, 10);
    const line = anisotropy(
      vectors([
        [1, 1],
        [2, 2],
        [3, 3],
      ]),
    );
    expect(line.meanCosine).toBeCloseTo(1, 10);
    expect(line.effectiveRank).toBeCloseTo(1, 6);
    expect(line).toMatchObject({ centredEffectiveRank: 0, largestShare: 0 });
  });

  it('is the same from either side of the matrix', () => {
    const tall = anisotropy(vectors(expected.images));
    const padded = anisotropy(vectors(expected.images.map(row => [...row, 0, 0, 0, 0, 0, 0, 0])));
    expect(padded.effectiveRank).toBeCloseTo(tall.effectiveRank, 6);
    expect(padded.centredEffectiveRank).toBeCloseTo(tall.centredEffectiveRank, 6);
  });
});

describe('near duplicates', () => {
  const rows = vectors([
    [1, 0],
    [0.99, 0.05],
    [0, 1],
    [0.02, 1],
    [-1, 0],
  ]);

  it('lists those above the threshold, most alike first', () => {
    const { pairs, found } = nearDuplicates(rows);
    expect(found).toBe(2);
    expect(pairs.map(({ left, right }) => [left, right])).toEqual([
      [2, 3],
      [0, 1],
    ]);
  });

  it('gives the best where there are more than asked for', () => {
    const { pairs, found } = nearDuplicates(rows, { threshold: -1, limit: 1 });
    expect(found).toBe(10);
    expect(pairs).toEqual(nearDuplicates(rows, { threshold: -1 }).pairs.slice(0, 1));
  });
});

describe('hubness', () => {
  it('counts no row as its own neighbour, and has no skewness where all are equal', () => {
    const similarity = [1, 0.9, 0, 0.9, 1, 0.2, 0, 0.2, 1];
    expect([...hubness(similarity, 3, { k: 1, skipOwn: true }).occurrences]).toEqual([1, 2, 0]);
    expect(hubness(similarity, 3, { k: 1 })).toMatchObject({ skewness: 0, neverNear: 0 });
  });
});

describe('triplets', () => {
  it('counts a text nearer to its synonym as right, equal as wrong', () => {
    const scored = tripletTest(
      ['negation', 'severity', 'negation'],
      vectors([
        [1, 0],
        [1, 0],
        [1, 0],
      ]),
      vectors([
        [2, 0],
        [0, 1],
        [1, 1],
      ]),
      vectors([
        [0, 1],
        [3, 0],
        [1, 1],
      ]),
    );
    expect(scored.kinds).toEqual([
      { kind: 'negation', count: 2, accuracy: 0.5, meanMargin: 0.5 },
      { kind: 'severity', count: 1, accuracy: 0, meanMargin: -1 },
    ]);
    expect([...scored.margins]).toEqual([1, -1, 0]);
    expect(scored.accuracy).toBeCloseTo(1 / 3, 12);
  });
});

describe('properties', () => {
  const row = fc
    .array(fc.integer({ min: -4, max: 4 }), { minLength: 3, maxLength: 3 })
    .filter(values => values.some(Boolean));
  const rows = fc.array(row, { minLength: 2, maxLength: 7 });

  it('stays in its bounds, changes with neither lengths nor order, and is never NaN', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 1, max: 3 }), (list, power) => {
        const [plain, scaled] = [
          vectors(list),
          vectors(list.map(values => values.map(value => value * 2 ** power)).toReversed()),
        ];
        const found = anisotropy(plain);
        const turned = anisotropy(scaled);
        for (const name of ['meanCosine', 'effectiveRank', 'centredEffectiveRank', 'largestShare'] as const)
          expect(turned[name]).toBeCloseTo(found[name], 5);
        expect(found.effectiveRank).toBeGreaterThan(1 - 1e-9);
        expect(found.effectiveRank).toBeLessThan(Math.min(3, list.length) + 1e-9);
        expect(uniformity(scaled)).toBeCloseTo(uniformity(plain), 9);
        expect(uniformity(plain)).toBeLessThanOrEqual(0);
        expect(uniformity(plain, { t: 1e6 })).not.toBeNaN();
        expect(modalityGap(plain, scaled).distance).toBeCloseTo(0, 6);
        expect(alignment(plain, plain)).toBe(0);
      }),
      { seed: 1 },
    );
  });
});

it.each([
  ['pairs-too-few', () => anisotropy(vectors([[1, 0]]))],
  ['pairs-too-few', () => uniformity(vectors([[1, 0]]))],
  [
    'embedding-invalid',
    () =>
      anisotropy(
        vectors([
          [1, 0],
          [0, 0],
        ]),
      ),
  ],
  ['embedding-invalid', () => nearDuplicates(vectors([[1, Infinity]]))],
  ['embeddings-differ', () => modalityGap(vectors([[1, 0]]), vectors([[1, 0, 0]]))],
  [
    'values-unequal',
    () =>
      alignment(
        vectors([[1, 0]]),
        vectors([
          [1, 0],
          [1, 0],
        ]),
      ),
  ],
  ['values-empty', () => modalityGap({ ...images, count: 0 }, texts)],
  ['option-invalid', () => uniformity(images, { t: 0 })],
  ['option-invalid', () => nearDuplicates(images, { threshold: 2 })],
  ['values-unequal', () => hubness([1, 2, 3], 2)],
  ['values-empty', () => tripletTest([], images, images, images)],
  ['values-unequal', () => tripletTest(['negation'], images, images, images)],
] as [string, () => unknown][])('%s: %s', (code, run) => {
  expect(run).toThrow(throws(code));
});
