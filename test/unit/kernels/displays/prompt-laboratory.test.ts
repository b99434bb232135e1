import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { bundleOf } from '../../../../kernels/displays/display.ts';
import { comparePrompts } from '../../../../kernels/displays/prompt-comparison/compare-prompts.ts';
import { promptHistory } from '../../../../kernels/displays/prompt-history/prompt-history.ts';
import type { LaboratoryPrompts } from '../../../../kernels/displays/prompt-laboratory/axes.ts';
import {
  promptLaboratory,
  type PromptLaboratoryOptions,
} from '../../../../kernels/displays/prompt-laboratory/prompt-laboratory.ts';
import type { SheetData, SheetPart } from '../../../../webviews/protocol/sheet.ts';
import type { ViewPayload } from '../../../../webviews/protocol/views.ts';
import { unpackArray } from '../../../../webviews/protocol/packed-array.ts';
import { holdsNaN } from '../analysis/rows.ts';
import { colourModel } from './colour-model.ts';
import { enterCell, leaveCell } from './fake-cell.ts';

const mime = 'application/vnd.clip-notebook.sheet+json';
afterEach(leaveCell);

/** Pictures of red and of green, every seventh called the other colour. */
const images = Array.from({ length: 60 }, (_, at) => `${at % 2 === 0 ? 'red' : 'green'} ${at}.png`);
const truth = images.map((name, at) => {
  const own = name.split(' ')[0]!;
  return at % 7 === 0 ? (own === 'red' ? 'green' : 'red') : own;
});
const prompts: LaboratoryPrompts = {
  templates: ['{}', 'no longer {}', 'a picture of {}'],
  wordings: { swapped: ['green', 'red'] },
  negations: ['no {}'],
};
const options: PromptLaboratoryOptions = { truth, classes: ['red', 'green'], resamples: 100 };

async function sheetOf(value: object): Promise<SheetData> {
  const bundle = await bundleOf(value);
  return (bundle[mime] as ViewPayload<'sheet'>).data;
}

function part<Kind extends SheetPart['kind']>(
  sheet: SheetData,
  id: string,
  kind: Kind,
): Extract<SheetPart, { kind: Kind }> {
  const found = sheet.parts.find(each => each.id === id && each.kind === kind);
  if (!found) throw new Error(`no ${id}`);
  return found as Extract<SheetPart, { kind: Kind }>;
}

describe('a prompt laboratory', () => {
  it('scores every combination, encodes every text once, and says what follows', async () => {
    const { clip, encodeText } = colourModel();
    const found = await promptLaboratory(clip, images, prompts, options);
    // Three templates and their ensemble, two wordings, with and without negation.
    expect(found.variants).toHaveLength(4 * 2 * 2);
    const texts = encodeText.mock.calls.flatMap(([given]) => given);
    expect(new Set(texts).size).toBe(texts.length);
    expect(found.labelling).toBe('one');
    const best = found.best()!;
    expect(best.accuracy!.value).toBeCloseTo(51 / 60, 12);
    expect(best.variant.wording).toBe('names');
    const compared = found.compare('{} · names · none', '{} · swapped · none');
    expect(compared.accuracy!.value).toBeCloseTo(42 / 60, 12);
    expect(found.flips('{} · names · none', '{} · swapped · none')).toHaveLength(60);
    const wording = found.effects('accuracy').filter(({ axis }) => axis === 'wording');
    expect(wording.map(({ choice }) => choice)).toEqual(['names', 'swapped']);
    expect(wording[0]!.effect.value).toBeGreaterThan(0);
    expect(wording[0]!.effect.value + wording[1]!.effect.value).toBeCloseTo(0, 12);
    expect(found.sensitivity().every(({ templates }) => templates === 4)).toBe(true);
    expect(found.calibration('{} · names · none')!.before.expectedError).toBeGreaterThan(0);
    const held = found.heldOut('accuracy')!;
    expect(held.apparent).toBeCloseTo(51 / 60, 12);
    expect(held.value).toBeLessThanOrEqual(held.apparent + 0.02);
    const [first, ...rest] = found.toTable();
    expect(first).toMatchObject({ accuracy: best.accuracy!.value, pValue: undefined });
    expect(rest.at(-1)!.pValue).toBeLessThan(0.001);
    expect(holdsNaN(found.toTable())).toBe(false);
  });

  it('shows a table in the order of a measure, effects, differences, flips, and reliability', async () => {
    const { clip } = colourModel();
    const sheet = await sheetOf(await promptLaboratory(clip, images, prompts, options));
    expect(sheet.summary).toContain('16 variants (4 templates × 2 wordings × 2 negations) of');
    expect(sheet.summary).toContain('Chosen on one half of the images and measured on the other');
    expect(sheet.cautions.join()).toContain('16 variants were tried on these 60 images');
    const table = part(sheet, 'variants', 'table');
    expect(table.note).toContain('corrected by Holm for 15 comparisons');
    const verdicts = table.columns.find(({ name }) => name === 'against the best')!;
    if (verdicts.kind !== 'mark') throw new Error('no marks');
    expect(verdicts.values[0]).toEqual({ text: 'best', mark: 'good' });
    expect(verdicts.values.at(-1)).toEqual({ text: 'worse', mark: 'bad' });
    expect(part(sheet, 'effects', 'bars').groups.map(({ label }) => label)).toEqual([
      'template',
      'wording',
      'negation',
    ]);
    const matrix = part(sheet, 'differences', 'matrix');
    expect(matrix.rows).toHaveLength(12);
    expect(matrix.note).toContain('The best 12 of 16 variants');
    expect(part(sheet, 'reliability', 'by-name').choices[0]!.parts[0]).toMatchObject({
      kind: 'curves',
      diagonal: true,
    });
    expect(part(sheet, 'prompts', 'texts').groups).toEqual([
      { label: 'templates', texts: ['{}', 'no longer {}', 'a picture of {}'] },
      { label: 'negations', texts: ['no {}'] },
    ]);
  });

  it('is answered live: another measure, another template, other words', async () => {
    const cell = enterCell();
    const { clip, encodeText } = colourModel();
    const found = await promptLaboratory(clip, images, prompts, options);
    const ask = (message: object): Promise<SheetData> => cell.ask(message) as Promise<SheetData>;
    encodeText.mockClear();
    const byArea = await ask({ kind: 'set-choice', part: 'measure', option: 'AUROC' });
    expect(part(byArea, 'variants', 'table').title).toBe('Variants by AUROC');
    expect(found.latest().variants).toHaveLength(16);
    expect(encodeText).not.toHaveBeenCalled();
    const edited = await ask({
      kind: 'set-texts',
      part: 'prompts',
      groups: [['{}', ' crimson {} '], ['no {}']],
    });
    expect(encodeText.mock.calls.flatMap(([texts]) => texts)).toEqual([
      'crimson red',
      'crimson green',
      'crimson no red',
      'crimson no green',
    ]);
    expect(edited.edited).toBe(true);
    expect(found.latest().variants).toHaveLength(3 * 2 * 2);
    expect(
      found
        .latest()
        .toTable()
        .map(({ template }) => template),
    ).toContain('crimson {}');
    expect((await sheetOf(found.latest())).edited).toBe(true);
    await ask({
      kind: 'set-texts',
      part: 'wordings',
      groups: [
        ['red', 'green'],
        ['green', 'blue'],
      ],
    });
    expect(found.latest().grid.axes.wordings['swapped']).toEqual(['green', 'blue']);
    await expect(
      ask({ kind: 'set-texts', part: 'prompts', groups: [['a photo'], ['no {}']] }),
    ).rejects.toMatchObject({ code: 'option-invalid' });
    expect((await ask({ kind: 'reset' })).edited).toBe(false);
    expect(found.latest()).toBe(found);
  });

  it('fills in the metadata of each image, the given or the phantom’s own', async () => {
    const { clip } = colourModel();
    const named = ['red 1', 'green 2', 'red 3'].map((name, at) => ({
      name,
      bytes: new Uint8Array(0),
      modality: 'chest-xray',
      metadata: { age: 40 + 10 * (at % 2), sex: 'female' },
    }));
    const found = await promptLaboratory(
      clip,
      named,
      { prefixes: { patient: 'A {modality} of a {age}-year-old {sex}: ' } },
      { truth: ['red', 'green', 'red'], resamples: 0 },
    );
    expect(found.grid.texts).toContain('A chest X-ray of a 50-year-old female: green');
    expect(found.best()!.accuracy!.value).toBe(1);
    await expect(
      promptLaboratory(clip, images, { prefixes: ['{age} '] }, { ...options, metadata: [{ age: 1 }] }),
    ).rejects.toMatchObject({ code: 'values-unequal' });
    await expect(promptLaboratory(clip, images, { prefixes: ['{age} '] }, options)).rejects.toMatchObject({
      code: 'values-empty',
    });
  });

  it('writes the files that CLIP_benchmark reads', async () => {
    const { clip } = colourModel();
    const found = await promptLaboratory(clip, images, prompts, options);
    const folder = await mkdtemp(join(tmpdir(), 'laboratory-'));
    try {
      const paths = await found.saveClipBenchmark(join(folder, 'new'), 'colours', [
        'a picture of {} · names · none',
      ]);
      expect(JSON.parse(await readFile(paths.templates, 'utf8'))).toEqual({ colours: ['a picture of {c}'] });
      expect(JSON.parse(await readFile(paths.classnames, 'utf8'))).toEqual({ colours: ['red', 'green'] });
    } finally {
      await rm(folder, { recursive: true });
    }
    expect(found.clipBenchmark('colours').classnames).toEqual({ colours: ['red', 'green'] });
    expect(() => found.clipBenchmark('colours', ['{} · names · no {}'])).toThrow('CLIP_benchmark');
  });
});

describe('bad input to a prompt laboratory', () => {
  it.each<[string, readonly string[], LaboratoryPrompts, PromptLaboratoryOptions, string]>([
    ['no images', [], prompts, options, 'comparison-images'],
    ['no classes', ['red'], prompts, {}, 'comparison-classes'],
    ['one class without negation', ['red'], {}, { classes: ['red'] }, 'comparison-classes'],
    ['no template', ['red'], { templates: [] }, { classes: ['red', 'green'] }, 'values-empty'],
    [
      'a template without {}',
      ['red'],
      { templates: ['photo'] },
      { classes: ['red', 'green'] },
      'option-invalid',
    ],
    [
      'words for no class',
      ['red'],
      { wordings: { lay: { pink: 'rose' } } },
      { classes: ['red', 'green'] },
      'laboratory-wording',
    ],
    [
      'too few words',
      ['red'],
      { wordings: { lay: ['rose'] } },
      { classes: ['red', 'green'] },
      'values-unequal',
    ],
    [
      'more variants than anybody reads',
      ['red'],
      { templates: Array.from({ length: 1001 }, (_, at) => `{} ${at}`) },
      { classes: ['red', 'green'] },
      'option-invalid',
    ],
    ['images that cannot be read', ['broken'], {}, { classes: ['red', 'green'] }, 'comparison-images'],
  ])('%s: a sentence', async (_, given, axes, more, code) => {
    await expect(promptLaboratory(colourModel().clip, given, axes, more)).rejects.toMatchObject({ code });
  });

  it('one image, one class, no labels, equal scores: answers without NaN', async () => {
    const { clip } = colourModel();
    const cases: [readonly string[], LaboratoryPrompts, PromptLaboratoryOptions][] = [
      [['red'], prompts, { truth: ['red'], classes: ['red', 'green'], resamples: 20 }],
      [
        images,
        { negations: ['no {}'] },
        { classes: ['red'], truth: truth.map(each => [each].filter(one => one === 'red')), resamples: 20 },
      ],
      [images, prompts, { classes: ['red', 'green'] }],
      [['blue 1', 'blue 2', 'blue 3'], prompts, { truth: ['red', 'green', 'red'], resamples: 20 }],
      [images, prompts, { ...options, resamples: 0 }],
      [images, {}, { ...options, truth: images.map(() => 'red') }],
    ];
    for (const [given, axes, more] of cases) {
      const found = await promptLaboratory(clip, given, axes, more);
      expect(holdsNaN(found.toTable())).toBe(false);
      const sheet = await sheetOf(found);
      expect(sheet.summary + sheet.cautions.join()).not.toMatch(/NaN|undefined/);
      expect(part(sheet, 'variants', 'table').total).toBe(found.variants.length);
    }
    const unlabelled = await sheetOf(
      await promptLaboratory(clip, images, prompts, { classes: ['red', 'green'] }),
    );
    expect(unlabelled.summary).toContain('no truth given');
    expect(unlabelled.parts.map(({ id }) => id)).toEqual(['variants', 'flips', 'prompts', 'wordings']);
  });

  it('templates of 2,000 letters, and some hundred variants', async () => {
    const { clip } = colourModel();
    const long = `${'very '.repeat(400)}{}`;
    const templates = [long, ...Array.from({ length: 124 }, (_, at) => `{} ${at}`)];
    const found = await promptLaboratory(
      clip,
      images,
      { templates, wordings: { other: ['crimson red', 'leaf green'] }, negations: ['no {}'] },
      { ...options, resamples: 20, ensemble: false },
    );
    expect(found.variants).toHaveLength(500);
    const sheet = await sheetOf(found);
    expect(sheet.cautions.join()).toContain('longer than the model reads');
    const names = part(sheet, 'variants', 'table').columns[0]!;
    if (names.kind !== 'text') throw new Error('no names');
    expect(Math.max(...names.values.map(name => name.length))).toBeLessThan(70);
    expect(part(sheet, 'differences', 'matrix').rows).toHaveLength(12);
  });
});

describe('the history of prompts', () => {
  it('remembers what this notebook scored, by image set, edits among it, and forgets outside', async () => {
    const cell = enterCell();
    const { clip } = colourModel();
    expect(promptHistory().trials).toEqual([]);
    expect((await sheetOf(promptHistory())).summary).toContain('None yet');
    await promptLaboratory(clip, images, { templates: ['{}', 'a {}'] }, options);
    expect(promptHistory().trials).toHaveLength(3);
    // The same prompts on the same images are no new trial.
    await comparePrompts(clip, images, { bare: '{}', new: 'the {}' }, { truth, classes: ['red', 'green'] });
    expect(promptHistory().trials).toHaveLength(4);
    await cell.ask({
      kind: 'set-variants',
      variants: [{ name: 'typed', scoring: 'classes', prompts: [{ text: 'my {}' }] }],
    });
    await comparePrompts(clip, ['red', 'green'], { bare: '{}' }, { truth: ['red', 'green'] });
    const history = promptHistory();
    expect(history.toTable().map(({ variant }) => variant)).toContain('typed');
    expect(new Set(history.trials.map(({ images: set }) => set.digest)).size).toBe(2);
    expect(history.toTable()[0]).toMatchObject({ count: 60, prompts: 2, model: 'test' });
    const sheet = await sheetOf(history);
    expect(sheet.summary).toContain('6 variants on 2 sets of images');
    const sets = part(sheet, 'sets', 'by-name').choices;
    expect(sets.map(({ parts }) => (parts[0] as { total: number }).total)).toEqual([5, 1]);
    const swapped = { wordings: { swapped: ['green', 'red'] } };
    const again = await sheetOf(await promptLaboratory(clip, images, swapped, options));
    expect(again.cautions.join()).toContain('6 variants were tried on these 60 images');
    leaveCell();
    expect(promptHistory().trials).toEqual([]);
  });
});

it('packs numbers of every variant', async () => {
  const { clip } = colourModel();
  const sheet = await sheetOf(await promptLaboratory(clip, images, prompts, options));
  const accuracy = part(sheet, 'variants', 'table').columns.find(({ name }) => name === 'accuracy')!;
  if (accuracy.kind !== 'estimate') throw new Error('no estimates');
  const values = [...unpackArray(accuracy.values)];
  expect(values).toEqual([...values].sort((left, right) => right - left));
});
