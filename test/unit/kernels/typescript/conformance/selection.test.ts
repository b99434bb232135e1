import { afterAll, beforeAll, expect, it } from 'vitest';
import type { NotebookSelection } from '../../../../../kernels/protocol/selection.ts';
import { temporaryFolder, testKernel, type TestKernel } from './programs.ts';

const folder = temporaryFolder();
const library = new URL('../../../../../dist/index.mjs', import.meta.url).href;
let kernel: TestKernel;
const heard: NotebookSelection[] = [];
beforeAll(async () => {
  kernel = await testKernel(folder.path);
  kernel.connection.on('selection', chosen => heard.push(chosen));
});
afterAll(async () => {
  await kernel.connection.close();
  folder.remove();
});

it('is empty before anything is chosen', async () => {
  const first = await kernel.cell(`import { select, selection } from '${library}';\nselection()`, 1);
  expect(first).toBe('= { images: [], prompts: [] }');
});

it('is what was chosen last, in the next cell and those after', async () => {
  void kernel.connection.request('select', { images: ['a.png'], prompts: [] });
  void kernel.connection.request('select', { images: ['a.png', 'b.png'], prompts: ['a scan'] });
  // Asked for in one breath: the choice comes first.
  expect(await kernel.cell('selection()', 2)).toBe(
    `= { images: [ 'a.png', 'b.png' ], prompts: [ 'a scan' ] }`,
  );
  expect(await kernel.cell('selection().images.length', 3)).toBe('= 2');
});

it('reaches a cell that is running', async () => {
  const running = kernel.cell(
    `while (selection().images[0] !== 'late.png') await new Promise(resolve => setTimeout(resolve, 5));\n'seen'`,
    4,
  );
  await kernel.connection.request('select', { images: ['late.png'], prompts: [] });
  expect(await running).toBe(`= 'seen'`);
});

it('cannot be changed by changing what a cell got', async () => {
  expect(await kernel.cell(`selection().images.push('x.png');\nselection().images.length`, 5)).toBe('= 1');
});

it('is told to the host when a cell chooses, and a kind that is not given stays', async () => {
  heard.length = 0;
  expect(await kernel.cell(`select({ prompts: new Set(['one', 'two']) })`, 6)).toBe(
    `= { images: [ 'late.png' ], prompts: [ 'one', 'two' ] }`,
  );
  expect(heard).toEqual([{ images: ['late.png'], prompts: ['one', 'two'] }]);
});

it.each([
  [`'scan.png'`, 'string'],
  ['[1, 2]', 'number'],
  ['[{}]', 'an object'],
])('refuses names that are none: %s', async (names, what) => {
  const said = await kernel.cell(`select({ images: ${names} })`, 7);
  expect(said).toContain(`The images to choose are a list of texts, and there is ${what} among them.`);
  expect(await kernel.cell('selection().images', 8)).toBe(`= [ 'late.png' ]`);
});
