import sharp from 'sharp';
import { afterEach, expect, it } from 'vitest';
import { bundleOf } from '../../../../kernels/displays/display.ts';
import { comparePrompts } from '../../../../kernels/displays/prompt-comparison/compare-prompts.ts';
import type { PromptVariants } from '../../../../kernels/displays/prompt-comparison/variant-specs.ts';
import { unpackArray } from '../../../../webviews/protocol/packed-array.ts';
import type { PromptComparisonScores } from '../../../../webviews/protocol/prompt-comparison.ts';
import type { ViewPayload } from '../../../../webviews/protocol/views.ts';
import { colourModel, picture } from './colour-model.ts';
import { enterCell, leaveCell } from './fake-cell.ts';

const mime = 'application/vnd.clip-notebook.prompt-comparison+json';
const plain = { name: '{}', swapped: { texts: { red: 'green', green: 'red' } } };

afterEach(leaveCell);

it('gives data and a picture at once', async () => {
  const { clip } = colourModel();
  const images = [
    await picture('red 1'),
    { name: 'broken', bytes: new Uint8Array(1) },
    await picture('green 2'),
  ];
  const compared = await comparePrompts(clip, images, plain, { truth: ['red', 'red', 'green'] });
  expect(compared.classes).toEqual(['red', 'green']);
  expect(compared.labelling).toBe('one');
  expect(compared.images).toEqual(['red 1', 'green 2']);
  expect(compared.failures.map(({ id }) => id)).toEqual(['broken']);
  expect(compared.decided('name')).toEqual([['red'], ['green']]);
  expect(compared.measures('name').accuracy).toMatchObject({ value: 1, interval: { low: 1, high: 1 } });
  expect(compared.measures('swapped').auroc).toMatchObject({ value: 0 });
  expect(compared.difference('name', 'swapped')).toMatchObject({
    accuracy: { value: 1 },
    mcNemar: { onlyLeft: 2, onlyRight: 0, pValue: 0.5 },
    flipped: [0, 1],
  });
  expect(compared.flips('name', 'swapped')[0]).toEqual({
    image: 'red 1',
    from: ['red'],
    to: ['green'],
    truth: ['red'],
    before: 'right',
    after: 'wrong',
  });
  expect(compared.toTable()[0]).toMatchObject({ variant: 'name', prompts: 1, accuracy: 1, auroc: 1 });
  const bundle = await bundleOf(compared);
  const { data, live, provenance } = bundle[mime] as ViewPayload<'prompt-comparison'>;
  expect(live).toBeUndefined();
  expect(provenance).toMatchObject({ n: 2, seed: 0, choices: { resamples: 1000 } });
  expect(data).toMatchObject({
    total: 2,
    known: 2,
    unreadable: [{ name: 'broken' }],
    images: [{ truth: ['red'] }, {}],
  });
  expect(data.scores.probability.shape).toEqual([2, 2, 2]);
  expect([...unpackArray(data.scores.decided)]).toEqual([1, 0, 0, 1, 0, 1, 1, 0]);
  const jpeg = Buffer.from(data.images[0]!.thumbnail!.split(',')[1]!, 'base64');
  expect(await sharp(jpeg).metadata()).toMatchObject({ format: 'jpeg', width: 80 });
  expect(Object.keys(bundle).filter(form => form !== 'image/png')).toEqual([
    mime,
    'application/vnd.plotly.v1+json',
    'text/html',
    'text/plain',
  ]);
  expect(bundle['text/plain']).toContain(
    '2 images · 2 classes · 2 prompt variants · truth known · 1 could not be read',
  );
  expect(bundle['text/plain']).toContain('name − swapped');
  expect(bundle['text/html']).toContain('1.000 [1.000, 1.000]');
});

it('takes templates, own words, pairs, and observations', async () => {
  const { clip, encodeText } = colourModel();
  const compared = await comparePrompts(
    clip,
    [await picture('red 1')],
    {
      one: 'a {} thing',
      two: ['{}', 'a {} thing'],
      pair: { positive: '{}', negative: 'no {}' },
      words: {
        pairs: {
          red: { positive: ['red', 'very red'], negative: 'no red' },
          green: { positive: 'green', negative: 'no green' },
        },
      },
      seen: {
        observations: { red: ['red light', 'red paint'], green: 'green leaves' },
        positive: 'there is {}',
        negative: 'there is no {}',
      },
    },
    { classes: ['red', 'green'] },
  );
  expect(compared.variants.map(({ scoring }) => scoring)).toEqual([
    'classes',
    'classes',
    'pairs',
    'pairs',
    'observations',
  ]);
  const texts = encodeText.mock.calls.flatMap(([given]) => given);
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts).toContain('there is no red paint');
  expect(compared.probability('pair')[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
  expect(compared.measures('pair').accuracy).toBeUndefined();
  // Variants as they are read can be given again.
  const again = await comparePrompts(clip, [await picture('red 1')], compared.variants, {
    classes: compared.classes,
  });
  expect(again.probability('seen')).toEqual(compared.probability('seen'));
});

it('lets findings occur together, alone or not at all', async () => {
  const { clip } = colourModel();
  const images = await Promise.all(['red 1', 'blue 2', 'red and green'].map(picture));
  const truth = [['red'], [], ['red', 'green']];
  const variants: PromptVariants = { pair: { positive: '{}', negative: 'no {}' }, softmax: '{}' };
  const compared = await comparePrompts(clip, images, variants, { truth });
  expect(compared.labelling).toBe('any');
  expect(compared.decided('pair')).toEqual(truth);
  expect(compared.decided('softmax')).toEqual([['red'], ['red'], ['red']]);
  expect(compared.flips('pair', 'softmax').map(({ after }) => after)).toEqual(['wrong', 'wrong']);
  const single = await comparePrompts(
    clip,
    images,
    { pair: { positive: '{}', negative: 'no {}' } },
    {
      classes: ['red'],
    },
  );
  expect(single.decided('pair')).toEqual([['red'], [], ['red']]);
});

it('is answered live: an edit encodes that prompt alone, and the next cell reads it', async () => {
  const cell = enterCell();
  const { clip, encodeText } = colourModel();
  const compared = await comparePrompts(clip, [await picture('red 1'), await picture('green 2')], plain, {
    truth: ['red', 'green'],
  });
  const ask = (message: unknown): Promise<PromptComparisonScores> =>
    cell.ask(message) as Promise<PromptComparisonScores>;
  const edited = compared.variants.map(variant =>
    variant.name === 'swapped'
      ? { ...variant, prompts: [{ text: ' crimson red ', class: 'red' }, variant.prompts[1]!] }
      : variant,
  );
  encodeText.mockClear();
  const scores = await ask({ kind: 'set-variants', variants: edited });
  expect(encodeText.mock.calls.map(([texts]) => texts)).toEqual([['crimson red']]);
  expect(scores).toMatchObject({
    edited: true,
    variants: [{}, { prompts: [{ text: 'crimson red' }, { text: 'red' }] }],
  });
  expect(compared.latest().variants[1]!.prompts[0]!.text).toBe('crimson red');
  expect(compared.variants[1]!.prompts[0]!.text).toBe('green');
  encodeText.mockClear();
  const named = edited.map(variant => ({ ...variant, name: `${variant.name} 2` }));
  expect(
    (await ask({ kind: 'set-variants', variants: [...named, { ...named[0]!, name: 'third' }] })).differences,
  ).toHaveLength(3);
  expect((await ask({ kind: 'latest' })).variants).toHaveLength(3);
  expect(await ask({ kind: 'reset' })).toMatchObject({
    edited: false,
    variants: [{ name: 'name' }, { name: 'swapped' }],
  });
  expect(encodeText).not.toHaveBeenCalled();
  await expect(ask({ kind: 'set-variants', variants: [] })).rejects.toMatchObject({
    code: 'comparison-variants',
  });
  await expect(ask({ kind: 'set-variants', variants: [{ name: 1 }] })).rejects.toMatchObject({
    code: 'view-message',
  });
  expect(compared.latest().variants).toHaveLength(2);
});

it('answers in order, though the first ask waits for the encoder', async () => {
  const cell = enterCell();
  const { clip, encodeText } = colourModel();
  const compared = await comparePrompts(clip, [await picture('red 1')], plain);
  const encode = encodeText.getMockImplementation()!;
  encodeText.mockImplementationOnce(async texts => {
    await new Promise(resolve => setTimeout(resolve, 50));
    return encode(texts);
  });
  const variant = (text: string) => ({
    kind: 'set-variants',
    variants: [{ name: text, scoring: 'classes', prompts: [{ text }] }],
  });
  await Promise.all([cell.ask(variant('slow {}')), cell.ask(variant('{}'))]);
  expect(compared.latest().variants[0]!.name).toBe('{}');
});

it.each<[string, PromptVariants, object, string, RegExp]>([
  ['no variants', {}, { classes: ['red', 'green'] }, 'comparison-variants', /no variants/],
  [
    'one class',
    { name: '{}' },
    { classes: ['red'] },
    'comparison-variant',
    /one class, and a softmax over one class is always 1/,
  ],
  ['no classes', { name: '{}' }, {}, 'comparison-classes', /no classes/],
  ['a class twice', { name: '{}' }, { classes: ['red', 'red'] }, 'comparison-classes', /twice/],
  [
    'no place for the class',
    { name: 'a photo' },
    { classes: ['red', 'green'] },
    'comparison-variant',
    /same sentence for every class: 'a photo'/,
  ],
  ['an empty prompt', { name: [] }, { classes: ['red', 'green'] }, 'comparison-variant', /empty prompt/],
  [
    'words for another class',
    { a: { texts: { red: 'red', pink: 'pink' } } },
    { classes: ['red', 'green'] },
    'comparison-variant',
    /"pink", which is no class/,
  ],
  [
    'a class without words',
    { a: { texts: { red: 'red' } } },
    { classes: ['red', 'green'] },
    'comparison-variant',
    /no words for "green"/,
  ],
  [
    'nothing against',
    { a: { pairs: { red: { positive: 'red', negative: [] } } } },
    {},
    'comparison-variant',
    /nothing against "red"/,
  ],
  [
    'a number for a variant',
    { a: 7 as never },
    { classes: ['red', 'green'] },
    'comparison-variant',
    /nothing that prompts/,
  ],
  ['null', null as never, {}, 'comparison-variants', /Variants are/],
  [
    '13 variants',
    Object.fromEntries(Array.from({ length: 13 }, (_, at) => [`v${at}`, '{}'])),
    { classes: ['red', 'green'] },
    'comparison-variants',
    /at most 12/,
  ],
  [
    'too few truths',
    { name: '{}' },
    { classes: ['red', 'green'], truth: ['red', 'red'] },
    'comparison-truth',
    /2 truths for 1 images/,
  ],
  [
    'a truth that is no class',
    { name: '{}' },
    { classes: ['red', 'green'], truth: ['pink'] },
    'comparison-truth',
    /image 1 is "pink"/,
  ],
  [
    'half a resample',
    { name: '{}' },
    { classes: ['red', 'green'], resamples: 0.5 },
    'option-invalid',
    /resamples/,
  ],
])('refuses %s with a sentence, before any image is read', async (_, variants, options, code, sentence) => {
  const { clip } = colourModel();
  const reading = comparePrompts(clip, [{ name: 'broken', bytes: new Uint8Array(1) }], variants, options);
  await expect(reading).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) as string });
});

it('refuses no images and none that can be read', async () => {
  const { clip } = colourModel();
  await expect(comparePrompts(clip, [], plain)).rejects.toMatchObject({ code: 'comparison-images' });
  await expect(comparePrompts(clip, ['broken.png'], plain)).rejects.toThrow(
    'None of the 1 images could be read',
  );
  const one = await comparePrompts(clip, ['red.png'], { only: '{}' }, { classes: ['red', 'green'] });
  expect(() => one.probability('other')).toThrow('There is no variant "other". There are: only.');
  const text = (await bundleOf(one))['text/plain'] as string;
  expect(text).toContain('1 image · 2 classes · 1 prompt variant · no truth given');
  expect(text).not.toContain('Differences');
});

it('draws 200 images at most and says so, though all are measured; names prompts that were cut', async () => {
  const { clip } = colourModel();
  const images = Array.from({ length: 230 }, (_, at) => `${at % 2 === 0 ? 'red' : 'green'} ${at}.png`);
  const truth = images.map(name => name.split(' ')[0]!);
  const compared = await comparePrompts(
    clip,
    images,
    { '<b>': '{}', long: `${'very '.repeat(20)}{}` },
    { truth },
  );
  expect(compared.measures('<b>').right).toHaveLength(230);
  const bundle = await bundleOf(compared);
  const { data } = bundle[mime] as ViewPayload<'prompt-comparison'>;
  expect([data.images.length, data.total, data.scores.probability.shape[1]]).toEqual([200, 230, 200]);
  expect(data.scores.variants[1]!.truncated).toHaveLength(2);
  expect(bundle['text/plain']).toContain('the first 200 are drawn');
  expect(bundle['text/plain']).toContain('long: 2 prompts are longer than the model reads');
  expect(bundle['text/html']).toContain('&lt;b&gt;');
});

it('says where averaged prompts score below the best of them alone, with the paired difference', async () => {
  const { clip } = colourModel();
  const images = Array.from({ length: 40 }, (_, at) => `${at % 2 === 0 ? 'red' : 'green'} ${at}.png`);
  const truth = images.map(name => name.split(' ')[0]!);
  const variants = {
    bad: ['{}', 'no {}', 'no more {}'],
    good: ['{}', 'a {}'],
    odd: { texts: { red: ['red', 'no red'], green: 'green' } },
  };
  const bundle = await bundleOf(await comparePrompts(clip, images, variants, { truth, resamples: 100 }));
  const { data } = bundle[mime] as ViewPayload<'prompt-comparison'>;
  expect(data.scores.cautions).toHaveLength(1);
  expect(data.scores.cautions![0]).toMatch(
    /“bad” averages 3 prompts and scores below the best of them alone, “red”: accuracy 0\.000 against 1\.000, difference −1\.000 \[−1\.000, −1\.000\]/,
  );
  for (const form of ['text/plain', 'text/html']) expect(bundle[form]).toContain('averages 3 prompts');
  const pairs = { pair: { positive: ['{}', 'no {}'], negative: ['no {}', '{}'] } };
  const paired = await bundleOf(await comparePrompts(clip, images, pairs, { truth, resamples: 0 }));
  expect(paired['text/plain']).toContain('averages 2 prompts');
  const silent = await bundleOf(await comparePrompts(clip, images, { good: ['{}', 'a {}'] }, { truth }));
  expect(silent['text/plain']).not.toContain('averages');
});
