import { mkdirSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sheetBundle } from '../../../../kernels/displays/sheet/bundle.ts';
import {
  estimateColumn,
  markColumn,
  numberColumn,
  textColumn,
} from '../../../../kernels/displays/sheet/columns.ts';
import { sheetHtml } from '../../../../kernels/displays/sheet/html.ts';
import { sheetText } from '../../../../kernels/displays/sheet/text.ts';
import { packArray } from '../../../../webviews/protocol/packed-array.ts';
import type { SheetData, SheetPart } from '../../../../webviews/protocol/sheet.ts';
import { sheetExporter } from '../../../../webviews/pictures/sheet/exporter.ts';
import { provenance } from '../../webviews/payloads.ts';
import { matrixPart, sheetPayload, table, texts } from '../../webviews/sheet-payload.ts';

it('tells a sheet as aligned text', () => {
  const { data } = sheetPayload([table, texts, matrixPart(2, 3), matrixPart(40, 40)]);
  expect(sheetText(data)).toBe(`Diagnoses by their observations
Accuracy 0.775 [0.690, 0.850] on 120 images, 0.025 above scoring diagnoses by name.
! The ensemble of all prompts scores below its best prompt.

Each finding against its denial
AUROC with a 95 % interval over images.
   finding            images                 AUROC  verdict                        p
─  ─────────────────  ──────  ────────────────────  ───────────────────────  ───────
   atelectasis           120  0.812 [0.733, 0.881]  ✓ separates              < 0.001
*  cardiomegaly         1210  0.903 [0.871, 0.934]  ✓ separates              < 0.001
   effusion               64  0.641 [0.520, 0.750]  ! few images               0.031
   pneumothorax           33                 0.550  ✗ no better than chance    0.400
   a <b>bold</b> one       —                     —                                 —
The first 5 of 14 rows.

Observations
effusion: blunted costophrenic angle | meniscus sign
cardiomegaly: enlarged cardiac silhouette

2 × 3
              atelectasis  cardiomegaly  effusion
────────────  ───────────  ────────────  ────────
atelectasis          1.00          0.32     −0.80
cardiomegaly         0.32          1.00         —

40 × 40
40 rows and 40 columns; largest 1.00 (atelectasis × atelectasis), smallest −1.00 (atelectasis × cardiomegaly 26).`);
});

it('keeps a usual sheet below 60 KB beside its payload', async () => {
  const payload = sheetPayload();
  const bundle = await sheetBundle(payload.data, { provenance });
  expect(Object.keys(bundle).at(-1)).toBe('text/plain');
  const png = bundle['image/png'] as Uint8Array | undefined;
  const html = bundle['text/html'] as string;
  const kept = (png?.length ?? 0) + html.length + (bundle['text/plain'] as string).length;
  expect(html).not.toMatch(/<script|src="(?!data:image)|href="(?!data:image)/);
  mkdirSync('dist/screenshots', { recursive: true });
  if (png) writeFileSync('dist/screenshots/sheet.png', png);
  writeFileSync('dist/screenshots/sheet.html', html);
  expect(kept).toBeLessThan(60_000);
});

it('gives every number with where it stands as CSV', () => {
  const lines = sheetExporter.csv(sheetPayload()).split('\r\n');
  expect(lines[0]).toBe('part,group,row,column,value,low,high,mark');
  expect(lines).toContain('Each finding against its denial,,cardiomegaly,AUROC,0.903,0.871,0.934,');
  expect(lines).toContain(
    'Each finding against its denial,,pneumothorax,verdict,no better than chance,,,bad',
  );
  expect(lines).toContain('Chest 12 by its observations,effusion,meniscus sign,,0.84,-0.2,1.6,');
  expect(lines.some(line => line.startsWith('Reliability,isotonic,0.3,share that is true,0.25'))).toBe(true);
  expect(new Set(lines.slice(0, -1).map(line => line.replace(/"[^"]*"/g, '').split(',').length))).toEqual(
    new Set([8]),
  );
});

const word = fc.oneof(
  fc.string({ maxLength: 30 }),
  fc.constantFrom('', '<b>&"', 'w'.repeat(2000), '\u0000\ud800', '=1+1'),
);
const number = fc.oneof(fc.double(), fc.constantFrom(0, Number.NaN, Infinity, -1, 0.5));
const mark = fc.constantFrom<('good' | 'bad' | 'caution' | undefined)[]>('good', 'bad', 'caution', undefined);
const range = fc.tuple(number, number);
const digits = fc.integer({ min: -1, max: 9 });
const floats = fc
  .array(number, { maxLength: 6 })
  .map(values => packArray(Float64Array.from(values), [values.length]));
const base = { id: word, title: word, note: fc.option(word, { nil: undefined }) };
const leaf: fc.Arbitrary<SheetPart> = fc.oneof(
  fc
    .tuple(
      fc.array(fc.tuple(word, number, mark), { maxLength: 5 }),
      digits,
      fc.integer({ min: 0, max: 3 }),
      word,
    )
    .map(([rows, places, kinds, title]): SheetPart => ({
      kind: 'table',
      id: title,
      title,
      total: rows.length + kinds,
      best: [0, 9],
      columns: [
        textColumn(
          title,
          rows.map(([text]) => text),
        ),
        numberColumn(
          'n',
          rows.map(([, value]) => value),
          { digits: places, bar: [0, 1] },
        ),
        estimateColumn(
          'e',
          rows.map(([, value]) => ({ value, low: value - 1, high: value + 1 })),
          { digits: places },
        ),
        markColumn(
          'm',
          rows.map(([text, , own]) => ({ text, mark: own })),
        ),
      ].slice(0, kinds + 1),
    })),
  fc.record({
    ...base,
    kind: fc.constant('bars' as const),
    range,
    zero: fc.option(number, { nil: undefined }),
    digits,
    groups: fc.array(
      fc.record({
        label: word,
        value: fc.option(number, { nil: undefined }),
        mark,
        bars: fc.array(fc.record({ label: word, value: number, low: number, high: number, mark }), {
          maxLength: 3,
        }),
      }),
      { maxLength: 3 },
    ),
  }),
  fc.record({
    ...base,
    kind: fc.constant('curves' as const),
    x: fc.record({ label: word, digits, scale: fc.constantFrom('log' as const, 'linear' as const) }),
    y: fc.record({ label: word, digits, range: fc.option(range, { nil: undefined }) }),
    diagonal: fc.boolean(),
    series: fc.array(
      fc.record({
        name: word,
        x: floats,
        y: floats,
        low: floats,
        shape: fc.constantFrom('line' as const, 'points' as const, 'steps' as const),
        high: floats,
      }),
      { maxLength: 3 },
    ),
  }),
  fc
    .tuple(
      fc.array(word, { maxLength: 4 }),
      fc.array(word, { maxLength: 4 }),
      range,
      number,
      digits,
      fc.boolean(),
    )
    .map(([rows, columns, ends, value, places, diverging]): SheetPart => ({
      kind: 'matrix',
      id: 'm',
      title: 'm',
      rows,
      columns,
      values: packArray(new Float32Array(rows.length * columns.length).fill(value), [
        rows.length,
        columns.length,
      ]),
      range: ends,
      colors: diverging ? 'diverging' : 'sequential',
      digits: places,
    })),
  fc.record({
    ...base,
    kind: fc.constant('cards' as const),
    groups: fc.array(
      fc.record({
        title: word,
        cards: fc.array(
          fc.record({
            title: word,
            mark,
            thumbnail: fc.constantFrom(undefined, 'data:image/png;base64,AA==', 'https://x.test/"'),
            lines: fc.array(fc.record({ text: word, share: number, value: word, mark }), { maxLength: 3 }),
          }),
          { maxLength: 3 },
        ),
      }),
      { maxLength: 3 },
    ),
  }),
  fc.record({
    ...base,
    kind: fc.constant('texts' as const),
    extensible: fc.boolean(),
    groups: fc.array(fc.record({ label: word, texts: fc.array(word, { maxLength: 3 }) }), { maxLength: 3 }),
  }),
  fc.record({
    ...base,
    kind: fc.constant('choice' as const),
    options: fc.array(word, { maxLength: 5 }),
    value: word,
  }),
);
const part: fc.Arbitrary<SheetPart> = fc.oneof(
  leaf,
  fc.record({
    ...base,
    kind: fc.constant('by-name' as const),
    what: word,
    choices: fc.array(fc.record({ name: word, parts: fc.array(leaf, { maxLength: 2 }) }), { maxLength: 3 }),
  }),
);
const sheet: fc.Arbitrary<SheetData> = fc.record({
  title: word,
  summary: word,
  cautions: fc.array(word, { maxLength: 2 }),
  parts: fc.array(part, { maxLength: 3 }),
  edited: fc.boolean(),
});

it('draws any sheet, and writes neither NaN nor undefined', () => {
  fc.assert(
    fc.property(sheet, data => {
      const payload = { view: 'sheet' as const, version: 1 as const, data, provenance };
      const forms = [
        sheetText(data),
        sheetHtml(data, provenance),
        sheetExporter.svg(payload),
        sheetExporter.csv(payload),
      ];
      const said = JSON.stringify(data);
      for (const form of forms.slice(0, 3)) {
        if (!said.includes('NaN')) expect(form).not.toContain('NaN');
        if (!said.includes('undefined')) expect(form).not.toContain('undefined');
      }
      for (const form of forms.slice(1, 3)) expect(form).not.toContain('https://x.test');
    }),
    { numRuns: 150 },
  );
});
