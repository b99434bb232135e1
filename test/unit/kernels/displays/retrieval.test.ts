import { afterEach, expect, it } from 'vitest';
import { nearestEntries, retrieveBothWays } from '../../../../kernels/analysis/retrieval/retrieve.ts';
import { crossModalRetrieval } from '../../../../kernels/displays/retrieval/cross-modal-retrieval.ts';
import { searchImages } from '../../../../kernels/displays/retrieval/search-images.ts';
import type { CardsPart, SheetData } from '../../../../webviews/protocol/sheet.ts';
import { colourModel, picture } from './colour-model.ts';
import { enterCell, leaveCell } from './fake-cell.ts';
import { partOf, sheetOf } from './sheet-of.ts';

const pictures = (names: readonly string[]) => Promise.all(names.map(picture));

afterEach(leaveCell);

it('scores both ways as the plain functions do, and shows what was found', async () => {
  const { clip } = colourModel();
  const images = await pictures(['red 1', 'green 2', 'blue 3', 'red and blue']);
  const texts = ['a red thing', 'a green thing', 'a blue thing', 'a red and blue thing'];
  const found = await crossModalRetrieval(clip, images, texts);
  const [left, right] = [await clip.encodeImage(images), await clip.encodeText(texts)];
  const plain = await retrieveBothWays(left, right);
  expect([...found.imageToText!.ranks]).toEqual([...plain.imageToText!.ranks]);
  expect(found.textToImage!.medianRank.value).toBe(plain.textToImage!.medianRank);
  expect(found.toTable()).toHaveLength(10);
  expect(found.toTable()[0]).toMatchObject({
    direction: 'text of an image',
    measure: 'Recall@1',
    value: 1,
    low: 1,
    high: 1,
    chance: 0.25,
    queries: 4,
  });
  expect(
    found
      .latest()[0]!
      .hits.map(({ image }) => image)
      .slice(0, 2),
  ).toEqual(['red 1', 'red and blue']);
  const hits = await found.search('blue', 2);
  const nearest = await nearestEntries(await clip.encodeText(['blue']), left, 2);
  expect(hits[0]!.hits.map(({ row }) => row)).toEqual([...nearest.entries]);
  const { data, provenance, live } = await sheetOf(found);
  expect(live).toBeUndefined();
  expect(provenance).toMatchObject({ n: 4, seed: 0, choices: { texts: 4, resamples: 1000 } });
  expect(data.summary).toContain('100 % of the images find their text');
  expect(data.cautions.join()).toContain('Only 4 queries');
  const gallery = partOf(data, 'by-name', 'texts-of-images');
  expect(gallery.choices).toHaveLength(4);
  const [cards] = gallery.choices[0]!.parts as [CardsPart];
  expect(cards.groups[0]!.cards[0]!.mark).toBe('good');
  expect(cards.groups[0]!.cards[1]!.mark).toBe('bad');
  expect(partOf(data, 'cards', 'found').groups[0]!.cards[0]!.thumbnail).toMatch(/^data:image\/jpeg/);
});

it('takes equal texts as one, several texts of an image, and leaves out what cannot be read', async () => {
  const { clip } = colourModel();
  const images = await pictures(['red 1', 'red 2', 'green 3', 'red broken']);
  const found = await crossModalRetrieval(clip, images, ['red', 'red', 'green', 'blue']);
  expect(found.images).toEqual(['red 1', 'red 2', 'green 3']);
  expect(found.texts).toEqual(['red', 'green', 'blue']);
  expect(found.textsOf).toEqual([[0], [0], [1]]);
  expect([...found.imageToText!.ranks]).toEqual([1, 1, 1]);
  expect([...found.textToImage!.ranks]).toEqual([1, 1, 0]);
  const { data } = await sheetOf(found);
  expect(data.cautions.join('\n')).toMatch(/1 text repeats another[\s\S]*could not be read: red broken/);
  const several = await crossModalRetrieval(clip, images.slice(0, 3), ['red', 'green', 'also green'], {
    textsOf: [0, [], [1, 2]],
  });
  expect([...several.imageToText!.ranks]).toEqual([1, 0, 1]);
  expect((await sheetOf(several)).data.cautions.join()).toContain('1 image without a text');
});

it('gives equal cosines no credit, and one image no NaN', async () => {
  const { clip } = colourModel();
  const same = await crossModalRetrieval(clip, await pictures(['red 1', 'red 2', 'red 3']), [
    'red a',
    'red b',
    'red c',
  ]);
  expect([...same.imageToText!.ranks]).toEqual([3, 3, 3]);
  const one = await crossModalRetrieval(clip, await pictures(['red 1']), [`red ${'x'.repeat(2000)}`]);
  const { data } = await sheetOf(one);
  expect(JSON.stringify(one.toTable())).not.toContain('null');
  expect(one.toTable().at(-1)).toMatchObject({ measure: 'median rank', value: 1, chance: 1 });
  expect(data.cautions.join()).toContain('longer than the model reads');
  expect(JSON.stringify(data).length).toBeLessThan(60_000);
  const none = await crossModalRetrieval(clip, await pictures(['red 1']), ['red'], { textsOf: [[]] });
  expect(none.imageToText).toBeUndefined();
  expect((await sheetOf(none)).data.summary).toContain('no image has a text');
});

it('answers a typed query by encoding that text alone; the next cell reads it', async () => {
  const cell = enterCell();
  const { clip, encodeText } = colourModel();
  const images = await pictures(['red 1', 'green 2', 'blue 3']);
  const found = await crossModalRetrieval(clip, images, ['red', 'green', 'blue']);
  encodeText.mockClear();
  const ask = (texts: readonly string[]): Promise<SheetData> =>
    cell.ask({ kind: 'set-texts', part: 'queries', groups: [texts] }) as Promise<SheetData>;
  const data = await ask(['red', ' something blue ', '']);
  expect(encodeText.mock.calls.map(([texts]) => texts)).toEqual([['something blue']]);
  expect(data.edited).toBe(true);
  const { groups } = partOf(data, 'cards', 'found');
  expect(groups.map(({ title }) => title)).toEqual(['red', 'something blue']);
  expect(groups[1]!.cards[0]).toMatchObject({ title: 'blue 3' });
  expect(groups[1]!.cards[0]!.mark).toBeUndefined();
  expect(found.latest()[1]!.hits[0]!.image).toBe('blue 3');
  await expect(ask([' '])).rejects.toMatchObject({ code: 'texts-needed' });
  expect(found.latest()).toHaveLength(2);
  expect(await cell.ask({ kind: 'reset' })).toMatchObject({ edited: false });
  expect(found.latest()).toHaveLength(1);
});

it('searches images without any texts, and edits live', async () => {
  const cell = enterCell();
  const { clip } = colourModel();
  const images = await pictures(['red 1', 'green 2', 'red broken']);
  const found = await searchImages(clip, images, 'green', { captions: ['first', 'second', undefined] });
  expect(found.found[0]!.hits.map(({ image }) => image)).toEqual(['green 2', 'red 1']);
  expect(found.failures).toHaveLength(1);
  const { data } = await sheetOf(found);
  expect(JSON.stringify(partOf(data, 'cards', 'found'))).toContain('second');
  expect(data.summary).toContain('Among 2 images, green 2 is nearest to “green”: cosine 1.000.');
  await cell.ask({ kind: 'set-texts', part: 'queries', groups: [['red']] });
  expect(found.latest()[0]!.hits[0]!.image).toBe('red 1');
  await expect(cell.ask({ kind: 'set-choice', part: 'queries', option: 'x' })).rejects.toMatchObject({
    code: 'view-message',
  });
});

it.each([
  ['no images', [], ['red'], {}, 'images-needed'],
  ['only broken images', ['broken'], ['red'], {}, 'images-needed'],
  ['no texts', ['red 1'], [], {}, 'texts-needed'],
  ['an empty text', ['red 1'], [' '], {}, 'value-invalid'],
  ['too few texts', ['red 1', 'red 2'], ['red'], {}, 'values-unequal'],
  ['a text that is not there', ['red 1'], ['red'], { textsOf: [3] }, 'value-invalid'],
  ['no hits', ['red 1'], ['red'], { hits: 0 }, 'option-invalid'],
  ['no ks', ['red 1'], ['red'], { ks: [] }, 'values-empty'],
  ['a text without direction', ['red 1'], ['nothing'], {}, 'embedding-invalid'],
  ['blank queries', ['red 1'], ['red'], { queries: ' ' }, 'texts-needed'],
])('refuses %s with a sentence', async (_, names, texts, options, code) => {
  const { clip } = colourModel();
  const images = names.map(name => ({ name, bytes: new Uint8Array(1) }));
  await expect(crossModalRetrieval(clip, images, texts, options)).rejects.toMatchObject({ code });
});

it('refuses a search for nothing, and captions that do not fit', async () => {
  const { clip } = colourModel();
  const images = await pictures(['red 1']);
  await expect(searchImages(clip, images, [])).rejects.toMatchObject({ code: 'texts-needed' });
  await expect(searchImages(clip, [], 'red')).rejects.toMatchObject({ code: 'images-needed' });
  await expect(searchImages(clip, images, 'red', { captions: [] })).rejects.toMatchObject({
    code: 'values-unequal',
  });
});
