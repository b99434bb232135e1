import { afterEach, expect, it } from 'vitest';
import { conceptPrompts, conceptScores } from '../../../../kernels/analysis/retrieval/concept-scores.ts';
import { annotateConcepts } from '../../../../kernels/displays/concepts/annotate-concepts.ts';
import type { CardsPart, SheetData } from '../../../../webviews/protocol/sheet.ts';
import { unpackArray } from '../../../../webviews/protocol/packed-array.ts';
import { colourModel, picture } from './colour-model.ts';
import { enterCell, leaveCell } from './fake-cell.ts';
import { partOf, sheetOf } from './sheet-of.ts';

const templates = [{ target: 'blue {}', reference: 'blue' }];
const pictures = (names: readonly string[]) => Promise.all(names.map(picture));

afterEach(leaveCell);

it('scores as the plain functions do, and shows both ends of each concept', async () => {
  const { clip } = colourModel();
  const images = await pictures(['red 1', 'green 2', 'red and green', 'blue 4']);
  const truth = [{ red: true, green: false }, ['green'], ['red', 'green'], undefined];
  const found = await annotateConcepts(clip, images, ['red', 'green'], { templates, truth, examples: 1 });
  const prompts = conceptPrompts({ red: ['red'], green: ['green'] }, templates);
  const plain = conceptScores(await clip.encodeImage(images), await clip.encodeText(prompts.texts), prompts);
  expect(found.score).toEqual(plain.score);
  expect(found.toTable()[0]).toMatchObject({
    concept: 'red',
    terms: 'red',
    highest: 'red 1',
    lowest: 'blue 4',
    auroc: 1,
    positives: 2,
  });
  expect(found.highest('green', 1)).toEqual([{ image: 'green 2', score: found.score[3]! }]);
  expect(() => found.highest('mauve')).toThrow(/no concept "mauve". There are: red, green/);
  const { data, provenance } = await sheetOf(found);
  expect(provenance).toMatchObject({ n: 4, seed: 0, choices: { templates: 'blue {}' } });
  const [ends] = partOf(data, 'by-name', 'examples').choices[0]!.parts as [CardsPart];
  expect(ends.groups.map(({ cards }) => cards.map(({ title, mark }) => [title, mark]))).toEqual([
    [['red 1', 'good']],
    [['blue 4', undefined]],
  ]);
  const matrix = partOf(data, 'matrix', 'scores');
  expect(unpackArray(matrix.values)).toHaveLength(8);
});

it('says where images do not tell a concept from chance, or rank it the wrong way round', async () => {
  const { clip } = colourModel();
  const images = await pictures(['red 1', 'red 2', 'green 3', 'green 4']);
  const wrong = await annotateConcepts(clip, images, ['red'], {
    templates,
    truth: [[], [], ['red'], ['red']],
  });
  expect((await sheetOf(wrong)).data.cautions.join()).toContain('Images without it score higher');
  const equal = await annotateConcepts(clip, await pictures(['red 1', 'red 2']), ['red'], {
    templates,
    truth: ['red', undefined],
  });
  expect(equal.auroc).toEqual([undefined]);
  expect(equal.toTable()[0]).toMatchObject({ auroc: undefined, positives: 1 });
});

it('encodes an edited term alone; the next cell reads it', async () => {
  const cell = enterCell();
  const { clip, encodeText } = colourModel();
  const found = await annotateConcepts(clip, await pictures(['red 1', 'blue 2']), ['red'], { templates });
  encodeText.mockClear();
  const ask = (groups: readonly (readonly string[])[]): Promise<unknown> =>
    cell.ask({ kind: 'set-texts', part: 'terms', groups });
  const data = (await ask([['red', 'green ', 'green']])) as SheetData;
  expect(encodeText.mock.calls.map(([texts]) => texts)).toEqual([['blue green']]);
  expect(data.edited).toBe(true);
  expect(found.latest().terms).toEqual({ red: ['red', 'green'] });
  await expect(ask([[]])).rejects.toMatchObject({ code: 'values-empty' });
  await expect(ask([])).rejects.toMatchObject({ code: 'view-message' });
  expect(await cell.ask({ kind: 'reset' })).toMatchObject({ edited: false });
});

it('works with one image and with 500 concepts', async () => {
  const { clip } = colourModel();
  const concepts = Array.from({ length: 500 }, (_, at) => `red ${at} ${'x'.repeat(at === 0 ? 2000 : 1)}`);
  const found = await annotateConcepts(clip, await pictures(['red 1']), concepts, { templates });
  const { data } = await sheetOf(found);
  expect(partOf(data, 'matrix', 'scores').columns).toHaveLength(40);
  expect(partOf(data, 'matrix', 'scores').note).toContain('the first 40 of 500 concepts');
  expect(data.summary).toContain('no truth is known');
});

it.each([
  ['no images', [], ['red'], {}, 'images-needed'],
  ['no concepts', ['red 1'], [], {}, 'values-empty'],
  ['a concept without terms', ['red 1'], { red: [] }, {}, 'values-empty'],
  ['truth of another length', ['red 1'], ['red'], { truth: [] }, 'values-unequal'],
  ['truth that is a number', ['red 1'], ['red'], { truth: [3 as never] }, 'value-invalid'],
  ['no examples', ['red 1'], ['red'], { examples: 0 }, 'option-invalid'],
])('refuses %s with a sentence', async (_, names, concepts, options, code) => {
  const { clip } = colourModel();
  const images = names.map(name => ({ name, bytes: new Uint8Array(1) }));
  await expect(annotateConcepts(clip, images, concepts, { templates, ...options })).rejects.toMatchObject({
    code,
  });
});
