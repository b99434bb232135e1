import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { display } from '../../../../kernels/displays/display.ts';
import { withBar } from '../../../../kernels/displays/in-cell/with-bar.ts';
import { progress } from '../../../../kernels/displays/progress/progress.ts';
import type { ProgressData } from '../../../../webviews/protocol/progress.ts';
import type { ViewPayload } from '../../../../webviews/protocol/views.ts';
import { enterCell, leaveCell, type FakeCell } from './fake-cell.ts';

let cell: FakeCell;
beforeEach(() => {
  vi.useFakeTimers();
  cell = enterCell();
});
afterEach(() => {
  vi.useRealTimers();
  leaveCell();
});

const bars = (): ProgressData[] =>
  [...cell.shown.values()].map(
    bundle => (bundle['application/vnd.clip-notebook.progress+json'] as ViewPayload<'progress'>).data,
  );

it('moves one bar in its place through a loop, at most every 100 ms', () => {
  const seen = [
    ...progress(
      Array.from({ length: 1_000 }, (_, at) => at),
      { label: 'Reading', unit: 'files' },
    ),
  ];
  expect(seen).toHaveLength(1_000);
  expect(bars()).toMatchObject([{ label: 'Reading', done: 1_000, total: 1_000, state: 'done' }]);
  expect(cell.drawn).toBe(2);
  expect([...cell.shown.values()][0]!['text/plain']).toMatch(/^Reading 1,000 files, \d+\.\d s$/);
});

it('draws the tail of a burst without waiting for the next', () => {
  const bar = progress(10);
  bar.advance(3);
  expect(bars()[0]!.done).toBe(0);
  vi.advanceTimersByTime(100);
  expect(bars()[0]!.done).toBe(3);
  bar.update(5);
  bar.done();
  expect(bars()[0]).toMatchObject({ done: 10, state: 'done' });
});

it('goes through async iterables, whose end is not known', async () => {
  async function* pages(): AsyncGenerator<string, void, undefined> {
    yield await Promise.resolve('a');
    yield 'b';
  }
  const seen: string[] = [];
  for await (const page of progress(pages())) seen.push(page);
  expect(seen).toEqual(['a', 'b']);
  expect(bars()).toMatchObject([{ done: 2, state: 'done' }]);
  expect(bars()[0]!.total).toBeUndefined();
});

it('leaves the loop when the cell is interrupted', () => {
  const seen: number[] = [];
  expect(() => {
    for (const item of progress([1, 2, 3], { label: 'Counting' })) {
      seen.push(item);
      if (item === 2) cell.interrupt();
    }
  }).toThrow(expect.objectContaining({ code: 'cancelled', message: 'Counting was cancelled.' }));
  expect(seen).toEqual([1, 2]);
});

it('says of a loop that was left that it stopped', () => {
  for (const item of progress(new Set([1, 2, 3]))) if (item === 2) break;
  expect(bars()).toMatchObject([{ total: 3, done: 1, state: 'stopped' }]);
});

it('shows library work only when it takes long', async () => {
  await withBar({ label: 'Short' }, () => Promise.resolve());
  expect(bars()).toEqual([]);
  const work = withBar({ label: 'Long' }, () => new Promise(resolve => setTimeout(resolve, 1_700)));
  await vi.advanceTimersByTimeAsync(1_010);
  expect(bars()).toMatchObject([{ label: 'Long', state: 'running' }]);
  await vi.advanceTimersByTimeAsync(1_000);
  await work;
  expect(bars()).toMatchObject([{ state: 'done' }]);
  await expect(withBar({}, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
});

it('shows a value now and anew in its place', async () => {
  const handle = await display(1);
  await display('beside');
  await handle.update({ a: 2 });
  expect([...cell.shown].map(([id, bundle]) => [id, bundle['text/plain']])).toEqual([
    [handle.id, '{ a: 2 }'],
    ['display-1', "'beside'"],
  ]);
  await display('by name', { id: handle.id });
  expect(cell.shown.size).toBe(2);
});
