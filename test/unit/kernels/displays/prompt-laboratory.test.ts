import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { bundleOf } from '../../../../kernels/displays/display.ts';
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

it('packs numbers of every variant', async () => {
  const { clip } = colourModel();
  const sheet = await sheetOf(await promptLaboratory(clip, images, prompts, options));
  const accuracy = part(sheet, 'variants', 'table').columns.find(({ name }) => name === 'accuracy')!;
  if (accuracy.kind !== 'estimate') throw new Error('no estimates');
  const values = [...unpackArray(accuracy.values)];
  expect(values).toEqual([...values].sort((left, right) => right - left));
});
