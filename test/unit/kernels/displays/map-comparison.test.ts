import { afterEach, describe, expect, it } from 'vitest';
import { bundleOf } from '../../../../kernels/displays/display.ts';
import {
  compareEmbeddingMaps,
  type EmbeddingMapComparison,
} from '../../../../kernels/displays/map-comparison/compare-embedding-maps.ts';
import { neighborAgreement } from '../../../../kernels/analysis/neighborhoods/neighbor-agreement.ts';
import { cosineNeighbors } from '../../../../kernels/analysis/neighborhoods/cosine-neighbors.ts';
import type { EmbeddingMapData, EmbeddingMapTold } from '../../../../webviews/protocol/embedding-map.ts';
import { packArray, unpackArray } from '../../../../webviews/protocol/packed-array.ts';
import { mimeOf, type ViewPayload } from '../../../../webviews/protocol/views.ts';
import { enterCell, leaveCell } from './fake-cell.ts';

const organs = ['liver', 'lung', 'kidney', 'colon'];
const labels = organs.flatMap(organ => [organ, `${organ} tumor`, `${organ} cyst`]);
const groups = labels.map(label => label.split(' ')[0]!);
/** Counts letters, or words by their lengths: two poor encoders. */
const letters = (texts: readonly string[]) => ({
  data: Float32Array.from(
    texts.flatMap(text =>
      Array.from({ length: 26 }, (_, at) => text.split(String.fromCharCode(97 + at)).length - 1),
    ),
  ),
  count: texts.length,
  dim: 26,
});
const lengths = (texts: readonly string[]) => ({
  data: Float32Array.from(
    texts.flatMap(text => [text.length, text.split(' ').length, text.length % 3, text.charCodeAt(0) % 7]),
  ),
  count: texts.length,
  dim: 4,
});

afterEach(leaveCell);
const dataOf = async (comparison: EmbeddingMapComparison): Promise<EmbeddingMapData> =>
  ((await bundleOf(comparison))[mimeOf('embedding-map')] as ViewPayload<'embedding-map'>).data;

describe('maps of several embeddings', () => {
  it('are of the same labels, laid upon the first, with what agrees before any layout', async () => {
    const comparison = await compareEmbeddingMaps({ letters, lengths: lengths(labels) }, labels, {
      groups,
      perplexity: 3,
      neighbors: 4,
    });
    const expected = neighborAgreement(
      await cosineNeighbors(letters(labels), 4),
      await cosineNeighbors(lengths(labels), 4),
    );
    expect(comparison.agreements[0]).toMatchObject({ left: 'letters', right: 'lengths', ...expected });
    expect(comparison.toTable()).toEqual([
      {
        left: 'letters',
        right: 'lengths',
        'same of 4 neighbours': expected.meanShared,
        'by chance': 4 / 11,
        jaccard: expected.jaccard,
        'spearman of cosines': comparison.agreements[0]!.spearman,
        'procrustes disparity of maps': comparison.maps[1]!.disparity,
      },
    ]);
    expect(comparison.labelTable()).toHaveLength(12);
    expect(comparison.neighborsOf('liver', 'letters')).toHaveLength(4);
    expect(comparison.neighborsOf('spleen', 'letters')).toEqual([]);
    const data = await dataOf(comparison);
    expect(data.names).toEqual(labels);
    expect(data.others!.map(({ name }) => name)).toEqual(['lengths']);
    expect(unpackArray(data.others![0]!.neighbors.indices)).toHaveLength(48);
    expect(data.others![0]!.agreements).toEqual([
      { shared: expected.meanShared, chance: 4 / 11, spearman: comparison.agreements[0]!.spearman },
    ]);
  });

  it('put an embedding and itself in the same places', async () => {
    const rows = letters(labels);
    const doubled = { ...rows, data: rows.data.map(value => 2 * value) };
    const { maps, agreements } = await compareEmbeddingMaps({ rows, doubled }, labels, { perplexity: 3 });
    expect(agreements[0]).toMatchObject({ meanShared: 1, jaccard: 1 });
    expect(maps[1]!.disparity).toBeLessThan(1e-9);
    maps[0]!.projection.coordinates.forEach((value, at) =>
      expect(maps[1]!.projection.coordinates[at]).toBeCloseTo(value, 3),
    );
  });

  it('take a selection for all, and lay all out anew', async () => {
    const cell = enterCell();
    const comparison = await compareEmbeddingMaps({ letters, lengths }, labels, { perplexity: 3 });
    await cell.ask({ kind: 'select', points: packArray(Uint32Array.from([1, 3]), [2]) });
    expect(comparison.selection.names).toEqual(['liver tumor', 'lung']);
    await cell.ask({ kind: 'lay-out', method: 'pca', perplexity: 3, seed: 0 });
    await expect.poll(() => cell.told.length).toBe(1);
    const told = cell.told[0] as Extract<EmbeddingMapTold, { kind: 'laid-out' }>;
    expect([told.layout.method, ...told.others!.map(({ method }) => method)]).toEqual(['pca', 'pca']);
    expect(comparison.maps[1]!.projection.method).toBe('pca');
    expect(await cell.ask({ kind: 'details', point: 2 })).toMatchObject({ neighbors: { length: 10 } });
  });

  it('draw 500 labels of 2,000 letters, many of them equal', async () => {
    const many = Array.from({ length: 500 }, (_, at) => `${at % 250} `.padEnd(2_000, 'abc '));
    const rows = Float32Array.from({ length: 500 * 6 }, (_, at) =>
      Math.sin((Math.floor(at / 6) % 250) * 7.1 + (at % 6)),
    );
    const noise = Float32Array.from({ length: 500 * 3 }, (_, at) => Math.cos(at * 1.7));
    const comparison = await compareEmbeddingMaps(
      { rows: { data: rows, count: 500, dim: 6 }, noise: { data: noise, count: 500, dim: 3 } },
      many,
      { method: 'pca' },
    );
    const data = await dataOf(comparison);
    expect(JSON.stringify(data)).not.toContain('null');
    expect(comparison.agreements[0]!.spearman).toBeGreaterThan(-1);
  });
});

describe('what cannot be compared', () => {
  const refused = (code: string) => expect.objectContaining({ code }) as Error;
  it.each([
    ['one embedding', { letters }, labels, 'map-comparison'],
    ['nothing', {}, labels, 'map-comparison'],
    ['rows without names', letters(labels), labels, 'map-comparison'],
    ['other labels', { letters, lengths: lengths(labels.slice(1)) }, labels, 'map-comparison'],
    ['no labels at all', { letters, lengths }, undefined, 'map-comparison'],
    ['an empty label', { letters, lengths }, ['liver', ' ', 'lung', 'colon'], 'encoder-texts'],
    ['an encoder that is none', { letters, other: 5 }, labels, 'encoder-missing'],
    ['an encoder that returns too little', { letters, few: () => letters(['a']) }, labels, 'encoder-rows'],
    [
      'an encoder that returns zeros',
      { letters, zeros: (texts: readonly string[]) => letters(texts.map(() => '1')) },
      labels,
      'encoder-rows',
    ],
    ['three labels', { letters, lengths }, ['a', 'bb', 'ccc'], 'projection-too-few-points'],
    ['equal labels', { letters, lengths }, ['a', 'a', 'a', 'a', 'a'], 'projection-all-equal'],
  ])('is refused by name: %s', async (_, embeddings, names, code) => {
    await expect(compareEmbeddingMaps(embeddings as never, names)).rejects.toThrow(refused(code));
  });

  it('is rows with NaN', async () => {
    const rows = letters(labels);
    rows.data[30] = NaN;
    await expect(compareEmbeddingMaps({ rows, lengths }, labels)).rejects.toThrow(
      refused('projection-row-not-finite'),
    );
    const broken = (): typeof rows => rows;
    await expect(compareEmbeddingMaps({ broken, lengths }, labels)).rejects.toThrow(refused('encoder-rows'));
  });
});
