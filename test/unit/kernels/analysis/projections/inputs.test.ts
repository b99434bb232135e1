import { expect, it } from 'vitest';
import { project } from '../../../../../kernels/analysis/projections/project.ts';
import { projectionQuality } from '../../../../../kernels/analysis/projections/quality.ts';
import { clipLike } from '../../../../golden/projections/clip-like.ts';

const methods = ['tsne', 'umap', 'pca'] as const;

it.each([0, 1, 2, 3])('refuses %d points with the reason', async count => {
  for (const method of methods)
    await expect(project(clipLike(count), { method })).rejects.toMatchObject({
      code: 'projection-too-few-points',
      message: expect.stringContaining(count === 1 ? 'One point' : `${count} points`) as string,
    });
});

it.each([NaN, Infinity, -Infinity])('names the row that holds %d', async value => {
  const rows = { ...clipLike(20), ids: Array.from({ length: 20 }, (_, row) => `scan-${row}.png`) };
  rows.data[7 * 512 + 4] = value;
  await expect(project(rows, { method: 'tsne' })).rejects.toMatchObject({
    code: 'projection-row-not-finite',
    message: expect.stringMatching(/^Row 7 \(scan-7\.png\) holds .* in column 4/) as string,
  });
});

it('refuses rows that are all equal', async () => {
  const rows = { data: new Float32Array(50 * 8).fill(0.25), count: 50, dim: 8 };
  await expect(project(rows, { method: 'umap' })).rejects.toMatchObject({ code: 'projection-all-equal' });
});

it('refuses an array of another shape, and options out of range', async () => {
  const rows = clipLike(20);
  await expect(project({ ...rows, count: 21 }, { method: 'pca' })).rejects.toMatchObject({
    code: 'projection-rows-mismatched',
  });
  for (const options of [{ perplexity: 0.5 }, { perplexity: NaN }, { neighbors: 1 }, { seed: 0.5 }])
    await expect(project(rows, { method: 'tsne', ...options })).rejects.toMatchObject({
      code: 'projection-option-invalid',
    });
  await expect(projectionQuality(rows, new Float32Array(10))).rejects.toMatchObject({
    code: 'projection-rows-mismatched',
  });
});

it.each([4, 5, 9])('lays %d points out by classical scaling, and says so', async count => {
  const rows = clipLike(count);
  const pca = await project(rows, { method: 'pca' });
  for (const method of ['tsne', 'umap'] as const) {
    const layout = await project(rows, { method });
    expect(layout.algorithm).toBe('classical scaling');
    expect(layout.notes.join()).toContain(`${count} points are too few`);
    expect(layout.coordinates).toEqual(pca.coordinates);
  }
});

it('keeps the distances of points that lie in a plane', async () => {
  const data = Float32Array.of(0, 0, 0, 3, 0, 0, 3, 4, 0, 0, 4, 0);
  const { coordinates } = await project({ data, count: 4, dim: 3 }, { method: 'tsne', metric: 'euclidean' });
  const apart = (left: number, right: number): number =>
    Math.hypot(
      coordinates[2 * left]! - coordinates[2 * right]!,
      coordinates[2 * left + 1]! - coordinates[2 * right + 1]!,
    );
  expect(apart(0, 1)).toBeCloseTo(3, 5);
  expect(apart(1, 2)).toBeCloseTo(4, 5);
  expect(apart(0, 2)).toBeCloseTo(5, 5);
});

it.each([10, 12, 14, 30, 90])('clamps what %d points cannot give, and says so', async count => {
  const rows = clipLike(count);
  const tsne = await project(rows, { method: 'tsne' });
  expect(tsne.perplexity).toEqual({ asked: 30, used: (count - 1) / 3 });
  expect(tsne.notes.join()).toContain('was used');
  expect(tsne.coordinates.every(Number.isFinite)).toBe(true);
  const umap = await project(rows, { method: 'umap' });
  expect(umap.neighbors).toEqual({ asked: 15, used: Math.min(15, count - 1) });
  expect(umap.notes.length).toBe(count > 15 ? 0 : 1);
  expect(umap.coordinates.every(Number.isFinite)).toBe(true);
});

it.each(methods)('lays out repeated rows, rows of zeros and one-hot rows: %s', async method => {
  const { data, dim } = clipLike(40);
  const repeated = { data: Float32Array.from([...data, ...data]), count: 80, dim };
  const twice = await project(repeated, { method });
  expect(twice.notes.join()).toContain('40 of 80 rows repeat an earlier row');
  expect(twice.coordinates.every(Number.isFinite)).toBe(true);

  const zeros = { data: data.slice().fill(0, 3 * dim, 4 * dim), count: 40, dim };
  const withZero = await project(zeros, { method });
  expect(withZero.notes.join()).toContain('Row 3 is all zeros');
  expect(withZero.coordinates.every(Number.isFinite)).toBe(true);

  const oneHot = { data: new Float32Array(60 * 60), count: 60, dim: 60 };
  for (let row = 0; row < 60; row++) oneHot.data[61 * row] = 1;
  const equal = await project(oneHot, { method });
  expect(equal.coordinates.every(Number.isFinite)).toBe(true);
  const places = new Set(
    Array.from({ length: 60 }, (_, row) => equal.coordinates.slice(2 * row, 2 * row + 2).join()),
  );
  expect(places.size).toBe(60);
});

it('lays out rows of one number', async () => {
  const rows = { data: Float32Array.from({ length: 30 }, (_, row) => row), count: 30, dim: 1 };
  const pca = await project(rows, { method: 'pca', metric: 'euclidean' });
  expect(pca.explainedVariance).toEqual([expect.closeTo(1, 6), 0]);
  const tsne = await project(rows, { method: 'tsne', metric: 'euclidean' });
  expect(tsne.coordinates.every(Number.isFinite)).toBe(true);
});
