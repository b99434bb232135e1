import { afterEach, describe, expect, it } from 'vitest';
import { contrastiveLoss } from '../../../../kernels/analysis/contrastive-loss/contrastive-loss.ts';
import { nearDuplicates } from '../../../../kernels/analysis/embedding-space/near-duplicates.ts';
import { batchLoss } from '../../../../kernels/displays/text-encoder/batch-loss.ts';
import { falseNegatives } from '../../../../kernels/displays/text-encoder/false-negatives.ts';
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
