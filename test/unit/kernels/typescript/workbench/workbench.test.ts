import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { workbenchCell } from '../../../../../extension/workbench/cell-source.ts';
import type { KernelConnection } from '../../../../../kernels/channel/kernel-connection.ts';
import { startKernel } from '../../../../../kernels/channel/start-kernel.ts';
import { unpackArray } from '../../../../../webviews/protocol/packed-array.ts';
import type { TableData } from '../../../../../webviews/protocol/table.ts';
import type {
  WorkbenchPrompt,
  WorkbenchScored,
  WorkbenchSources,
  WorkbenchState,
} from '../../../../../webviews/protocol/workbench.ts';
import type { ZeroShotData } from '../../../../../webviews/protocol/zero-shot.ts';

const choices = { model: 'builtin', device: 'cpu' };
const prompt = (text: string, kind = '', variant = ''): WorkbenchPrompt => ({ text, class: kind, variant });
const chests = { kind: 'phantoms', modality: 'chest-xray', count: 2 } as const;

let folder: string;
let kernel: KernelConnection;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'workbench-'));
  kernel = await startKernel({
    notebook: join(folder, 'try.ipynb'),
    program: new URL('../../../../../dist/kernel.mjs', import.meta.url).pathname,
  });
}, 60_000);
afterAll(async () => {
  await kernel.close();
  await rm(folder, { recursive: true, force: true });
});

const sources = async (): Promise<WorkbenchSources> =>
  (await kernel.request('workbench', { message: { kind: 'sources' }, choices })) as WorkbenchSources;
const score = async (state: WorkbenchState): Promise<WorkbenchScored> =>
  (await kernel.request('workbench', { message: { kind: 'score', state }, choices })) as WorkbenchScored;
const run = async (source: string): Promise<void> => {
  const result = await kernel.request('execute', { cell: 'cell', position: 1, source, choices });
  expect(result).toMatchObject({ ok: true });
};

it('scores prompts without any cell, and encodes only what changed', { timeout: 60_000 }, async () => {
  expect((await sources()).phantoms).toContain('chest-xray');
  const state: WorkbenchState = {
    prompts: [prompt(' a chest X-ray '), prompt('a mammogram'), prompt(' ')],
    target: chests,
    show: 'fit',
  };
  const first = await score(state);
  expect(first.encoded).toBe(2);
  expect(first.payload).toMatchObject({
    view: 'zero-shot',
    data: { texts: ['a chest X-ray', 'a mammogram'] },
  });
  expect(first.payload.live).toBeUndefined();
  const next = await score({ ...state, prompts: [...state.prompts, prompt('a blood smear')] });
  expect(next.encoded).toBe(1);
  const [before, after] = [first, next].map(({ payload }) => payload.data as ZeroShotData);
  expect(after!.images).toEqual(before!.images);
  const [two, three] = [before!, after!].map(({ cosine }) => unpackArray(cosine));
  expect([three![0], three![1]]).toEqual([two![0], two![1]]);
  expect((await score(state)).encoded).toBe(0);
});

it('finds variables, and holds prompts against labels and against rows', { timeout: 60_000 }, async () => {
  await run(`import { loadClip, phantoms } from 'clip-notebook';
const clip = await loadClip(), scans = await phantoms({ count: 2 }), words = ['edema', 'fracture'];
const rows = await clip.encodeImage(scans);
const trap = { get data() { throw new Error('looked') } }, number = 7, name = ['an image.png'];`);
  const found = await sources();
  expect(found.clip).toBe('clip');
  const byName = [...found.variables].sort((left, right) => left.name.localeCompare(right.name));
  expect(byName).toEqual([
    { name: 'name', holds: 'images', count: 1 },
    { name: 'rows', holds: 'embeddings', count: 2 },
    { name: 'scans', holds: 'images', count: 2 },
    { name: 'words', holds: 'labels', count: 2 },
  ]);
  expect(found.names).toEqual(expect.arrayContaining(['number', 'trap', 'loadClip']));
  const prompts = [prompt('edema'), prompt('a broken bone')];
  const labels = await score({ prompts, target: { kind: 'variable', name: 'words' }, show: 'fit' });
  const { columns } = labels.payload.data as TableData;
  expect(columns.map(column => column.name)).toEqual(['cosine with', 'edema', 'a broken bone']);
  const edema = columns[1]!;
  expect(edema.kind === 'number' && unpackArray(edema.values)[0]).toBeCloseTo(1, 5);
  const rows = await score({ prompts, target: { kind: 'variable', name: 'rows' }, show: 'fit' });
  expect((rows.payload.data as TableData).total).toBe(2);
});

it('answers with sentences', async () => {
  const prompts = [prompt('edema')];
  const words = { kind: 'variable', name: 'words' } as const;
  const gone = { kind: 'variable', name: 'gone' } as const;
  await expect(score({ prompts: [], target: chests, show: 'fit' })).rejects.toThrow('no prompts yet');
  await expect(score({ prompts, target: gone, show: 'fit' })).rejects.toThrow('No variable "gone"');
  await expect(score({ prompts, target: words, show: 'variants' })).rejects.toThrow('compared on images');
});

const wordings = [
  prompt('a chest X-ray', 'chest-xray', 'plain'),
  prompt('a mammogram', 'mammogram', 'plain'),
  prompt('radiograph of the thorax', 'chest-xray', 'formal'),
  prompt('breast radiograph', 'mammogram', 'formal'),
];

it('compares ways of wording, and again when one changes', { timeout: 60_000 }, async () => {
  const state: WorkbenchState = { prompts: wordings, target: chests, show: 'variants' };
  const first = await score(state);
  expect(first.payload).toMatchObject({
    view: 'prompt-comparison',
    data: { classes: ['chest-xray', 'mammogram'], known: 2 },
  });
  const changed = [...wordings.slice(0, 3), prompt('X-ray of a breast', 'mammogram', 'formal')];
  const next = await score({ ...state, prompts: changed });
  expect(next.encoded).toBe(1);
  expect(JSON.stringify(next.payload.data)).toContain('X-ray of a breast');
});

it.each([
  ['fit', chests],
  ['fit', { kind: 'variable', name: 'scans' }],
  ['fit', { kind: 'variable', name: 'words' }],
  ['fit', { kind: 'variable', name: 'rows' }],
  ['variants', chests],
  ['alike', chests],
] as const)('writes a cell for %s of %j that runs', { timeout: 60_000 }, async (show, target) => {
  await run(workbenchCell({ prompts: wordings, target, show }, await sources()));
});
