import { afterEach, expect, it } from 'vitest';
import {
  descriptorPrompts,
  descriptorTexts,
} from '../../../../kernels/analysis/explained-diagnosis/descriptor-prompts.ts';
import { explainedDiagnosis } from '../../../../kernels/analysis/explained-diagnosis/explained-diagnosis.ts';
import { bundleOf } from '../../../../kernels/displays/display.ts';
import {
  explainDiagnoses,
  type ExplainDiagnosesOptions,
} from '../../../../kernels/displays/explained-diagnosis/explain-diagnoses.ts';
import type { BarsPart, SheetData } from '../../../../webviews/protocol/sheet.ts';
import type { ViewPayload } from '../../../../webviews/protocol/views.ts';
import { colourModel, picture } from './colour-model.ts';
import { enterCell, leaveCell } from './fake-cell.ts';

const mime = 'application/vnd.clip-notebook.sheet+json';
const lists = { Red: ['red light', 'red paint'], Green: ['green leaves'], 'No Finding': ['blue sky'] };
// Of the color model a text without "no" is the opposite.
const options: ExplainDiagnosesOptions = {
  templates: { positive: '{descriptor}', negative: 'no {descriptor}' },
};

afterEach(leaveCell);

function partOf<Kind extends SheetData['parts'][number]['kind']>(
  data: SheetData,
  kind: Kind,
): Extract<SheetData['parts'][number], { kind: Kind }> {
  return data.parts.find(part => part.kind === kind) as Extract<SheetData['parts'][number], { kind: Kind }>;
}

it('is the pure method with names, and a picture', async () => {
  const { clip } = colourModel();
  const images = await Promise.all(['red 1', 'green 2', 'blue 3'].map(picture));
  const found = await explainDiagnoses(
    clip,
    [...images, { name: 'broken', bytes: new Uint8Array(1) }],
    lists,
    {
      ...options,
      truth: [{ red: true, green: false }, ['Green'], [], undefined],
    },
  );
  const prompts = descriptorPrompts(lists, options.templates);
  const pure = explainedDiagnosis(
    await clip.encodeImage(images),
    await clip.encodeText(descriptorTexts(prompts)),
    prompts,
  );
  expect(found.joint).toEqual(pure.probability);
  expect(found.diagnosis.descriptorProbability).toEqual(pure.descriptorProbability);
  expect(found.studies).toEqual(['red 1', 'green 2', 'blue 3']);
  expect(found.failures.map(({ id }) => id)).toEqual(['broken']);
  expect(found.probability('Red')[0]).toBe(pure.probability[0]);
  expect(found.toTable()[0]).toMatchObject({ study: 'red 1', finding: 'Red', called: true, truth: true });
  // Nothing is there: that is the normal finding's truth.
  expect(found.toTable().at(-1)).toMatchObject({ finding: 'No Finding', truth: true });
  expect(() => found.probability('Mass')).toThrow(/no finding "Mass"/);
  expect(() => found.contradictions('red 9')).toThrow(/red 9/);

  const { data, provenance, live } = (await bundleOf(found))[mime] as ViewPayload<'sheet'>;
  expect(live).toBeUndefined();
  expect(provenance).toMatchObject({ n: 3, choices: { mode: 'contrastive', temperature: 0.5 } });
  expect(data.parts.map(({ kind }) => kind)).toEqual(['choice', 'by-name', 'table', 'matrix', 'texts']);
  const why = partOf(data, 'by-name');
  expect(why.choices.map(({ name }) => name)).toEqual(['red 1', 'green 2', 'blue 3']);
  expect(why.choices[0]!.thumbnail).toMatch(/^data:image\/jpeg/);
  const { groups, range } = why.choices[0]!.parts[0] as BarsPart;
  expect(groups[0]).toMatchObject({ label: 'Red', mark: 'good', note: 'called · truly there' });
  expect(groups.map(({ value }) => value)).toEqual(
    [...groups.map(({ value }) => value!)].sort((one, other) => other - one),
  );
  for (const { bars } of groups)
    for (const { value } of bars) expect(value >= range[0] && value <= range[1]).toBe(true);
  expect(data.cautions.some(sentence => sentence.includes('broken'))).toBe(true);
});

it('marks what contradicts', async () => {
  const { clip } = colourModel();
  const found = await explainDiagnoses(
    clip,
    [await picture('red 1')],
    { Red: ['red light', 'red lamp', 'no red paint'], Green: ['green leaves'], Warm: ['red glow'] },
    {
      templates: { positive: '{descriptor}', negative: 'green' },
      relations: [{ finding: 'warm', relation: 'needs', other: 'GREEN' }],
    },
  );
  expect(found.contradictions('red 1')).toMatchObject([
    { kind: 'findings', finding: 'Warm', other: 'Green' },
    { kind: 'descriptor', finding: 'Red', descriptor: 'no red paint' },
  ]);
  const { data } = (await bundleOf(found))[mime] as ViewPayload<'sheet'>;
  expect(data.cautions).toEqual([
    '1 of 1 image has findings that contradict each other: Warm is called without Green, which it comes with.',
  ]);
  const [bars, table] = partOf(data, 'by-name').choices[0]!.parts;
  expect((bars as BarsPart).groups.find(({ label }) => label === 'Warm')).toMatchObject({
    mark: 'caution',
    note: 'called · contradictory',
  });
  expect(table).toMatchObject({ kind: 'table', total: 2 });
});

it('joins views of a study, whatever is known of one is known of all', async () => {
  const { clip } = colourModel();
  const images = await Promise.all(['red 1', 'green 2', 'green 3'].map(picture));
  const found = await explainDiagnoses(clip, images, lists, {
    ...options,
    studies: ['p', 'p', 'q'],
    truth: [['Red'], ['Green'], undefined],
  });
  expect(found.studies).toEqual(['p', 'q']);
  expect(found.toTable().map(({ truth }) => truth)).toEqual([
    true,
    true,
    false,
    undefined,
    undefined,
    undefined,
  ]);
  await expect(explainDiagnoses(clip, images, lists, { studies: ['p'] })).rejects.toMatchObject({
    code: 'values-unequal',
  });
});

it('is answered live: an edited descriptor is encoded alone, and the next cell reads it', async () => {
  const cell = enterCell();
  const { clip, encodeText } = colourModel();
  const images = await Promise.all(['red 1', 'green 2'].map(picture));
  const found = await explainDiagnoses(clip, images, lists, { ...options, truth: [['Red'], ['Green']] });
  await bundleOf(found);
  const ask = (message: unknown): Promise<SheetData> => cell.ask(message) as Promise<SheetData>;
  encodeText.mockClear();
  const groups = [['red light', ' green paint '], ['green leaves'], ['blue sky']];
  const sheet = await ask({ kind: 'set-texts', part: 'descriptors', groups });
  expect(encodeText.mock.calls.map(([texts]) => texts)).toEqual([['green paint', 'no green paint']]);
  expect(sheet.edited).toBe(true);
  expect(partOf(sheet, 'texts').groups[0]!.texts).toEqual(['red light', 'green paint']);
  expect(found.latest().descriptors['Red']).toEqual(['red light', 'green paint']);
  expect(found.latest().probability('Red')[0]).toBeLessThan(found.probability('Red')[0]!);
  expect(found.descriptors['Red']).toEqual(['red light', 'red paint']);
  encodeText.mockClear();
  expect((await ask({ kind: 'set-choice', part: 'mode', option: 'basic' })).summary).toContain('basic');
  expect(found.latest().mode).toBe('basic');
  expect((await ask({ kind: 'reset' })).edited).toBe(false);
  expect(found.latest()).toBe(found);
  expect(encodeText).not.toHaveBeenCalled();
  for (const bad of [
    [['red'], ['']],
    [['red light'], [' '], ['blue']],
    [['red light'], [], ['blue']],
  ])
    await expect(ask({ kind: 'set-texts', part: 'descriptors', groups: bad })).rejects.toThrow();
  await expect(ask({ kind: 'set-choice', part: 'mode', option: 'other' })).rejects.toMatchObject({
    code: 'option-invalid',
  });
});

it.each<[string, Record<string, string[]>, ExplainDiagnosesOptions, string, RegExp]>([
  ['no findings', {}, {}, 'diagnosis-words', /no findings/],
  ['null', null as never, {}, 'diagnosis-words', /no findings/],
  ['a finding without descriptors', { Red: [] }, {}, 'diagnosis-words', /"Red" has no descriptors/],
  ['an empty descriptor', { Red: [' '] }, {}, 'diagnosis-words', /"Red" is empty/],
  ['a descriptor twice', { Red: ['red', 'red'] }, {}, 'diagnosis-words', /twice/],
  ['a temperature of NaN', lists, { temperature: NaN }, 'option-invalid', /temperature is NaN/],
  ['a temperature of 0', lists, { temperature: 0 }, 'option-invalid', /temperature is 0/],
  ['another mode', lists, { mode: 'other' as never }, 'option-invalid', /mode is other/],
  ['a level of 95', lists, { level: 95 }, 'option-invalid', /level is 95/],
  ['too few truths', lists, { truth: [] }, 'diagnosis-truth', /0 truths for 1 images/],
  ['a truth of other findings', lists, { truth: [['Pink']] }, 'diagnosis-truth', /names Pink/],
  [
    'a truth that is a number',
    lists,
    { truth: [{ red: 7 as never }] },
    'diagnosis-truth',
    /neither true nor/,
  ],
  ['a truth that is a word', lists, { truth: ['Red' as never] }, 'diagnosis-truth', /image 1 is "Red"/],
])('refuses %s with a sentence', async (_, given, chosen, code, sentence) => {
  const { clip } = colourModel();
  const explaining = explainDiagnoses(clip, [await picture('red 1')], given, { ...options, ...chosen });
  await expect(explaining).rejects.toMatchObject({
    code,
    message: expect.stringMatching(sentence) as string,
  });
});

it('refuses no images and none that can be read, and measures nothing without truth', async () => {
  const { clip } = colourModel();
  await expect(explainDiagnoses(clip, [], lists)).rejects.toMatchObject({ code: 'diagnosis-images' });
  const broken = { name: 'broken', bytes: new Uint8Array(1) };
  await expect(explainDiagnoses(clip, [broken], lists)).rejects.toThrow(/None of the 1 images/);
  const found = await explainDiagnoses(clip, [await picture('red 1')], lists, options);
  const { data } = (await bundleOf(found))[mime] as ViewPayload<'sheet'>;
  expect(data.parts.map(({ kind }) => kind)).toEqual(['choice', 'by-name', 'matrix', 'texts']);
  expect(data.summary).toContain('truth not given');
});
