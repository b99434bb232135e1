import { expect, it, vi } from 'vitest';
import { createSelections } from '../../../extension/renderers/selections.ts';
import type { Selection } from '../../../webviews/protocol/selection.ts';

interface Editor {
  readonly notebook: { readonly name: string };
  readonly name: string;
}

const scans: Selection = { images: ['scan.png'], prompts: [] };
const message = (selection: unknown): unknown => ({ kind: 'select', selection });

/** A host with two editors of one notebook and one of another, and what reached whom. */
function host() {
  const one = { name: 'one.ipynb' };
  const two = { name: 'two.ipynb' };
  const editors: Editor[] = [
    { notebook: one, name: 'left' },
    { notebook: one, name: 'right' },
    { notebook: two, name: 'other' },
  ];
  const told: (readonly [string, Selection])[] = [];
  const request = vi.fn(() => Promise.resolve(null));
  const selections = createSelections<Editor['notebook'], Editor>({
    notebookOf: editor => editor.notebook,
    editorsOf: notebook => editors.filter(editor => editor.notebook === notebook),
    tell: (editor, chosen) => told.push([editor.name, chosen]),
    kernelOf: notebook => (notebook === one ? { request } : undefined),
  });
  return { one, two, editors, told, request, selections };
}

it('takes a choice to the kernel and to the other editors of the notebook, not back to the page that chose', () => {
  const { one, two, editors, told, request, selections } = host();
  expect(selections.fromPage(message(scans), editors[0]!)).toBe(true);
  expect(told).toEqual([['right', scans]]);
  expect(request.mock.calls).toEqual([['select', scans]]);
  expect(selections.of(one)).toEqual(scans);
  expect(selections.of(two)).toEqual({ images: [], prompts: [] });
});

it('marks what a cell chose in every editor of its notebook', () => {
  const { one, told, request, selections } = host();
  selections.fromCell(one, scans);
  expect(told).toEqual([
    ['left', scans],
    ['right', scans],
  ]);
  expect(request).not.toHaveBeenCalled();
});

it('tells a page that is opened later, and an editor that comes back, what is chosen', () => {
  const { one, editors, told, selections } = host();
  expect(selections.fromPage({ kind: 'selection' }, editors[0]!)).toBe(true);
  selections.shown(editors[0]!);
  expect(told).toEqual([]);
  selections.fromCell(one, scans);
  told.length = 0;
  selections.fromPage({ kind: 'selection' }, editors[1]!);
  selections.shown(editors[0]!);
  expect(told).toEqual([
    ['right', scans],
    ['left', scans],
  ]);
});

it('gives a new kernel what is marked', () => {
  const { two, editors, selections } = host();
  const request = vi.fn(() => Promise.resolve(null));
  selections.started(two, { request } as never);
  expect(request).not.toHaveBeenCalled();
  selections.fromPage(message(scans), editors[2]!);
  selections.started(two, { request } as never);
  expect(request.mock.calls).toEqual([['select', scans]]);
});

it('outlives a kernel that is lost while it is told', async () => {
  const { one, editors, request, selections } = host();
  request.mockRejectedValueOnce(new Error('kernel lost'));
  selections.fromPage(message(scans), editors[0]!);
  await Promise.resolve();
  expect(selections.of(one)).toEqual(scans);
});

it.each([[{ images: 'scan.png', prompts: [] }], [{ images: [7], prompts: [] }], [null], [undefined]])(
  'takes nothing else for a selection: %j',
  selection => {
    const { one, editors, told, selections } = host();
    expect(selections.fromPage(message(selection), editors[0]!)).toBe(true);
    expect(told).toEqual([]);
    expect(selections.of(one).images).toEqual([]);
  },
);

it.each([[undefined], [null], ['select'], [{ kind: 'ask', live: 'k/1', request: 'r' }]])(
  'leaves other messages to others: %j',
  other => {
    const { editors, selections } = host();
    expect(selections.fromPage(other, editors[0]!)).toBe(false);
  },
);
