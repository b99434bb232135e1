import { afterEach, expect, it } from 'vitest';
import { fewShotCurve } from '../../../../kernels/analysis/few-labels/few-shot-curve.ts';
import { nearestNeighbors } from '../../../../kernels/analysis/few-labels/nearest-neighbors.ts';
import { tipAdapter } from '../../../../kernels/analysis/few-labels/tip-adapter.ts';
import { drawFewShots } from '../../../../kernels/displays/few-labels/few-shot-methods.ts';
import { fewShotCurves } from '../../../../kernels/displays/few-labels/few-shot-curves.ts';
import { unpackArray } from '../../../../webviews/protocol/packed-array.ts';
import type { SheetData } from '../../../../webviews/protocol/sheet.ts';
import { colourModel } from './colour-model.ts';
import { enterCell, leaveCell } from './fake-cell.ts';
import { partOf, sheetOf } from './sheet-of.ts';

const model = { name: 'test', digest: 'ab'.repeat(32), precision: 'fp32', preset: 'openai', version: '0' };

/** Noisy rows around one direction a class, `each` of every class in turn. */
function rows(labels: readonly (string | undefined)[], noise = 0.6) {
  const classes = ['red', 'green', 'blue'];
  let state = 1;
  const random = (): number => {
    state = (state * 16807) % 2147483647;
    return state / 2147483647 - 0.5;
  };
  const data = Float32Array.from(
    labels.flatMap(label => classes.map(name => (name === label ? 1 : 0) + noise * random())),
  );
  const ids = labels.map((label, at) => `${label ?? 'unknown'} ${at}`);
  return { data, count: labels.length, dim: 3, ids, kind: 'image' as const, model, normalized: false };
}

const turn = (each: number, classes = ['red', 'green', 'blue']): string[] =>
  Array.from({ length: each * classes.length }, (_, at) => classes[at % classes.length]!);

afterEach(leaveCell);

it('gives the points of the plain functions on the same draws', async () => {
  const { clip } = colourModel();
  const [labels, testLabels] = [turn(8), turn(6)];
  const [images, test] = [rows(labels), rows(testLabels, 1.6)];
  const found = await fewShotCurves(clip, images, labels, {
    test: { images: test, labels: testLabels },
    methods: ['nearest neighbors', 'Tip-Adapter'],
    shots: [1, 2],
  });
  expect(found.classes).toEqual(['red', 'green', 'blue']);
  const index = (label: string): number => found.classes.indexOf(label);
  const texts = await clip.encodeText(found.classes);
  const set = { images, labels: labels.map(index) };
  const plain = fewShotCurve(
    set,
    { images: test, labels: testLabels.map(index) },
    3,
    {
      'nearest neighbors': train => nearestNeighbors(train, 3, { k: 5, temperature: 0.07 }),
      'Tip-Adapter': train => tipAdapter(train, { texts, logitScale: 10 }),
    },
    { shots: [1, 2] },
  );
  for (const point of plain) {
    const own = found.points.find(({ method, shots }) => method === point.method && shots === point.shots)!;
    // Draws of one more image hold the same first ones, in another order of rows.
    expect(own.accuracies).toEqual(point.accuracies);
    expect(own.interval).toEqual(point.interval);
    expect(own.auroc).toBeCloseTo(point.auroc!, 9);
  }
  expect(found.zeroShot).toMatchObject({ method: 'zero-shot', shots: 0, images: 0 });
  expect(found.toTable()).toHaveLength(5);
  expect(found.toTable()[1]).toMatchObject({ method: 'nearest neighbors', shots: 1, images: 3 });
});

it('draws curves with zero-shot dashed, states every setting, and shows how C was chosen', async () => {
  const cell = enterCell();
  const { clip } = colourModel();
  const labels = turn(20);
  const found = await fewShotCurves(clip, rows(labels, 1.5), labels, { shots: [1, 4], seeds: [0, 1] });
  const { data, provenance } = await sheetOf(found);
  const curves = partOf(data, 'curves', 'curves');
  expect(curves.x).toMatchObject({ scale: 'log', ticks: [1, 4] });
  expect(curves.series.map(({ name, dashed }) => [name, dashed ?? false])).toEqual([
    ['linear probe', false],
    ['nearest neighbors', false],
    ['Tip-Adapter', false],
    ['Tip-Adapter-F', false],
    ['CLIP-Adapter', false],
    ['tuned prompts', false],
    ['zero-shot', true],
  ]);
  for (const { y } of curves.series)
    for (const value of unpackArray(y)) expect(value >= 0 && value <= 1).toBe(true);
  expect(partOf(data, 'cards', 'settings').groups[0]!.cards).toHaveLength(7);
  const sweep = partOf(data, 'curves', 'sweep');
  expect(sweep.series).toHaveLength(2);
  expect(sweep.note).toContain('draw 1');
  expect(found.sweeps.filter(({ shots }) => shots === 4)[0]!.tried.length).toBeGreaterThan(6);
  expect(provenance).toMatchObject({
    n: 30,
    choices: { 'training images': 30, shots: '1, 4', seeds: '0, 1' },
  });
  const other = (await cell.ask({
    kind: 'set-choice',
    part: 'view',
    option: 'mean AUROC',
  })) as SheetData;
  expect(partOf(other, 'curves', 'curves').y.label).toBe('mean AUROC');
  await expect(cell.ask({ kind: 'set-choice', part: 'view', option: 'nothing' })).rejects.toMatchObject({
    code: 'view-message',
  });
});

it('says where classes have fewer images than shots, and which shots nobody has', async () => {
  const { clip } = colourModel();
  const labels = [...turn(6, ['red', 'green']), 'blue', 'blue'];
  const found = await fewShotCurves(clip, rows(labels), labels, { methods: ['Tip-Adapter'], seeds: [0] });
  expect([...new Set(found.points.map(({ shots }) => shots))]).toEqual([1, 2]);
  const { data } = await sheetOf(found);
  const said = data.cautions.join('\n');
  expect(said).toContain('blue (1)');
  expect(said).toContain('no class has so many training images: 4, 8, 16 shots');
  expect(said).toContain('One draw');
  expect(said).toContain('Only 7 test images');
  const one = await fewShotCurves(clip, rows(['red', 'green', 'green']), ['red', 'green', 'green'], {
    shots: [16],
    methods: ['linear probe, C chosen', 'tuned prompts'],
  });
  expect(one.points.map(({ shots, images }) => [shots, images])).toEqual([
    [1, 2],
    [1, 2],
  ]);
  const alone = (await sheetOf(one)).data;
  expect(alone.cautions.join('\n')).toMatch(/No images left to choose C[\s\S]*|Not tested[\s\S]*red/);
  expect(JSON.stringify(one.toTable())).not.toContain('null');
});

it('names methods that labels made worse than none', async () => {
  const { clip } = colourModel();
  const labels = turn(12);
  const wrong = labels.map((label, at) => (at % 2 === 0 ? label : 'red'));
  const found = await fewShotCurves(clip, rows(wrong), labels, {
    test: { images: rows(labels), labels },
    methods: ['nearest neighbors'],
    shots: [4],
  });
  expect(found.zeroShot.accuracy).toBe(1);
  expect((await sheetOf(found)).data.cautions.join()).toContain(
    'Below zero-shot, so these labels did harm: nearest neighbors (4 shots)',
  );
});

it('leaves out images without a label, reads sources, and ensembles prompts', async () => {
  const { clip, encodeText } = colourModel();
  const labels = [...turn(4), undefined];
  const sources = labels.map((label, at) => ({ name: `${label ?? 'red'} ${at}`, bytes: new Uint8Array(1) }));
  const found = await fewShotCurves(
    clip,
    [...sources, { name: 'red broken', bytes: new Uint8Array(1) }],
    [...labels, 'red'],
    {
      methods: ['Tip-Adapter'],
      shots: [1],
      prompts: { blue: 'blue', green: ['green', 'a green thing'], red: ['red'] },
    },
  );
  expect(found.classes).toEqual(['blue', 'green', 'red']);
  expect([...found.trainingImages, ...found.testImages]).toHaveLength(12);
  expect(found.points[0]!.accuracy).toBe(1);
  expect(encodeText.mock.calls.flatMap(([texts]) => texts)).toEqual([
    'blue',
    'green',
    'a green thing',
    'red',
  ]);
  expect((await sheetOf(found)).data.cautions.join()).toContain('red broken');
});

it('draws validation images beside the sample, and none where a class has no more', () => {
  const labels = turn(6).map(label => ['red', 'green', 'blue'].indexOf(label));
  const set = { images: rows(turn(6)), labels };
  const { sample, validation } = drawFewShots(set, 3, 2, 0);
  expect([...Array.from(sample.labels)]).toEqual([0, 0, 1, 1, 2, 2]);
  expect(validation!.labels).toHaveLength(6);
  const overlap = sample.images.ids!.filter(id => validation!.images.ids!.includes(id));
  expect(overlap).toEqual([]);
  expect(drawFewShots(set, 3, 6, 0).validation).toBeUndefined();
});

it('stops between two classifiers when the cell is interrupted', async () => {
  const cell = enterCell();
  const { clip } = colourModel();
  const labels = turn(40);
  const running = fewShotCurves(clip, rows(labels), labels);
  setTimeout(() => cell.interrupt(), 30);
  await expect(running).rejects.toMatchObject({ code: 'cancelled' });
  const controller = new AbortController();
  controller.abort();
  leaveCell();
  await expect(
    fewShotCurves(clip, rows(labels), labels, { signal: controller.signal }),
  ).rejects.toMatchObject({ code: 'cancelled' });
});

it.each([
  ['no labels', [undefined, undefined], {}, 'few-shot-classes'],
  ['one class', ['red', 'red'], {}, 'few-shot-classes'],
  ['numbers for labels', [1 as never, 0 as never], {}, 'few-shot-classes'],
  ['too many labels', ['red', 'green', 'red'], {}, 'values-unequal'],
  ['a label without prompt', ['red', 'green'], { prompts: { red: 'red', blue: 'blue' } }, 'few-shot-classes'],
  ['an empty prompt', ['red', 'green'], { prompts: { red: ' ', green: 'green' } }, 'values-empty'],
  ['no images to judge by', ['red', 'green'], {}, 'few-shot-classes'],
  ['an unknown method', ['red', 'green'], { methods: ['magic' as never] }, 'name-unknown'],
  ['no methods', ['red', 'green'], { methods: [] }, 'values-empty'],
  ['no shots', ['red', 'green'], { shots: [] }, 'values-empty'],
  ['0 shots', ['red', 'green'], { shots: [0] }, 'option-invalid'],
  ['no seeds', ['red', 'green'], { seeds: [] }, 'values-empty'],
  ['a test share of 1', ['red', 'green'], { test: 1 }, 'option-invalid'],
])('refuses %s with a sentence', async (_, labels, options, code) => {
  const { clip } = colourModel();
  await expect(fewShotCurves(clip, rows(['red', 'green']), labels, options)).rejects.toMatchObject({ code });
});

it('refuses NaN by the name of its image, and equal images without NaN', async () => {
  const { clip } = colourModel();
  const labels = turn(4);
  const broken = rows(labels);
  broken.data[5] = Number.NaN;
  await expect(fewShotCurves(clip, broken, labels)).rejects.toMatchObject({ code: 'embedding-invalid' });
  const same = { ...rows(labels), data: new Float32Array(36).fill(1) };
  const found = await fewShotCurves(clip, same, labels, { shots: [2] });
  for (const { accuracy } of found.points) expect(accuracy).toBeCloseTo(1 / 3, 9);
  expect(JSON.stringify(found.toTable())).not.toContain('null');
});
