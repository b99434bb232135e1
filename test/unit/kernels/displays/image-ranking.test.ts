import { afterEach, expect, it } from 'vitest';
import { bundleOf } from '../../../../kernels/displays/display.ts';
import {
  rankImages,
  type RankImagesOptions,
} from '../../../../kernels/displays/image-ranking/rank-images.ts';
import type { CardsPart, SheetData } from '../../../../webviews/protocol/sheet.ts';
import type { ViewPayload } from '../../../../webviews/protocol/views.ts';
import { colourModel, picture } from './colour-model.ts';
import { enterCell, leaveCell } from './fake-cell.ts';

const mime = 'application/vnd.clip-notebook.sheet+json';
const names = ['red 1', 'red and green 2', 'green 3', 'blue 4'];

afterEach(leaveCell);

it('names the k images that fit each text best, with pictures, cosines and probabilities', async () => {
  const { clip } = colourModel();
  const images = await Promise.all(names.map(picture));
  const found = await rankImages(
    clip,
    [...images, { name: 'broken', bytes: new Uint8Array(1) }],
    ['red', 'green'],
    {
      k: 2,
      truth: ['red', 'red', 'green', undefined, undefined],
    },
  );
  expect(found.best('red').map(({ image }) => image)).toEqual(['red 1', 'red and green 2']);
  expect(found.best('red')[0]!.cosine).toBeCloseTo(1, 6);
  // The model's logit scale is 10.
  expect(found.best('red')[0]!.probability).toBeCloseTo(1 / (1 + Math.exp(-10)), 6);
  expect(found.best('green').map(({ image, truth }) => [image, truth])).toEqual([
    ['green 3', 'green'],
    ['red and green 2', 'red'],
  ]);
  expect(found.toTable()).toHaveLength(4);
  expect(found.accuracy).toBe(1);
  expect(() => found.best('blue')).toThrow(/no text "blue"/);
  const { data } = (await bundleOf(found))[mime] as ViewPayload<'sheet'>;
  const { groups } = data.parts.find(({ kind }) => kind === 'cards') as CardsPart;
  expect(groups.map(({ title, note }) => [title, note])).toEqual([
    ['red', '2 of 2 truly it'],
    ['green', '1 of 2 truly it'],
  ]);
  expect(groups[1]!.cards[1]).toMatchObject({ title: 'red and green 2', mark: 'bad' });
  for (const { thumbnail } of groups.flatMap(({ cards }) => cards)) expect(thumbnail).toMatch(/^data:image/);
});

it('judges each text alone for a model with a bias, and takes a temperature and templates', async () => {
  const { clip, encodeText } = colourModel();
  const images = await Promise.all(names.map(picture));
  const sigmoid = { ...clip, model: { logitScale: 10, logitBias: -5 } };
  const found = await rankImages(sigmoid, images, ['red'], {
    temperature: 0.5,
    templates: ['{}', 'a {} one'],
  });
  expect(found.scoring).toBe('sigmoid');
  expect(found.best('red')[0]!.probability).toBeCloseTo(1 / (1 + Math.exp(-(2 - 5))), 6);
  expect(encodeText.mock.calls.flatMap(([texts]) => texts)).toEqual(['red', 'a red one']);
  const single = await rankImages(clip, images, ['red']);
  const { data } = (await bundleOf(single))[mime] as ViewPayload<'sheet'>;
  expect(data.cautions[0]).toContain('always 1');
});

it('is answered live: only a new text is encoded, and the next cell reads it', async () => {
  const cell = enterCell();
  const { clip, encodeText } = colourModel();
  const found = await rankImages(clip, await Promise.all(names.map(picture)), ['red', 'green'], { k: 1 });
  encodeText.mockClear();
  const ask = (message: unknown): Promise<SheetData> => cell.ask(message) as Promise<SheetData>;
  await ask({ kind: 'set-texts', part: 'texts', groups: [['red', ' blue ', 'green']] });
  expect(encodeText.mock.calls.map(([texts]) => texts)).toEqual([['blue']]);
  expect(found.latest().best('blue')[0]!.image).toBe('blue 4');
  await expect(ask({ kind: 'set-texts', part: 'texts', groups: [['red', ' ']] })).rejects.toThrow(/empty/);
  await expect(ask({ kind: 'set-texts', part: 'texts', groups: [['a', 'a']] })).rejects.toThrow(/twice/);
  expect((await ask({ kind: 'reset' })).edited).toBe(false);
  expect(found.latest()).toBe(found);
});

it.each<[string, string[], string[], RankImagesOptions, string]>([
  ['no images', [], ['red'], {}, 'diagnosis-images'],
  ['no texts', names, [], {}, 'zero-shot-texts'],
  ['half an image', names, ['red'], { k: 0.5 }, 'option-invalid'],
  ['a temperature of NaN', names, ['red'], { temperature: NaN }, 'option-invalid'],
  ['a scale of 0', names, ['red'], { logitScale: 0 }, 'option-invalid'],
  ['a template without a place', names, ['red'], { templates: ['a photo'] }, 'zero-shot-template'],
  ['too few truths', names, ['red'], { truth: ['red'] }, 'zero-shot-truth'],
])('refuses %s', async (_, images, texts, options, code) => {
  const { clip } = colourModel();
  const ranking = rankImages(clip, await Promise.all(images.map(picture)), texts, options);
  await expect(ranking).rejects.toMatchObject({ code });
});
