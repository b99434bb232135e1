import { expect, it } from 'vitest';
import { displayBundle } from '../../../../kernels/displays/display-bundle.ts';
import { bundleOf } from '../../../../kernels/displays/display.ts';
import { table } from '../../../../kernels/displays/tables/table.ts';
import { unpackArray } from '../../../../webviews/protocol/packed-array.ts';
import type { ViewPayload } from '../../../../webviews/protocol/views.ts';

const mime = 'application/vnd.clip-notebook.table+json';

it('shows rows that share a key as a table in three forms', async () => {
  const bundle = await displayBundle([
    { name: 'a.png', score: 0.5, note: null },
    { name: 'b<b>.png', score: 12, more: true },
  ]);
  expect(Object.keys(bundle)).toEqual([mime, 'text/html', 'text/plain']);
  expect(bundle['text/plain']).toBe(
    [
      'name      score  note  more',
      '────────  ─────  ────  ────',
      'a.png       0.5',
      'b<b>.png     12        true',
    ].join('\n'),
  );
  expect(bundle['text/html']).toContain('b&lt;b&gt;.png');
  const { data } = bundle[mime] as ViewPayload<'table'>;
  const score = data.columns[1]!;
  expect(score.kind).toBe('number');
  if (score.kind === 'number') expect([...unpackArray(score.values)]).toEqual([0.5, 12]);
});

it('leaves lists without a common key, and empty ones, as text', async () => {
  expect(Object.keys(await displayBundle([{ a: 1 }, { b: 1 }]))).toEqual(['text/plain']);
  expect(Object.keys(await displayBundle([]))).toEqual(['text/plain']);
  expect(Object.keys(await displayBundle([{ a: 1 }, 2]))).toEqual(['text/plain']);
});

it('tells numbers that are missing from those that are not numbers', async () => {
  const bundle = await displayBundle([{ x: 1 }, { x: null }, { x: NaN }]);
  const [column] = (bundle[mime] as ViewPayload<'table'>).data.columns;
  expect(column).toMatchObject({ kind: 'number', missing: [1] });
  expect(
    String(bundle['text/plain'])
      .split('\n')
      .map(line => line.trim())
      .slice(2),
  ).toEqual(['1', '', 'NaN']);
});

it('shows 1,000 rows and says how many there are', async () => {
  const bundle = await displayBundle(Array.from({ length: 5_000 }, (_, at) => ({ at })));
  expect(String(bundle['text/plain']).split('\n')).toHaveLength(1_003);
  expect(bundle['text/plain']).toContain('The first 1,000 of 5,000 rows.');
  expect(bundle['text/html']).toContain('The first 1,000 of 5,000 rows.');
});

it('takes columns, a caption and a limit', async () => {
  const bundle = await bundleOf(
    table(
      [
        { a: 1, b: 2 },
        { a: 3, b: 4 },
      ],
      { columns: ['b'], caption: 'Scores', limit: 1 },
    ),
  );
  expect(bundle['text/plain']).toBe('Scores\nb\n─\n2\nThe first 1 of 2 rows.');
});
