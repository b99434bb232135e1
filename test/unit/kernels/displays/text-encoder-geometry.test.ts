import { afterEach, describe, expect, it } from 'vitest';
import { anisotropy } from '../../../../kernels/analysis/embedding-space/anisotropy.ts';
import { tripletTest } from '../../../../kernels/analysis/embedding-space/triplet-test.ts';
import { medicalTriplets } from '../../../../kernels/analysis/vocabulary/triplets/medical-triplets.ts';
import { embeddingSpace } from '../../../../kernels/displays/text-encoder/embedding-space.ts';
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
