import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvText, float32Value, plainText } from '../../../../webviews/pictures/csv.ts';

it('writes RFC 4180: a header, quotes doubled, CRLF', () => {
  expect(
    csvText(
      ['name', 'score, raw'],
      [
        ['a "quoted" lung', 0.1],
        ['two\nlines', undefined],
      ],
    ),
  ).toBe('name,"score, raw"\r\n"a ""quoted"" lung",0.1\r\n"two\nlines",\r\n');
});

it('keeps numbers numbers, and leaves what is missing empty', () => {
  expect(csvText(['v'], [[-1e-300], [NaN], [-Infinity], [true], ['-5'], ['+1.5e3']])).toBe(
    'v\r\n-1e-300\r\n\r\n-Infinity\r\ntrue\r\n-5\r\n+1.5e3\r\n',
  );
});

it.each(['=1+1', '+cmd|calc', '-2+3', '@SUM(A1)', '\t=1', '＝1', "'=1"])(
  'keeps %j from being a formula',
  text => {
    const [, cell] = readCsv(csvText(['t'], [[text]]));
    expect(cell).toEqual([`'${text}`]);
  },
);

it('gives any text back, in any cell', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom("'", '=', '-', '"', ',', '\r', '\n', '5', 'a', '\t') }),
  );
  fc.assert(
    fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), rows => {
      const read = readCsv(csvText(['left', 'right'], rows)).slice(1);
      expect(read.map(cells => cells.map(plainText))).toEqual(rows);
    }),
  );
});

it('writes a float32 with the fewest digits that give it back', () => {
  expect(float32Value(Math.fround(0.9))).toBe(0.9);
  fc.assert(
    fc.property(fc.float({ noNaN: true }), value => {
      expect(Math.fround(float32Value(value))).toBe(value);
    }),
  );
});

/** The grammar of RFC 4180, read letter by letter. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      for (at++; text[at] !== '"' || text[at + 1] === '"'; at++) {
        if (text[at] === '"') at++;
        cell += text[at]!;
      }
      at++;
    } else while (text[at] !== ',' && !text.startsWith('\r\n', at)) cell += text[at++]!;
    cells.push(cell);
    if (text[at] === ',') at++;
    else {
      at += 2;
      rows.push(cells);
      cells = [];
    }
  }
  return rows;
}
