import { unpackArray } from '../../protocol/packed-array.ts';
import type { MatrixPart } from '../../protocol/sheet.ts';
import { numberText, shareOf } from '../../protocol/sheet-words.ts';
import { ink, letter, paragraph, rounded, stacked, textAt, width, type Block } from './block.ts';

/** Rows and columns that a picture shows. */
const most = 48;

/** The first rows and columns as coloured cells, with values where they fit. */
export function matrixBlock(part: MatrixPart): Block {
  const { rows, columns, digits, range } = part;
  if (rows.length === 0 || columns.length === 0)
    return paragraph('This matrix is empty.', { fill: ink.quiet });
  const values = unpackArray(part.values);
  const marks = part.marked && unpackArray(part.marked);
  const [down, across] = [Math.min(most, rows.length), Math.min(most, columns.length)];
  const left = Math.min(190, 14 + (letter + 0.5) * Math.max(...rows.slice(0, down).map(name => name.length)));
  const side = Math.max(8, Math.min(46, (width - left) / across));
  const tall = Math.max(8, Math.min(20, side));
  const top = Math.min(
    110,
    10 + (letter + 0.5) * Math.max(...columns.slice(0, across).map(name => name.length)),
  );
  const cells = Array.from({ length: down * across }, (_, at) => {
    const [row, column] = [Math.floor(at / across), at % across];
    const value = values[row * columns.length + column] ?? Number.NaN;
    const text = numberText(value, digits);
    const [x, y] = [left + column * side, top + row * tall];
    const { colour, dark } = shadeOf(value, part);
    const place = `x="${rounded(x)}" y="${rounded(y)}" width="${rounded(side - 1)}" height="${rounded(tall - 1)}"`;
    const sign =
      marks?.[row * columns.length + column] === 1
        ? `<circle cx="${rounded(x + side - 5)}" cy="${rounded(y + 4)}" r="2.2" fill="${dark ? '#ffffff' : ink.text}"/>`
        : '';
    const fits = side >= text.length * 5.4 + 4 && tall >= 13;
    return `<rect ${place} fill="${colour}"/>${fits ? textAt(text, { x: x + side / 2, y: y + tall / 2 + 3.5, anchor: 'middle', fill: dark ? '#ffffff' : ink.text, more: 'font-size="9"' }) : ''}${sign}`;
  });
  const rowNames = rows
    .slice(0, down)
    .map((name, row) =>
      tall < 10 && row % 2 === 1
        ? ''
        : textAt(name, { x: left - 6, y: top + row * tall + tall / 2 + 4, anchor: 'end', room: left - 8 }),
    );
  const columnNames = columns.slice(0, across).map((name, column) => {
    const [x, y] = [left + column * side + side / 2 + 4, top - 5];
    return side < 10 && column % 2 === 1
      ? ''
      : textAt(name, { x, y, room: top - 6, more: `transform="rotate(-90 ${rounded(x)} ${rounded(y)})"` });
  });
  const cut = down < rows.length || across < columns.length;
  const words = [
    `Colours run from ${numberText(range[0], digits)} to ${numberText(range[1], digits)}.`,
    ...(marks ? [`A dot means: ${part.markedMeans ?? 'marked'}.`] : []),
    ...(cut ? [`The first ${down} of ${rows.length} rows and ${across} of ${columns.length} columns.`] : []),
  ];
  return stacked(
    [
      { height: top + down * tall, content: [...columnNames, ...rowNames, ...cells].join('') },
      paragraph(words.join(' '), { fill: ink.quiet }),
    ],
    4,
  );
}

const ends = { low: [179, 84, 30], middle: [245, 246, 247], high: [11, 98, 181] } as const;

/** The colour of a value, and whether letters on it should be white. */
export function shadeOf(
  value: number,
  { colors, range }: Pick<MatrixPart, 'colors' | 'range'>,
): { readonly colour: string; readonly dark: boolean } {
  if (Number.isNaN(value)) return { colour: '#ffffff', dark: false };
  const share = shareOf(value, range);
  const away = colors === 'sequential' ? share : Math.abs(share - 0.5) * 2;
  const to = colors === 'diverging' && share < 0.5 ? ends.low : ends.high;
  const channels = ends.middle.map((from, at) => Math.round(from + (to[at]! - from) * away));
  return {
    colour: `#${channels.map(each => each.toString(16).padStart(2, '0')).join('')}`,
    dark: away > 0.6,
  };
}
