import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { WorkbenchState, WorkbenchTarget } from '../../../webviews/protocol/workbench.ts';
import { asking } from '../../../webviews/workbench/asking.ts';
import { moved, pastedPrompts, written } from '../../../webviews/workbench/edits.ts';
import { targetChoices } from '../../../webviews/workbench/target-choices.ts';

const like = { text: '', class: 'edema', variant: 'plain' };

it('turns pasted lines into prompts, and leaves a single line to the field', () => {
  expect(pastedPrompts('one line', like)).toBeUndefined();
  expect(pastedPrompts('one line\n\n', like)).toBeUndefined();
  expect(pastedPrompts('a\r\n b \rc\tmass\td\n', like)).toEqual([
    { text: 'a', class: 'edema', variant: 'plain' },
    { text: 'b', class: 'edema', variant: 'plain' },
    { text: 'c', class: 'mass', variant: 'd' },
  ]);
  expect(written([like, { ...like, text: ' x' }])).toHaveLength(1);
});

it('moves within the list alone', () => {
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c']);
  expect(moved(['a', 'b', 'c'], 2, 0)).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b'], 1, 2)).toEqual(['a', 'b']);
  expect(moved(['a', 'b'], 0, -1)).toEqual(['a', 'b']);
});

it('offers what is chosen even where the kernel has it no more', () => {
  const target: WorkbenchTarget = { kind: 'variable', name: 'scans' };
  const labels = (...given: Parameters<typeof targetChoices>): string[] =>
    targetChoices(...given).map(({ label }) => label);
  expect(labels(undefined, target)).toEqual([
    'scans (not there now)',
    'phantoms of every kind',
    'A folder of images…',
  ]);
  const sources = {
    variables: [{ name: 'scans', holds: 'embeddings', count: 9 }],
    phantoms: ['fundus'],
    names: [],
  } as const;
  expect(labels(sources, target)).toEqual([
    'scans: 9 rows',
    'phantoms of every kind',
    'phantoms: fundus',
    'A folder of images…',
  ]);
  expect(labels(sources, { kind: 'folder', path: 'C:\\data\\scans' })[0]).toBe('folder scans');
});

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('asks once for many changes, and once more for what came meanwhile', () => {
  const sent: number[] = [];
  const state = {} as WorkbenchState;
  const asks = asking(
    () => state,
    request => sent.push(request),
  );
  for (let key = 0; key < 5; key++) {
    asks.soon();
    vi.advanceTimersByTime(50);
  }
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(250);
  expect(sent).toEqual([1]);
  asks.soon();
  vi.advanceTimersByTime(1000);
  expect(sent).toEqual([1]);
  expect(asks.answered(7)).toBe(false);
  expect(asks.answered(1)).toBe(false);
  expect(sent).toEqual([1, 2]);
  expect(asks.answered(2)).toBe(true);
});
