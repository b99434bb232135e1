import { afterEach, expect, it } from 'vitest';
import { findingPrompts, findingTexts } from '../../../../kernels/analysis/findings/finding-prompts.ts';
import { findingScores, meanFindingScores } from '../../../../kernels/analysis/findings/finding-scores.ts';
import { auroc } from '../../../../kernels/analysis/metrics/roc.ts';
import { bundleOf } from '../../../../kernels/displays/display.ts';
import {
  diagnoseFindings,
  type DiagnoseFindingsOptions,
} from '../../../../kernels/displays/findings/diagnose-findings.ts';
import { unpackArray } from '../../../../webviews/protocol/packed-array.ts';
import type { SheetData } from '../../../../webviews/protocol/sheet.ts';
import type { ViewPayload } from '../../../../webviews/protocol/views.ts';
import { colourModel, picture } from './colour-model.ts';
import { enterCell, leaveCell } from './fake-cell.ts';

const mime = 'application/vnd.clip-notebook.sheet+json';
const findings = ['red', 'green'];
const names = ['red 1', 'green 2', 'red and green 3', 'blue 4'];
const truth = [['red'], { green: true, red: false }, ['Red', 'Green'], []];

afterEach(leaveCell);

async function sheetOf(value: Parameters<typeof bundleOf>[0]): Promise<SheetData> {
  return ((await bundleOf(value))[mime] as ViewPayload<'sheet'>).data;
}

function partOf<Kind extends SheetData['parts'][number]['kind']>(
  data: SheetData,
  kind: Kind,
): Extract<SheetData['parts'][number], { kind: Kind }> {
  return data.parts.find(part => part.kind === kind) as Extract<SheetData['parts'][number], { kind: Kind }>;
}

it('is the pure method with names, and a picture', async () => {
  const { clip } = colourModel();
  const images = await Promise.all(names.map(picture));
  const found = await diagnoseFindings(
    clip,
    [...images, { name: 'broken', bytes: new Uint8Array(1) }],
    findings,
    {
      truth: [...truth, undefined],
    },
  );
  const prompts = findingPrompts(findings);
  const [embeddings, texts] = [await clip.encodeImage(images), await clip.encodeText(findingTexts(prompts))];
  expect(found.scores).toEqual(findingScores(embeddings, texts, prompts).probability);
  expect(found.images).toEqual(names);
  expect(found.failures.map(({ id }) => id)).toEqual(['broken']);
  const labels = [1, 0, 1, 0];
  expect(found.measures[0]).toMatchObject({
    finding: 'red',
    positives: 2,
    negatives: 2,
    threshold: 0.5,
    auroc: auroc(labels, found.probability('red')),
  });
  expect([...found.called]).toEqual(
    [1, 1, 1, 1, 1, 1, 1, 1].map((_, at) => Number(found.scores[at]! >= 0.5)),
  );
  expect(found.toTable()[3]).toMatchObject({ image: 'green 2', finding: 'green', truth: true, called: true });
  expect(() => found.probability('blue')).toThrow(/no finding "blue"/);

  const data = await sheetOf(found);
  expect(data.parts.map(({ kind }) => kind)).toEqual([
    'choice',
    'choice',
    'table',
    'texts',
    'cards',
    'matrix',
    'by-name',
  ]);
  expect(data.summary).toBe(
    '4 images · 2 findings · 1 pair of templates · truth known · 1 could not be read',
  );
  expect([...unpackArray(partOf(data, 'matrix').marked!)]).toEqual([1, 0, 0, 1, 1, 1, 0, 0]);
  const curves = partOf(data, 'by-name').choices;
  expect(curves.map(({ name }) => name)).toEqual(findings);
  const cards = partOf(data, 'cards').groups.flatMap(group => group.cards);
  expect(cards).toHaveLength(4);
  expect(cards.find(({ title }) => title === 'red and green 3')).toMatchObject({ mark: 'good' });
  expect(data.cautions.some(sentence => sentence.includes('Fewer than 5 images have red, green'))).toBe(true);
});

it('averages templates and models, and divides by a temperature or standardises', async () => {
  const [one, other] = [colourModel(), colourModel()];
  const images = await Promise.all(names.map(picture));
  const templates = { positive: ['{}', 'a {} thing, blue'], negative: ['no {}', 'not there: {}'] };
  const found = await diagnoseFindings([one.clip, other.clip], images, findings, {
    ...templates,
    scoring: 'temperature',
  });
  const prompts = findingPrompts(findings, templates);
  const texts = await one.clip.encodeText(findingTexts(prompts));
  const embeddings = await one.clip.encodeImage(images);
  // The model's logit scale is 10.
  const warm = findingScores(embeddings, texts, prompts, { temperature: 0.1 });
  expect(found.scores).toEqual(meanFindingScores([warm, warm]).probability);
  const standardised = await diagnoseFindings(one.clip, images, findings, {
    ...templates,
    scoring: 'z-scores',
  });
  expect(standardised.scores).toEqual(
    findingScores(embeddings, texts, prompts, { mode: 'standardised' }).probability,
  );
  expect((await sheetOf(found)).summary).toContain('mean of 2 models');
});

it('chooses thresholds on images of their own, on a share kept apart, or warns', async () => {
  const { clip } = colourModel();
  const images = await Promise.all(names.map(picture));
  const own = await Promise.all(['red 8', 'blue 9'].map(picture));
  const rule = 'Youden';
  const given = await diagnoseFindings(clip, images, findings, {
    truth,
    rule,
    tuning: { images: own, truth: [['red'], []] },
  });
  expect(given.images).toEqual(names);
  expect(given.tunedOn).toBe('2 images given for it');
  expect(given.thresholds[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
  // Green is in none of them.
  expect(given.thresholds[1]).toBe(0.5);
  const cautions = (await sheetOf(given)).cautions.join(' ');
  expect(cautions).toContain('For green 0.5 is taken');
  expect(cautions).not.toContain('very images that are measured');

  const apart = await diagnoseFindings(clip, images, findings, { truth, rule, tuning: 0.5 });
  expect(apart.keptApart).toHaveLength(2);
  expect(apart.measures[0]!.positives + apart.measures[0]!.negatives).toBe(2);
  expect(apart.toTable().filter(row => row['kept apart'])).toHaveLength(4);
  const same = await diagnoseFindings(clip, images, findings, { truth, rule: 'Matthews' });
  expect((await sheetOf(same)).cautions.join(' ')).toContain('on the very images that are measured');
  const blind = await diagnoseFindings(clip, images, findings, { rule });
  expect((await sheetOf(blind)).cautions.join(' ')).toContain('No threshold can be chosen by Youden');
});

it('says so when the ensemble scores below its best single template', async () => {
  const { clip } = colourModel();
  const many = ['red 1', 'red 2', 'red 3', 'blue 4', 'blue 5', 'blue 6'];
  const found = await diagnoseFindings(clip, await Promise.all(many.map(picture)), ['red'], {
    truth: many.map(name => (name.startsWith('red') ? ['red'] : [])),
    positive: ['{}', 'no {}', 'no {}, so blue'],
    negative: ['no {}', '{}', 'blue {}'],
  });
  expect(found.ensemble!.best).toBe(0);
  expect(found.ensemble!.single[0]!.gain.value).toBeLessThan(0);
  const data = await sheetOf(found);
  expect(data.cautions[0]).toMatch(
    /The ensemble of 3 templates scores below its best single one, "\{\} \| no \{\}": mean AUROC 0\.\d+ against 1\.000, difference −/,
  );
  const good = await diagnoseFindings(clip, await Promise.all(many.map(picture)), ['red'], {
    truth: many.map(name => (name.startsWith('red') ? ['red'] : [])),
    positive: ['{}', 'a {} one'],
    negative: ['no {}', 'no {} one'],
  });
  expect((await sheetOf(good)).cautions.join(' ')).not.toContain('ensemble');
});

it('is answered live: an edited template encodes its prompts alone, and the next cell reads it', async () => {
  const cell = enterCell();
  const { clip, encodeText } = colourModel();
  const images = await Promise.all(names.map(picture));
  const found = await diagnoseFindings(clip, images, findings, {
    truth,
    positive: ['{}', 'a {} one'],
    negative: ['no {}', 'no {} one'],
  });
  const ask = (message: unknown): Promise<SheetData> => cell.ask(message) as Promise<SheetData>;
  encodeText.mockClear();
  const edit = (...texts: string[]): Promise<SheetData> =>
    ask({ kind: 'set-texts', part: 'templates', groups: [texts] });
  const data = await edit('{} | no {}', ' a {} thing | no {} one');
  expect(encodeText.mock.calls.map(([texts]) => texts)).toEqual([['a red thing', 'a green thing']]);
  expect(data.edited).toBe(true);
  expect(found.latest().templates.positive).toEqual(['{}', 'a {} thing']);
  encodeText.mockClear();
  expect((await edit('{} | no {}')).summary).toContain('1 pair of templates');
  expect(found.latest().ensemble).toBeUndefined();
  await ask({ kind: 'set-choice', part: 'scoring', option: 'temperature' });
  await ask({ kind: 'set-choice', part: 'rule', option: 'Youden' });
  expect(found.latest()).toMatchObject({ scoring: 'temperature', rule: 'Youden' });
  expect((await ask({ kind: 'reset' })).edited).toBe(false);
  expect(found.latest()).toBe(found);
  expect(encodeText).not.toHaveBeenCalled();
  await expect(edit('{}')).rejects.toThrow(/is not a pair/);
  await expect(edit('a photo | no {}')).rejects.toThrow(/the same for every finding/);
  await expect(edit(' | no {}')).rejects.toThrow(/empty/);
  await expect(edit('{} | {}')).rejects.toThrow(/its own denial/);
});

it.each<[string, readonly string[], DiagnoseFindingsOptions, string, RegExp]>([
  ['no findings', [], {}, 'diagnosis-words', /no findings/],
  ['null', null as never, {}, 'diagnosis-words', /no findings/],
  ['an empty name', [' '], {}, 'diagnosis-words', /empty/],
  ['a finding twice', ['red', 'red'], {}, 'diagnosis-words', /twice/],
  ['no templates', findings, { positive: [], negative: [] }, 'diagnosis-words', /no templates/],
  [
    'a template without denial',
    findings,
    { positive: ['{}', 'a {}'] },
    'diagnosis-words',
    /2 positive and 1/,
  ],
  ['a temperature of NaN', findings, { temperature: NaN }, 'option-invalid', /temperature is NaN/],
  ['z-scores of one finding', ['red'], { scoring: 'z-scores' }, 'option-invalid', /two findings/],
  ['another scoring', findings, { scoring: 'other' as never }, 'option-invalid', /scoring is other/],
  ['another rule', findings, { rule: 'other' as never }, 'option-invalid', /rule is other/],
  ['a share of 2', findings, { tuning: 2 }, 'option-invalid', /tuning is 2/],
  ['too few truths', findings, { truth: [] }, 'diagnosis-truth', /0 truths for 1 images/],
])('refuses %s with a sentence', async (_, given, options, code, sentence) => {
  const { clip } = colourModel();
  const looking = diagnoseFindings(clip, [await picture('red 1')], given, options);
  await expect(looking).rejects.toMatchObject({ code, message: expect.stringMatching(sentence) as string });
});

it('gives an answer for one image, one class only, equal scores and no labels, never NaN', async () => {
  const { clip } = colourModel();
  const one = await diagnoseFindings(clip, [await picture('red 1')], findings, { truth: [['red']] });
  expect(one.measures[0]!.auroc).toBeUndefined();
  expect((await sheetOf(one)).cautions.join(' ')).toContain('No AUROC for red, green');
  const equal = await diagnoseFindings(
    clip,
    await Promise.all(['blue 1', 'blue 2', 'blue 3', 'blue 4'].map(picture)),
    findings,
    { truth: [['red'], ['red'], [], []], rule: 'Youden', tuning: 0.5 },
  );
  expect(equal.measures.every(({ auroc: area }) => area === undefined || area === 0.5)).toBe(true);
  for (const value of [one, equal])
    expect(JSON.stringify([value.measures, value.toTable()])).not.toContain('NaN');
  await expect(diagnoseFindings(clip, [], findings)).rejects.toMatchObject({ code: 'diagnosis-images' });
  await expect(diagnoseFindings([], [await picture('red 1')], findings)).rejects.toThrow(/list of models/);
  const blind = await diagnoseFindings(clip, [await picture('red 1')], findings);
  expect((await sheetOf(blind)).parts.map(({ kind }) => kind)).toEqual([
    'choice',
    'choice',
    'texts',
    'cards',
    'matrix',
  ]);
});

it('gives many images what the pure method gives them', async () => {
  const { clip } = colourModel();
  const many = Array.from({ length: 1500 }, (_, at) => ({
    name: `${['red', 'green', 'blue', 'red and green'][at % 4]!} ${at}`,
    bytes: new Uint8Array(1),
  }));
  const positive = Array.from({ length: 40 }, (_, at) => `{}${', blue'.repeat(at % 2)}${' '.repeat(at)}!`);
  const negative = positive.map(each => `no ${each}`);
  const all = ['red', 'green', 'blue', 'red and blue', 'green and blue', 'red and green'];
  const found = await diagnoseFindings(clip, many, all, { positive, negative });
  const prompts = findingPrompts(all, { positive, negative });
  const texts = await clip.encodeText(findingTexts(prompts));
  const pure = findingScores(await clip.encodeImage(many), texts, prompts).probability;
  expect(found.scores.length).toBe(pure.length);
  let widest = 0;
  found.scores.forEach((value, at) => (widest = Math.max(widest, Math.abs(value - pure[at]!))));
  expect(widest).toBeLessThan(1e-6);
}, 30_000);
