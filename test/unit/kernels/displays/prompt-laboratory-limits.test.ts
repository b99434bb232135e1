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
