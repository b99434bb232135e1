import { expect, it } from 'vitest';
import { workbenchCell } from '../../../extension/workbench/cell-source.ts';
import { firstState, stateFrom } from '../../../extension/workbench/kept-state.ts';
import { workbenchPage } from '../../../extension/workbench/page-html.ts';
import type { WorkbenchPrompt, WorkbenchState } from '../../../webviews/protocol/workbench.ts';

const prompt = (text: string, kind = '', variant = ''): WorkbenchPrompt => ({ text, class: kind, variant });
const phantoms = { kind: 'phantoms', modality: 'chest-xray', count: 4 } as const;
const nothing = { variables: [], names: [] };

it('writes a cell that loads a model, draws phantoms and asks which prompt fits', () => {
  const state: WorkbenchState = {
    prompts: [prompt(' a chest X-ray '), prompt("a patient's hand"), prompt(''), prompt('a chest X-ray')],
    target: phantoms,
    show: 'fit',
  };
  expect(workbenchCell(state, nothing)).toBe(`import { loadClip, phantoms, zeroShot } from 'clip-notebook';

const clip = await loadClip();
const images = await phantoms({ modality: 'chest-xray', count: 4, seed: 1 });
const prompts = ['a chest X-ray', 'a patient\\'s hand'];

await zeroShot(clip, images, prompts)`);
});

it("takes the notebook's own model and variable, and no name that is taken", () => {
  const state: WorkbenchState = {
    prompts: [prompt('edema')],
    target: { kind: 'variable', name: 'scans' },
    show: 'fit',
  };
  const variables = [{ name: 'scans', holds: 'images', count: 2 }] as const;
  const names = ['clip', 'scans', 'prompts', 'prompts2'];
  expect(workbenchCell(state, { variables, clip: 'clip', names })).toBe(
    `import { zeroShot } from 'clip-notebook';

const prompts3 = ['edema'];

await zeroShot(clip, scans, prompts3)`,
  );
});

it('writes variants by class, with truth where phantoms know it, and templates as they are', () => {
  const prompts = [
    prompt('X-ray of a chest', 'chest-xray', 'plain'),
    prompt('a breast', 'mammogram', 'plain'),
    prompt('a picture of {}', '', 'template'),
  ];
  const cell = workbenchCell({ prompts, target: phantoms, show: 'variants' }, nothing);
  expect(cell).toContain(`const variants = {
  plain: {
    texts: {
      'chest-xray': ['X-ray of a chest'],
      mammogram: ['a breast'],
    },
  },
  template: ['a picture of {}'],
};
const classes = ['chest-xray', 'mammogram'];`);
  expect(cell).toContain('truth: truth');
});

it('writes a folder as the notebook names it, and breaks long lists', () => {
  const words = 'a sentence that is long enough to need a line of its own';
  const state: WorkbenchState = {
    prompts: [prompt(words), prompt(`${words}\u2028 \\ too`)],
    target: { kind: 'folder', path: '/data/scans' },
    show: 'fit',
  };
  const cell = workbenchCell(state, nothing, () => './scans');
  expect(cell).toContain(`await loadImages('./scans')`);
  expect(cell).toContain(`[\n  '${words}',\n  '${words}\\u2028 \\\\ too',\n]`);
});

it.each([
  [undefined, firstState],
  [{ prompts: 'none', target: { kind: 'moon' }, show: 7 }, firstState],
  [
    { prompts: [prompt('a'), { text: 'b' }], target: { kind: 'variable', name: 'x' }, show: 'alike' },
    { prompts: [prompt('a')], target: { kind: 'variable', name: 'x' }, show: 'alike' },
  ],
])('keeps of a state what it knows: %j', (kept, expected) => {
  expect(stateFrom(kept)).toEqual(expected);
});

it('lets no text become a script in the page', () => {
  const html = workbenchPage({ script: 'https://x.test/workbench.js', source: 'https://x.test', nonce: 'n' });
  const policy = /content="(default-src[^"]*)"/.exec(html)?.[1] ?? '';
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'nonce-n' https://x.test;");
  expect(policy).not.toContain('unsafe-eval');
  expect(html).not.toMatch(/<script(?![^>]*nonce="n")/);
});
