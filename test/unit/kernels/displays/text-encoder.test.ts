import { afterEach, describe, expect, it } from 'vitest';
import { contrastiveLoss } from '../../../../kernels/analysis/contrastive-loss/contrastive-loss.ts';
import { anisotropy } from '../../../../kernels/analysis/embedding-space/anisotropy.ts';
import { nearDuplicates } from '../../../../kernels/analysis/embedding-space/near-duplicates.ts';
import { tripletTest } from '../../../../kernels/analysis/embedding-space/triplet-test.ts';
import { medicalTriplets } from '../../../../kernels/analysis/vocabulary/triplets/medical-triplets.ts';
import { batchLoss } from '../../../../kernels/displays/text-encoder/batch-loss.ts';
import { embeddingSpace } from '../../../../kernels/displays/text-encoder/embedding-space.ts';
import { falseNegatives } from '../../../../kernels/displays/text-encoder/false-negatives.ts';
import { tripletTests } from '../../../../kernels/displays/text-encoder/triplet-tests.ts';
import { unpackArray } from '../../../../webviews/protocol/packed-array.ts';
import type { SheetData } from '../../../../webviews/protocol/sheet.ts';
import { colourModel, picture } from './colour-model.ts';
import { enterCell, leaveCell } from './fake-cell.ts';
import { partOf, sheetOf } from './sheet-of.ts';

/** Counts letters: an encoder that knows spelling and no meaning. */
const letters = (texts: readonly string[]) => ({
  data: Float32Array.from(
    texts.flatMap(text => [
      1,
      ...Array.from(
        { length: 26 },
        (_, at) => text.toLowerCase().split(String.fromCharCode(97 + at)).length - 1,
      ),
    ]),
  ),
  count: texts.length,
  dim: 27,
});
const refused = (code: string) => expect.objectContaining({ code }) as Error;
/** Numbers of a table's column; NaN are empty cells. */
const numbers = (data: SheetData, table: string, name: string): number[] => {
  const column = partOf(data, 'table', table).columns.find(each => each.name === name)!;
  if (column.kind !== 'number' && column.kind !== 'estimate') throw new Error(`${name} holds no numbers`);
  return Array.from(unpackArray(column.values));
};

afterEach(leaveCell);

describe('triplet tests', () => {
  it('score the shipped list by kind and encoder, as the pure test does', async () => {
    const { clip } = colourModel();
    const tests = await tripletTests({
      letters,
      colours: async texts => clip.encodeText(texts.map(text => `${text} red`)),
    });
    const rows = (part: 'text' | 'synonym' | 'contrary') => letters(medicalTriplets.map(each => each[part]));
    const expected = tripletTest(
      medicalTriplets.map(({ kind }) => kind),
      rows('text'),
      rows('synonym'),
      rows('contrary'),
    );
    expect(tests.results[0]).toMatchObject({
      name: 'letters',
      accuracy: expected.accuracy,
      margins: expected.margins,
    });
    const table = tests.toTable();
    expect(table).toHaveLength(2 * (new Set(medicalTriplets.map(({ kind }) => kind)).size + 1));
    for (const { accuracy, low, high } of table) {
      expect(low).toBeLessThanOrEqual(accuracy);
      expect(high).toBeGreaterThanOrEqual(accuracy);
    }
    const failed = tests.failed();
    expect(failed).toHaveLength(expected.margins.filter(margin => margin <= 0).length);
    expect(failed.map(({ margin }) => margin)).toEqual(
      failed.map(({ margin }) => margin).toSorted((a, b) => a - b),
    );
    expect(tests.failed('nobody')).toEqual([]);
    const { data, provenance } = await sheetOf(tests);
    expect(partOf(data, 'bars', 'accuracy').groups.map(({ label }) => label)).toContain('negation');
    expect(numbers(data, 'paired', 'p')).toHaveLength(1);
    expect(provenance).toMatchObject({
      n: medicalTriplets.length,
      choices: { encoders: 'letters | colours' },
    });
  });

  it('are reworded in the picture: only new texts are encoded, and the value has what they gave', async () => {
    const cell = enterCell();
    const { clip, encodeText } = colourModel();
    const own = [{ kind: 'negation', text: 'no red', synonym: 'green', contrary: 'no red at all' }];
    const tests = await tripletTests(
      clip,
      [...own, { kind: 'colour', text: 'red', synonym: 'a red', contrary: 'blue' }],
      { own },
    );
    expect(numbers((await sheetOf(tests)).data, 'reworded', 'cosine, same meaning')).toEqual([0]);
    encodeText.mockClear();
    const answer = (await cell.ask({
      kind: 'set-texts',
      part: 'reword',
      groups: [['no red', 'never, no red', 'red']],
    })) as SheetData;
    expect(encodeText.mock.calls.flatMap(([texts]) => texts)).toEqual(['no red', 'never, no red', 'red']);
    expect(answer.edited).toBe(true);
    expect(numbers(answer, 'reworded', 'cosine, same meaning')).toEqual([1]);
    expect(tests.latest().triplets[0]).toMatchObject({ kind: 'negation', synonym: 'never, no red' });
    await expect(
      cell.ask({ kind: 'set-texts', part: 'reword', groups: [['no red', ' ', 'red']] }),
    ).rejects.toThrow(refused('triplets-invalid'));
    await expect(cell.ask({ kind: 'set-choice', part: 'reword', option: 'x' })).rejects.toThrow(
      refused('view-message'),
    );
  });

  it.each([
    ['no triplets', [], 'triplets-invalid'],
    ['a triplet without its contrary', [{ kind: 'negation', text: 'a', synonym: 'b' }], 'triplets-invalid'],
    ['an empty text', [{ kind: 'negation', text: 'a', synonym: '', contrary: 'b' }], 'triplets-invalid'],
  ])('refuse %s', async (_, triplets, code) => {
    await expect(tripletTests(letters, triplets as never)).rejects.toThrow(refused(code));
  });

  it('refuse what is no encoder, and rows that are none', async () => {
    await expect(tripletTests({})).rejects.toThrow(refused('encoder-missing'));
    await expect(tripletTests([letters, 3 as never])).rejects.toThrow(
      /Number 2 of the text encoders is none/,
    );
    const broken = (texts: readonly string[]) => ({
      ...letters(texts),
      data: new Float32Array(texts.length * 27).fill(NaN),
    });
    await expect(tripletTests(broken)).rejects.toThrow(/'broken' returned NaN/);
  });
});

describe('the geometry of spaces', () => {
  const texts = ['red', 'green', 'blue', 'red and green', 'red and blue', 'green alone'];

  it('is that of the pure functions, with a sentence on how to read each', async () => {
    const { clip } = colourModel();
    const images = await Promise.all(texts.map(picture));
    const space = await embeddingSpace({ colours: clip, letters }, { texts, images });
    const [colours, spelling] = space.spaces;
    const expected = anisotropy(letters(texts));
    expect(spelling!.texts.meanCosine).toBe(expected.meanCosine);
    expect(spelling!.images).toBeUndefined();
    expect(colours!.alignment).toBe(0);
    expect(colours!.gap!.distance).toBeCloseTo(0, 6);
    const { data } = await sheetOf(space);
    const measures = partOf(data, 'table', 'measures');
    expect(measures.columns.map(({ name }) => name)).toEqual(['measure', 'of', 'colours', 'letters']);
    // Cells are empty only where an encoder sees no images.
    expect(numbers(data, 'measures', 'colours').every(Number.isFinite)).toBe(true);
    expect(numbers(data, 'measures', 'letters').filter(Number.isFinite)).toHaveLength(7);
    expect(partOf(data, 'curves', 'spectrum').series.map(({ name }) => name)).toEqual([
      'colours, texts',
      'colours, images',
      'letters',
    ]);
    for (const { y } of partOf(data, 'curves', 'spectrum').series)
      expect(unpackArray(y).at(-1)).toBeCloseTo(1, 9);
  });

  it('is measured of texts that are all equal, of 500, and of long ones', async () => {
    const equal = await embeddingSpace(letters, { texts: Array.from({ length: 5 }, () => 'pneumonia') });
    expect(equal.toTable().map(row => row['letters'])).toEqual([
      1,
      1,
      0,
      0,
      0,
      expect.any(Number),
      expect.any(Number),
    ]);
    const many = Array.from({ length: 500 }, (_, at) =>
      `${'abcdefghij'[at % 10]!.repeat(at % 7)} ${at} `.padEnd(2_000, 'long '),
    );
    const drawn = await embeddingSpace(letters, { texts: many }, { sample: 100 });
    expect(drawn.spaces[0]!.texts.count).toBe(100);
    expect((await sheetOf(drawn)).data.cautions.join()).toContain('100 were drawn');
  });

  it.each([
    ['no texts', { texts: [] }, {}, 'encoder-texts'],
    ['one text', { texts: ['a'] }, {}, 'encoder-texts'],
    ['a text that is none', { texts: ['a', 5] }, {}, 'encoder-texts'],
    [
      'pairs that do not match',
      { texts: ['a', 'b'], images: ['x.png'] },
      { matched: true },
      'pairs-unmatched',
    ],
    ['no neighbours', { texts: ['a', 'b'] }, { neighbors: 0 }, 'option-invalid'],
  ])('refuses %s', async (_, input, options, code) => {
    await expect(embeddingSpace(letters, input as never, options)).rejects.toThrow(refused(code));
  });
});

describe('false negatives', () => {
  const reports = [
    'heart is large',
    'heart is large',
    'the heart is large',
    'no edema',
    'edema',
    'lungs are clear',
  ];
  const labels = [['cardiomegaly'], ['cardiomegaly'], ['cardiomegaly'], [], ['edema'], []];

  it('are the near duplicates, with equal texts named, and different findings told', async () => {
    const finder = await falseNegatives(letters, reports, { threshold: 0.85, labels });
    const expected = nearDuplicates(letters(reports), { threshold: 0.85 });
    expect(finder.latest().found).toBe(expected.found);
    expect(finder.pairs().reduce((sum, { times }) => sum + times, 0)).toBe(expected.found);
    expect(finder.pairs()[0]).toMatchObject({
      left: 'heart is large',
      right: 'heart is large',
      equal: true,
      'same findings': true,
    });
    expect(finder.pairs().some(pair => pair['same findings'] === false)).toBe(true);
    const { data } = await sheetOf(finder);
    expect(data.cautions.join()).toContain('different findings');
    expect(unpackArray(partOf(data, 'matrix', 'batch').values)).toHaveLength(36);
    expect(numbers(data, 'sizes', 'share of cases that meet one').at(-1)).toBeLessThanOrEqual(1);
    expect(finder.toTable()[0]!.shareOfNegatives).toBeCloseTo(expected.found / 15, 12);
  });

  it('are found anew from another threshold', async () => {
    const cell = enterCell();
    const finder = await falseNegatives(letters, reports);
    const before = finder.latest().found;
    const answer = (await cell.ask({ kind: 'set-choice', part: 'threshold', option: '0.8' })) as SheetData;
    expect(answer.summary).toContain('0.8');
    expect(finder.latest().found).toBeGreaterThan(before);
    await expect(cell.ask({ kind: 'set-choice', part: 'threshold', option: '7' })).rejects.toThrow(
      refused('option-invalid'),
    );
  });

  it('may be none, or everything', async () => {
    const { data } = await sheetOf(await falseNegatives(letters, ['aaa', 'zzz'], { threshold: 0.99 }));
    expect(data.summary).toContain('None of the 1 pairs');
    const same = await falseNegatives(
      letters,
      Array.from({ length: 300 }, () => 'x'.repeat(2_000)),
    );
    expect(same.latest()).toMatchObject({ found: 44_850, foundEqual: 44_850 });
    expect(same.pairs()).toMatchObject([{ equal: true, times: 44_850, 'same findings': undefined }]);
    expect(same.toTable().every(row => row.shareOfCases === 1)).toBe(true);
    await sheetOf(same);
  });

  it.each([
    ['no reports', [], {}, 'encoder-texts'],
    ['one report', ['a'], {}, 'encoder-texts'],
    ['too few images', ['a', 'b'], { images: ['x.png'] }, 'pairs-unmatched'],
    ['too few labels', ['a', 'b'], { labels: [[]] }, 'values-unequal'],
    ['a threshold that is none', ['a', 'b'], { threshold: NaN }, 'option-invalid'],
  ])('refuse %s', async (_, texts, options, code) => {
    await expect(falseNegatives(letters, texts, options as never)).rejects.toThrow(refused(code));
  });
});

describe('the loss of a batch', () => {
  const names = ['red one', 'green one', 'blue one', 'red two', 'broken one'];
  const reports = ['red', 'green', 'blue', 'also red', 'blue'];
  const labels = [['red'], ['green'], ['blue'], ['red'], []];

  it('is InfoNCE of the pairs that can be read, with the costliest and what they are mistaken for', async () => {
    const { clip } = colourModel();
    const images = await Promise.all(
      names.map(name =>
        name.startsWith('broken') ? Promise.resolve({ name, bytes: new Uint8Array(4) }) : picture(name),
      ),
    );
    const loss = await batchLoss(clip, images, reports, { labels });
    const expected = contrastiveLoss(loss.cosines, 4, { logitScale: 10 });
    expect(loss.losses[0]!.loss).toEqual(expected);
    // Two reports of the same colour: one of two is right, which costs ln 2.
    expect(expected.total).toBeCloseTo(Math.log(2) / 2, 3);
    expect(loss.failures).toHaveLength(1);
    const [costliest] = loss.costs();
    expect([costliest!.image, costliest!['nearest other report'], costliest!['reports alike']]).toEqual([
      'red one',
      'also red',
      1,
    ]);
    expect(loss.toTable().map(({ targets }) => targets)).toEqual(['one match each', 'MedCLIP', 'SAT']);
    const [, medClip, sat] = loss.toTable();
    // SAT knows that the two reports say the same: nothing is left to learn.
    expect(sat!.excess).toBeLessThan(0.001);
    expect(sat!.lowest).toBeCloseTo(Math.log(2) / 2, 6);
    expect(medClip!.total).toBeGreaterThan(medClip!.lowest);
    const { data } = await sheetOf(loss);
    expect(data.cautions.join()).toMatch(/could not be read/);
    const { choices } = partOf(data, 'by-name', 'matrices');
    expect(choices.map(({ name }) => name)).toEqual([
      'Logits',
      'Probability of reports',
      'Probability of images',
      'Targets: one match each',
      'Targets: MedCLIP',
      'Targets: SAT',
      'Similarity of reports',
    ]);
    const [row] = choices[1]!.parts;
    if (row?.kind !== 'matrix') throw new Error('no matrix');
    const values = Array.from(unpackArray(row.values));
    expect(values.slice(0, 4).reduce((sum, value) => sum + value)).toBeCloseTo(1, 6);
  });

  it('changes its soft targets in the picture', async () => {
    const cell = enterCell();
    const { clip } = colourModel();
    const loss = await batchLoss(
      clip,
      await Promise.all(names.slice(0, 4).map(picture)),
      reports.slice(0, 4),
    );
    expect(loss.losses.map(({ name }) => name)).toEqual(['one match each', 'SAT']);
    await cell.ask({ kind: 'set-choice', part: 'negative', option: '0.3' });
    expect(loss.latest()).toMatchObject({ positive: 0.95, negative: 0.3 });
    await expect(cell.ask({ kind: 'set-choice', part: 'positive', option: '0.2' })).rejects.toThrow(
      refused('option-invalid'),
    );
    expect(loss.latest().positive).toBe(0.95);
  });

  it.each([
    ['no pairs', [], [], {}, 'encoder-texts'],
    ['one pair', ['red'], ['red'], {}, 'batch-too-few'],
    ['a report too few', ['red', 'blue'], ['red'], {}, 'pairs-unmatched'],
    ['images that cannot be read', ['broken', 'broken'], ['red', 'blue'], {}, 'images-needed'],
    ['labels of other cases', ['red', 'blue'], ['red', 'blue'], { labels: [[]] }, 'values-unequal'],
    [
      'thresholds the wrong way around',
      ['red', 'blue'],
      ['red', 'blue'],
      { positive: 0.1, negative: 0.5 },
      'option-invalid',
    ],
  ])('refuses %s', async (_, images, texts, options, code) => {
    await expect(batchLoss(colourModel().clip, images, texts, options)).rejects.toThrow(refused(code));
  });
});
