import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { project } from '../../../../../kernels/analysis/projections/project.ts';
import { projectionQuality } from '../../../../../kernels/analysis/projections/quality.ts';
import { clipLike } from '../../../../golden/projections/clip-like.ts';

interface Expected {
  readonly sha256: string;
  readonly tsne: {
    readonly trustworthiness: number;
    readonly continuity: number;
    readonly recall: number;
    readonly spearman: number;
    readonly klDivergence: number;
    readonly coordinates?: readonly (readonly [number, number])[];
  };
  readonly explainedVariance: readonly [number, number];
  readonly pca?: readonly (readonly [number, number])[];
}

const folder = new URL('../../../../golden/projections/', import.meta.url);
const expected = JSON.parse(readFileSync(new URL('expected.json', folder), 'utf8')) as Record<
  string,
  Expected
>;

/** scikit-learn's digits: a letter a pixel, a line an image. */
function digits(): { data: Float32Array; count: number; dim: number } {
  const lines = readFileSync(new URL('digits.txt', folder), 'utf8').trim().split('\n');
  const data = Float32Array.from(lines.join(''), letter => letter.charCodeAt(0) - 97);
  return { data, count: lines.length, dim: 64 };
}

/** 300 names of diseases as `builtin` encodes them. */
function medicalLabels(): { data: Float32Array; count: number; dim: number } {
  const bytes = new Int8Array(readFileSync(new URL('medical-labels.i8', folder)));
  return { data: Float32Array.from(bytes), count: 300, dim: bytes.length / 300 };
}

const sets = {
  'clip-like 300': () => clipLike(300),
  'clip-like 1000': () => clipLike(1000),
  digits,
  'medical labels': medicalLabels,
};

it.each(Object.entries(sets))('lays %s out as well as scikit-learn', async (name, make) => {
  const rows = make();
  const { sha256, tsne: theirs } = expected[name]!;
  expect(createHash('sha256').update(rows.data).digest('hex')).toBe(sha256);
  // Three hundred labels have many valleys, and the last bits of the start decide which is reached: recall moves by ±0.015.
  const layouts: { klDivergence: number; trustworthiness: number; recall: number }[] = [];
  for (const seed of name === 'medical labels' ? [0, 1, 2, 3, 4] : [0]) {
    const { coordinates, klDivergence } = await project(rows, { method: 'tsne', metric: 'euclidean', seed });
    const { trustworthiness, recall } = await projectionQuality(rows, coordinates, { metric: 'euclidean' });
    layouts.push({ klDivergence: klDivergence!, trustworthiness, recall });
  }
  const ours = (key: 'klDivergence' | 'trustworthiness' | 'recall'): number =>
    layouts.map(layout => layout[key]).sort((left, right) => left - right)[layouts.length >> 1]!;
  expect(ours('trustworthiness')).toBeGreaterThanOrEqual(theirs.trustworthiness - 0.005);
  expect(ours('recall')).toBeGreaterThanOrEqual(theirs.recall - 0.02);
  expect(ours('klDivergence')).toBeLessThanOrEqual(theirs.klDivergence * 1.05);
  // A divergence far below theirs would be another quantity.
  expect(ours('klDivergence')).toBeGreaterThan(theirs.klDivergence * 0.9);
});

it.each(Object.entries(sets))('finds the principal components of %s', async (name, make) => {
  const rows = make();
  const { explainedVariance, pca } = expected[name]!;
  const ours = await project(rows, { method: 'pca', metric: 'euclidean' });
  for (const axis of [0, 1] as const)
    expect(ours.explainedVariance![axis]).toBeCloseTo(explainedVariance[axis], 6);
  for (const [row, point] of (pca ?? []).entries())
    for (const axis of [0, 1] as const) expect(ours.coordinates[2 * row + axis]).toBeCloseTo(point[axis], 5);
});

it('measures a layout as scikit-learn and SciPy do', async () => {
  const { tsne } = expected['clip-like 300']!;
  const coordinates = Float32Array.from(tsne.coordinates!.flat());
  const ours = await projectionQuality(clipLike(300), coordinates, { metric: 'euclidean' });
  for (const key of ['trustworthiness', 'continuity', 'recall'] as const)
    expect(ours[key]).toBeCloseTo(tsne[key], 9);
  // Centred rows are rounded to single precision, so some of 44,850 pairs change places.
  expect(ours.spearman).toBeCloseTo(tsne.spearman, 6);
});

it('keeps neighbours with UMAP that the principal components lose', async () => {
  const rows = clipLike(1000);
  const [umap, pca] = await Promise.all(
    (['umap', 'pca'] as const).map(async method =>
      projectionQuality(rows, (await project(rows, { method })).coordinates),
    ),
  );
  expect(umap!.trustworthiness).toBeGreaterThan(0.99);
  expect(umap!.recall).toBeGreaterThan(0.62);
  expect(umap!.recall).toBeGreaterThan(pca!.recall + 0.2);
});
