import { afterEach, expect, it, vi } from 'vitest';
import type { Clip } from '../../../../kernels/clip/encoders/load-clip.ts';
import { bundleOf } from '../../../../kernels/displays/display.ts';
import { similarityDistributions } from '../../../../kernels/displays/similarity-distribution/similarity-distributions.ts';
import { commonDiseases } from '../../../../kernels/analysis/vocabulary/diseases.ts';
import { unpackArray } from '../../../../webviews/protocol/packed-array.ts';
import type { PairList } from '../../../../webviews/protocol/similarity-distribution.ts';
import type { ViewPayload } from '../../../../webviews/protocol/views.ts';
import { clusteredEmbeddings } from '../../webviews/similarity-payload.ts';
import { enterCell, leaveCell } from './fake-cell.ts';

const mime = 'application/vnd.clip-notebook.similarity-distribution+json';
const quick = { resamples: 10, randomGroups: 10 };
const model = { name: 'letters', digest: 'cd'.repeat(32), precision: 'fp32', preset: 'none', version: '0' };

/** A model that knows which letters a text has. */
function letterModel(name = model.name) {
  const encodeText = vi.fn<Clip['encodeText']>(texts => {
    const data = new Float32Array(texts.length * 26);
    texts.forEach((text, row) => {
      for (const letter of text.toLowerCase()) {
        const at = row * 26 + letter.charCodeAt(0) - 97;
        if (letter >= 'a' && letter <= 'z') data[at] = data[at]! + 1;
      }
    });
    return Promise.resolve({
      data,
      count: texts.length,
      dim: 26,
      ids: texts,
      kind: 'text',
      model: { ...model, name },
      normalized: false,
      truncated: texts.filter(text => text.length > 60),
    });
  });
  return { encodeText };
}

const groups = { vowels: ['aei', 'aeiou', 'iou'], others: ['bcd', 'bcdfg', 'dfgk'] };

afterEach(leaveCell);

it('gives panels, numbers, pairs and pictures at once', async () => {
  const value = await similarityDistributions(letterModel(), groups, quick);
  expect(value.panels.map(({ name }) => name)).toEqual(['letters']);
  expect(value.panels[0]).toMatchObject({ within: { count: 6 }, across: { count: 9 }, templates: ['{}'] });
  expect(value.panels[0]!.separation!.auroc).toBe(1);
  const [auroc] = value.toTable();
  expect(auroc).toMatchObject({ panel: 'letters', measure: 'AUROC', value: 1, low: 1, high: 1 });
  expect(value.pairs({ low: 0.2 }).map(({ kind }) => kind)).toEqual(
    Array.from({ length: 6 }, () => 'within'),
  );
  expect(value.pairs({ panel: 'nobody' })).toEqual([]);

  const bundle = await bundleOf(value);
  const picture = 'image/png' in bundle ? 'image/png' : 'image/svg+xml';
  expect(Object.keys(bundle)).toEqual([mime, 'application/vnd.plotly.v1+json', picture, 'text/plain']);
  const payload = bundle[mime] as ViewPayload<'similarity-distribution'>;
  expect(payload.live).toBeUndefined();
  expect(payload.provenance).toMatchObject({
    n: 6,
    seed: 0,
    models: [{ name: 'letters' }],
    choices: { groups: 2, pairs: 15, bandwidth: 'Silverman', resamples: 10, 'unrelated prompts': 60 },
  });
  const [panel] = payload.data.panels;
  expect(panel!.curves.map(({ kind, count }) => [kind, count])).toEqual([
    ['within', 6],
    ['across', 9],
    ['reference', 1770],
  ]);
  for (const { density, values, count } of panel!.curves) {
    const area = Array.from(unpackArray(density)).reduce((sum, value) => sum + value * panel!.grid.step, 0);
    expect(area).toBeCloseTo(1, 1);
    expect(values?.shape[0]).toBe(count <= 200 ? count : undefined);
  }
  expect(bundle['text/plain']).toContain('6 prompts in 2 groups: 6 pairs within, 9 across');
  expect(bundle['text/plain']).toMatch(/letters +AUROC +1\.000 +1\.000 … 1\.000/);
  expect(JSON.stringify(bundle['application/vnd.plotly.v1+json'])).toContain('AUROC 1.000');
});

it('makes a panel for each model and each set of templates, best separated first', async () => {
  const clip = letterModel();
  const templates = { bare: '{}', group: ['{} {group}{group}{group}', '{group}{group} {}'] };
  const value = await similarityDistributions(clip, groups, {
    ...quick,
    templates,
    reference: ['xyz', 'zzz'],
  });
  const { panels } = value;
  expect(panels.map(({ name }) => name).toSorted()).toEqual(['bare', 'group']);
  expect(panels[0]!.separation!.auroc).toBeGreaterThanOrEqual(panels[1]!.separation!.auroc);
  const texts = clip.encodeText.mock.calls[1]![0];
  expect(texts.slice(0, 2)).toEqual(['aei vowelsvowelsvowels', 'vowelsvowels aei']);
  expect(texts.at(-1)).toBe('everyday lifeeveryday life zzz');
  const both = await similarityDistributions([letterModel('one'), letterModel('two')], groups, {
    ...quick,
    templates,
  });
  expect(both.panels.map(({ name }) => name).toSorted()).toEqual([
    'one · bare',
    'one · group',
    'two · bare',
    'two · group',
  ]);
  const twice = await similarityDistributions([letterModel(), letterModel()], groups, quick);
  expect(twice.panels.map(({ name }) => name)).toEqual(['letters', 'letters (2)']);
});

it('answers with every pair of a band, and keeps what was listed', async () => {
  const cell = enterCell();
  const { embeddings, groups: names } = clusteredEmbeddings('many', { a: 30, b: 30 }, 1.5);
  const value = await similarityDistributions(embeddings, names, quick);
  const { live, data } = (await bundleOf(value))[mime] as ViewPayload<'similarity-distribution'>;
  expect(live).toBe('test/1');
  const { low, high, kept } = data.panels[0]!.band!;
  expect(value.listed()).toEqual([]);
  const list = (await cell.ask({ kind: 'pairs', panel: 0, low, high })) as PairList;
  expect(kept.cosine.shape).toEqual([200]);
  expect([list.total, list.totalWithin]).toEqual([kept.total, kept.totalWithin]);
  expect(list.cosine.shape).toEqual([list.total]);
  expect([...unpackArray(kept.cosine)]).toEqual([...unpackArray(list.cosine)].slice(0, 200));
  expect(value.listed()).toEqual(value.pairs());
  expect(value.listed()).toHaveLength(list.total);
  await expect(cell.ask({ kind: 'pairs', panel: 7, low, high })).rejects.toMatchObject({
    code: 'view-message',
  });
  await expect(cell.ask({ kind: 'sing' })).rejects.toMatchObject({ code: 'view-message' });
});

it('is the same for the same seed', async () => {
  const { embeddings, groups: names } = clusteredEmbeddings('seeded', { a: 20, b: 20 }, 2);
  const numbers = async (seed: number) =>
    (await similarityDistributions(embeddings, names, { ...quick, seed })).toTable();
  expect(await numbers(1)).toEqual(await numbers(1));
  expect(await numbers(1)).not.toEqual(await numbers(2));
});

it('knows the common diseases', async () => {
  const value = await similarityDistributions(letterModel(), 'common diseases', {
    resamples: 0,
    randomGroups: 0,
    reference: false,
  });
  expect(value.panels[0]!.groups).toEqual(Object.keys(commonDiseases));
  expect(value.toTable()[0]).toMatchObject({ low: undefined, pValue: undefined });
  const { data } = (await bundleOf(value))[mime] as ViewPayload<'similarity-distribution'>;
  expect(data.panels[0]!.curves).toHaveLength(2);
  expect(JSON.stringify(data).length).toBeLessThan(60_000);
});

it('says what cannot be compared, and shows what can', async () => {
  const clip = letterModel();
  const singles = await similarityDistributions(clip, { a: ['abc'], b: ['xyz'] }, quick);
  expect(singles.toTable()).toEqual([]);
  expect((await bundleOf(singles))['text/plain']).toContain('letters: No group has two prompts');
  const one = await similarityDistributions(clip, { a: ['abc', 'abd'] }, quick);
  expect((await bundleOf(one))['text/plain']).toContain('letters: There is one group');
  const equal = await similarityDistributions(clip, { a: ['abc', 'abc'], b: ['cba', 'bac'] }, quick);
  expect(equal.toTable()[0]!.value).toBe(0.5);
  expect((await bundleOf(equal))[mime]).toBeDefined();
  const long = await similarityDistributions(
    clip,
    { a: ['x'.repeat(2_000), 'abc'], b: ['y'.repeat(2_000)] },
    quick,
  );
  const { data } = (await bundleOf(long))[mime] as ViewPayload<'similarity-distribution'>;
  expect(data.prompts[0]).toHaveLength(300);
  expect(data.panels[0]!.truncated).toBe(2);
});

it('refuses what is no group, no template, no row', async () => {
  const clip = letterModel();
  const refused = (wrong: Promise<unknown>, code: string) => expect(wrong).rejects.toMatchObject({ code });
  await refused(similarityDistributions(clip, {}, quick), 'distribution-groups');
  await refused(similarityDistributions([], groups, quick), 'distribution-groups');
  await refused(similarityDistributions(clip, { a: [] }, quick), 'distribution-groups');
  await refused(similarityDistributions(clip, { a: ['abc', ' '] }, quick), 'distribution-groups');
  await refused(
    similarityDistributions(clip, 'rare diseases' as 'common diseases', quick),
    'distribution-groups',
  );
  await refused(
    similarityDistributions(clip, { a: ['abc'] }, { ...quick, reference: false }),
    'pairs-too-few',
  );
  await refused(
    similarityDistributions(clip, groups, { ...quick, templates: 'an image' }),
    'zero-shot-template',
  );
  await refused(similarityDistributions(clip, groups, { ...quick, level: 2 }), 'option-invalid');
  await refused(similarityDistributions(clip, { a: ['123', 'abc'] }, quick), 'embedding-invalid');
  const { embeddings } = clusteredEmbeddings('few', { a: 3 }, 1);
  await refused(
    similarityDistributions(embeddings, { a: ['a disease 1', 'stranger'] }, quick),
    'distribution-groups',
  );
  const aborted = AbortSignal.abort();
  await refused(similarityDistributions(clip, groups, { ...quick, signal: aborted }), 'cancelled');
});

it('stops in the midst of resamples when its cell is interrupted', async () => {
  const cell = enterCell();
  const { embeddings, groups: many } = clusteredEmbeddings('many', { a: 20, b: 20 }, 1);
  const run = similarityDistributions(embeddings, many, { resamples: 1e9 });
  setTimeout(() => cell.interrupt(), 10);
  await expect(run).rejects.toMatchObject({ code: 'cancelled' });
});
