import { afterEach, expect, it } from 'vitest';
import { nearestSentences } from '../../../../kernels/analysis/retrieval/nearest-sentences.ts';
import { reportLabelScores } from '../../../../kernels/analysis/retrieval/report-labels.ts';
import { gridReports } from '../../../../kernels/displays/reports/grid-reports.ts';
import { retrieveReports } from '../../../../kernels/displays/reports/retrieve-reports.ts';
import type { SheetData } from '../../../../webviews/protocol/sheet.ts';
import { colourModel, picture } from './colour-model.ts';
import { enterCell, leaveCell } from './fake-cell.ts';
import { partOf, sheetOf } from './sheet-of.ts';

const sentences = ['There is red.', 'There is green.', 'There is red.', 'Nothing but blue.', 'no green'];
const pictures = (names: readonly string[]) => Promise.all(names.map(picture));

afterEach(leaveCell);

it('retrieves the nearest sentences and marks each against the truth', async () => {
  const { clip } = colourModel();
  const images = await pictures(['red 1', 'red and green', 'red broken', 'blue 3']);
  const truth = [{ red: true, green: false }, ['red', 'green'], [], { red: true, green: true }];
  const found = await retrieveReports(clip, images, sentences, { k: 2, truth });
  const corpus = [...new Set(sentences)];
  const plain = await nearestSentences(
    await clip.encodeImage(images),
    await clip.encodeText(corpus),
    corpus,
    { k: 2 },
  );
  expect(found.reports.map(({ report }) => report)).toEqual(plain.map(({ report }) => report));
  expect(found.reports[1]).toMatchObject({
    image: 'red and green',
    findings: ['red', 'green'],
    missed: [],
    sentences: [{ verdict: 'right' }, { verdict: 'right' }],
  });
  expect(found.reports[2]!.sentences[0]).toMatchObject({ text: 'Nothing but blue.', verdict: undefined });
  expect(found.reports[2]!.missed).toContain('green');
  const scores = reportLabelScores(
    found.reports.map(({ findings }) => findings),
    [['red'], ['red', 'green'], ['red', 'green']],
    ['red', 'green'],
  );
  expect(found.scores!.micro.value).toBeCloseTo(scores.microF1!, 12);
  expect(found.toTable().map(({ of }) => of)).toEqual(['micro', 'macro', 'red', 'green']);
  const { data, provenance } = await sheetOf(found);
  expect(data.cautions[0]).toContain('retrieved, not written');
  expect(data.cautions[0]).toContain('no medical reports');
  expect(data.cautions.join()).toContain('could not be read: red broken');
  expect(provenance!.choices).toMatchObject({ k: 2, sentences: 4 });
  const { cards } = partOf(data, 'cards', 'reports').groups[0]!;
  expect(cards.map(({ mark }) => mark)).toEqual(['bad', 'good', 'bad']);
  expect(data.summary).toContain('dealt at random');
});

it('takes another number of sentences from the picture', async () => {
  const cell = enterCell();
  const { clip, encodeText } = colourModel();
  const found = await retrieveReports(clip, await pictures(['red 1']), sentences, { k: 2, truth: ['red'] });
  encodeText.mockClear();
  const ask = (option: string): Promise<unknown> =>
    cell.ask({ kind: 'set-choice', part: 'sentences', option });
  const data = (await ask('1')) as SheetData;
  expect(partOf(data, 'choice', 'sentences').value).toBe('1');
  expect(found.latest().reports[0]!.sentences).toHaveLength(1);
  expect(found.reports[0]!.sentences).toHaveLength(2);
  expect(encodeText).not.toHaveBeenCalled();
  await expect(ask('7')).rejects.toMatchObject({ code: 'view-message' });
  const normal = await retrieveReports(clip, await pictures(['red 1']), sentences, { normal: [true] });
  expect(normal.reports[0]!.sentences).toHaveLength(1);
  expect(normal.scores).toBeUndefined();
  expect((await sheetOf(normal)).data.summary).toContain('no truth is known');
});

it('reports by a grid, and tells a wrong finding from a wrong place', async () => {
  const cell = enterCell();
  const { clip } = colourModel();
  const found = await gridReports(
    clip,
    await pictures(['red 1', 'green 2', 'blue 3']),
    { findings: ['red', 'green'], locations: ['left', 'right'] },
    {
      truth: [['red'], ['red'], []],
      details: [[{ finding: 'red', location: 'left' }], undefined, []],
      normal: 'All is well.',
    },
  );
  expect(found.reports[0]!.sentences.map(({ text, verdict }) => [text, verdict])).toEqual([
    ['Red in the left.', 'right'],
    ['Red in the right.', 'elsewhere'],
  ]);
  expect(found.reports[1]!.sentences.map(({ verdict }) => verdict)).toEqual(['wrong', 'wrong']);
  expect(found.reports[1]!.missed).toEqual(['red']);
  expect(found.reports[2]).toMatchObject({ report: 'All is well.', findings: [], missed: [] });
  expect(found.scores!.micro.value).toBeCloseTo(0.5, 12);
  const data = (await cell.ask({ kind: 'set-choice', part: 'threshold', option: '0.9' })) as SheetData;
  expect(data.summary).toContain('more than 0.9');
  expect(found.latest().reports).toHaveLength(3);
  const { data: first } = await sheetOf(found);
  expect(JSON.stringify(partOf(first, 'cards', 'reports'))).toContain('All is well.');
});

it.each([
  ['no images', [], ['red'], {}, 'images-needed'],
  ['no sentences', ['red 1'], [' '], {}, 'values-empty'],
  ['truth of another length', ['red 1'], ['red'], { truth: [] }, 'values-unequal'],
  ['decisions of another length', ['red 1'], ['red'], { normal: [] }, 'values-unequal'],
  ['no sentence a report', ['red 1'], ['red'], { k: 0 }, 'option-invalid'],
])('refuses %s with a sentence', async (_, names, corpus, options, code) => {
  const { clip } = colourModel();
  const images = names.map(name => ({ name, bytes: new Uint8Array(1) }));
  await expect(retrieveReports(clip, images, corpus, options)).rejects.toMatchObject({ code });
});

it('refuses grids without findings, and thresholds outside 0 and 1', async () => {
  const { clip } = colourModel();
  const images = await pictures(['red 1']);
  await expect(gridReports(clip, images, { findings: [] })).rejects.toMatchObject({ code: 'values-empty' });
  await expect(gridReports(clip, images, { findings: ['red'] }, { threshold: 1 })).rejects.toMatchObject({
    code: 'option-invalid',
  });
  await expect(gridReports(clip, images, { findings: ['red'] }, { details: [] })).rejects.toMatchObject({
    code: 'values-unequal',
  });
});
