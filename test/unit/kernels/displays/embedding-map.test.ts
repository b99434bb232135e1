import sharp from 'sharp';
import { afterEach, describe, expect, it } from 'vitest';
import { bundleOf } from '../../../../kernels/displays/display.ts';
import { embeddingMap, type MapRows } from '../../../../kernels/displays/embedding-map/embedding-map.ts';
import type { DisplayBundle } from '../../../../kernels/protocol/kernel/outputs.ts';
import type {
  EmbeddingMapFrame,
  EmbeddingMapLaidOut,
  EmbeddingMapTold,
} from '../../../../webviews/protocol/embedding-map.ts';
import { packArray, unpackArray } from '../../../../webviews/protocol/packed-array.ts';
import { mimeOf, type ViewPayload } from '../../../../webviews/protocol/views.ts';
import { enterCell, leaveCell } from './fake-cell.ts';

const mime = mimeOf('embedding-map');
const model = { name: 'test', digest: 'ab'.repeat(32), precision: 'fp32', preset: 'openai', version: '0' };

/** `clusters` directions far apart with `each` rows close to each, and their clusters' names. */
function clusteredRows(clusters: number, each: number, kind: 'text' | 'image' = 'text') {
  const dim = 16;
  const count = clusters * each;
  const data = Float32Array.from({ length: count * dim }, (_, at) => {
    const row = Math.floor(at / dim);
    return (at % dim === row % clusters ? 3 : 0) + Math.sin(12.9898 * at + 78.233) * 0.4;
  });
  const ids = Array.from({ length: count }, (_, row) => `${kind} ${row}`);
  const rows: MapRows = { data, count, dim, ids, kind, model };
  return { rows, groups: ids.map((_, row) => `cluster ${row % clusters}`) };
}

const payloadIn = (bundle: DisplayBundle | undefined): ViewPayload<'embedding-map'> =>
  bundle?.[mime] as ViewPayload<'embedding-map'>;

afterEach(leaveCell);

describe('a map', () => {
  it('is data and picture: places, neighbours, purity, and every form that a notebook may show', async () => {
    const { rows, groups } = clusteredRows(3, 12);
    const map = await embeddingMap(rows, { groups, neighbors: 5 });
    expect(map.coordinates).toHaveLength(72);
    expect(map.neighborsOf(4).every(({ group }) => group === groups[4])).toBe(true);
    expect(map.neighborsOf(4).map(({ cosine }) => cosine)).toEqual(
      map
        .neighborsOf(4)
        .map(({ cosine }) => cosine)
        .sort((left, right) => right - left),
    );
    for (const row of map.purity())
      expect(row).toMatchObject({ size: 12, 'own neighbours': 1, 'by chance': 11 / 35 });
    expect(map.projection.quality!.trustworthiness).toBeGreaterThan(0.8);
    expect(map.toTable()[7]).toMatchObject({ id: 'text 7', group: 'cluster 1', x: map.coordinates[14]! });
    const bundle = await bundleOf(map);
    const { data, provenance } = payloadIn(bundle);
    expect(unpackArray(data.layout!.coordinates)).toEqual(map.coordinates);
    expect(unpackArray(data.layout!.quality!.points)).toHaveLength(36);
    expect(data.layout!.perplexity).toEqual({ asked: 30, used: 35 / 3 });
    expect(data.layout!.notes.join(' ')).toContain('Perplexity 30');
    expect(provenance).toMatchObject({ n: 36, seed: 0, models: [{ name: 'test' }] });
    expect(bundle['text/plain']).toMatch(/cluster 2 +12 +100 % +31 %/);
    expect(bundle['application/vnd.plotly.v1+json']).toMatchObject({ layout: { hovermode: 'closest' } });
    expect(bundle['image/png'] ?? bundle['text/html']).toBeDefined();
  });

  it('draws a one-hot baseline beside texts, where every label is as far from every other', async () => {
    const { rows, groups } = clusteredRows(2, 10);
    const map = await embeddingMap(rows, { groups });
    expect(map.baseline?.coordinates).toHaveLength(40);
    expect(payloadIn(await bundleOf(map)).data.baseline?.quality).toBeUndefined();
    expect((await embeddingMap(rows, { groups, baseline: false })).baseline).toBeUndefined();
  });

  it('keeps texts and images apart as groups, and gives images thumbnails by name', async () => {
    const text = clusteredRows(2, 4).rows;
    const image = clusteredRows(2, 4, 'image').rows;
    const bytes = new Uint8Array(
      await sharp({ create: { width: 90, height: 60, channels: 3, background: 'red' } })
        .png()
        .toBuffer(),
    );
    const images = image.ids!.slice(1).map(name => ({ name, bytes }));
    const map = await embeddingMap({ text, image }, { images: [...images, { name: 'lost', bytes }] });
    expect(map.groups).toEqual([...Array<string>(8).fill('text'), ...Array<string>(8).fill('image')]);
    const { data } = payloadIn(await bundleOf(map));
    expect(data.thumbnails.map(({ point }) => point)).toEqual([9, 10, 11, 12, 13, 14, 15]);
    expect(data.notes.join(' ')).toContain('modality gap');
  });

  it('survives pictures that are gone, names of 2,000 characters and groups of one', async () => {
    const { rows } = clusteredRows(2, 4, 'image');
    const ids = rows.ids!.map((_, row) => `/nowhere/${row}.png`);
    const map = await embeddingMap(
      { ...rows, ids },
      { groups: ids, labels: ids.map(id => id.padEnd(2_000, '<b>')) },
    );
    const bundle = await bundleOf(map);
    expect(payloadIn(bundle).data).toMatchObject({ thumbnails: [], pictures: 8 });
    expect(map.purity()[0]).toMatchObject({ size: 1, 'own neighbours': 0, 'by chance': 0 });
  });
});

describe('what cannot be put on a map', () => {
  const { rows } = clusteredRows(2, 5);
  it.each([
    ['no points', { text: { ...rows, count: 0, data: new Float32Array() } }, {}, 'map-rows'],
    ['nothing', undefined as unknown as MapRows, {}, 'map-rows'],
    ['one point', { ...rows, count: 1, data: rows.data.slice(0, 16) }, {}, 'projection-too-few-points'],
    ['all equal', { ...rows, data: rows.data.map(() => 1) }, {}, 'projection-all-equal'],
    ['not a number', { ...rows, data: rows.data.map(() => NaN) }, {}, 'projection-row-not-finite'],
    ['too few groups', rows, { groups: ['a'] }, 'map-list-length'],
    ['a method of no name', rows, { method: 'som' as 'tsne' }, 'map-option'],
    ['perplexity 0', rows, { perplexity: 0 }, 'map-option'],
    [
      'two models',
      { text: rows, image: { ...rows, model: { ...model, digest: 'cd' } } },
      {},
      'embeddings-differ',
    ],
  ])('refuses %s', async (_, input, options, code) => {
    const cell = enterCell();
    await expect(embeddingMap(input, options)).rejects.toMatchObject({ code });
    expect(cell.shown.size).toBe(0);
  });
});

describe('in a cell', () => {
  it('is shown at once, told frame by frame, and stands once', async () => {
    const cell = enterCell();
    const { rows, groups } = clusteredRows(3, 12);
    const making = embeddingMap(rows, { groups });
    expect([...cell.shown.values()].map(bundle => payloadIn(bundle).data.layout)).toEqual([undefined]);
    const map = await making;
    const frames = cell.told as EmbeddingMapFrame[];
    expect(frames.length).toBeGreaterThan(10);
    expect(frames.at(-1)).toMatchObject({ kind: 'frame', steps: 1000 });
    expect(cell.shown.size).toBe(1);
    expect(payloadIn([...cell.shown.values()][0]).data.layout?.state).toBe('done');
    expect(await bundleOf(map)).toEqual({});
    expect(payloadIn(await bundleOf(map)).live).toBe('test/1');
  });

  it('gives what was chosen in the picture to the next cell', async () => {
    const cell = enterCell();
    const { rows, groups } = clusteredRows(3, 12);
    const map = await embeddingMap(rows, { groups });
    expect(map.selection.indices).toEqual([]);
    const points = packArray(Uint32Array.of(7, 2, 7, 99), [4]);
    expect(await cell.ask({ kind: 'select', points })).toEqual({ count: 2 });
    expect(map.selection).toEqual({
      indices: [2, 7],
      ids: ['text 2', 'text 7'],
      names: ['text 2', 'text 7'],
      groups: ['cluster 2', 'cluster 1'],
    });
    await expect(cell.ask({ kind: 'select' })).rejects.toMatchObject({ code: 'view-message' });
    expect(await cell.ask({ kind: 'details', point: 3 })).toMatchObject({ neighbors: { length: 10 } });
  });

  it('lays out anew when the picture asks, and tells the others', async () => {
    const cell = enterCell();
    const { rows, groups } = clusteredRows(3, 12);
    const map = await embeddingMap(rows, { groups });
    const before = map.coordinates;
    const last = (): EmbeddingMapTold => cell.told.at(-1) as EmbeddingMapTold;
    expect(await cell.ask({ kind: 'lay-out', method: 'pca', perplexity: 5, seed: 4 })).toEqual({
      started: true,
    });
    await expect.poll(() => last().kind, { timeout: 20_000 }).toBe('laid-out');
    const layout = (last() as EmbeddingMapLaidOut).layout;
    expect(layout).toMatchObject({ state: 'done', algorithm: 'PCA', seed: 4 });
    expect(map.coordinates).not.toEqual(before);
    expect(unpackArray(layout.coordinates)).toEqual(map.coordinates);
    await expect(cell.ask({ kind: 'lay-out', method: 'pca', perplexity: -1, seed: 4 })).rejects.toMatchObject(
      { code: 'map-option' },
    );
  });

  it('keeps the last frame when it is stopped, and says so', async () => {
    const cell = enterCell();
    const { rows, groups } = clusteredRows(8, 100);
    const making = embeddingMap(rows, { groups, baseline: false });
    await expect.poll(() => cell.told.length, { timeout: 20_000, interval: 5 }).toBeGreaterThan(0);
    await cell.ask({ kind: 'stop' });
    const map = await making;
    expect(map.projection).toMatchObject({ state: 'stopped', steps: 1000 });
    expect(map.projection.iterations).toBeLessThan(1000);
    const { layout } = payloadIn([...cell.shown.values()][0]).data;
    expect(layout?.notes.join(' ')).toMatch(/Stopped at step \d+ of 1000/);
  });

  it('ends with its cell', async () => {
    const cell = enterCell();
    const making = embeddingMap(clusteredRows(8, 100).rows);
    cell.interrupt();
    await expect(making).rejects.toMatchObject({ code: 'cancelled' });
  });
});
