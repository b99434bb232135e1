import { unpackArray } from '../../protocol/packed-array.ts';
import type { SheetColumn, TablePart } from '../../protocol/sheet.ts';
import { estimateText, numberText } from '../../protocol/sheet-words.ts';
import {
  ink,
  letter,
  markHues,
  markSigns,
  paragraph,
  rounded,
  stacked,
  textAt,
  type Block,
} from './block.ts';

/** Rows that a picture shows. */
const mostRows = 24;
const high = 19;

/** A cell in words. */
export function cellText(column: SheetColumn, row: number): string {
  switch (column.kind) {
    case 'text':
      return column.values[row] ?? '';
    case 'mark': {
      const { text = '', mark } = column.values[row] ?? {};
      return mark ? `${markSigns[mark]} ${text}` : text;
    }
    case 'number':
      return numberText(unpackArray(column.values)[row] ?? Number.NaN, column.digits);
    case 'estimate':
      return estimateText(
        {
          value: unpackArray(column.values)[row] ?? Number.NaN,
          low: unpackArray(column.low)[row],
          high: unpackArray(column.high)[row],
        },
        column.digits,
      );
  }
}

/** Rows that the columns hold. */
export function rowsOf({ columns }: TablePart): number {
  const first = columns[0];
  if (!first) return 0;
  return first.kind === 'text' || first.kind === 'mark' ? first.values.length : (first.values.shape[0] ?? 0);
}

/** “The first 24 of 500 rows.”, or nothing. */
export function cutSentence(shown: number, total: number, noun = 'rows'): string {
  return shown < total
    ? `The first ${shown.toLocaleString('en')} of ${total.toLocaleString('en')} ${noun}.`
    : '';
}

/** A table of more columns than fit is cut; up to here the picture grows with it. */
const widest = 1240;

/** The first rows as they are given. */
export function tableBlock(part: TablePart): Block {
  const { columns, best = [], total } = part;
  const count = Math.min(mostRows, rowsOf(part));
  if (count === 0) return paragraph('This table has no rows.', { fill: ink.quiet });
  const texts = columns.map(column => Array.from({ length: count }, (_, row) => cellText(column, row)));
  const wanted = columns.map(
    ({ name }, at) =>
      20 + letter * Math.min(48, Math.max(1.1 * name.length, ...texts[at]!.map(text => text.length))),
  );
  const shrink = Math.min(1, widest / wanted.reduce((sum, each) => sum + each, 0));
  const widths = wanted.map(each => each * shrink);
  const lefts = widths.map((_, at) => widths.slice(0, at).reduce((sum, each) => sum + each, 0));
  const numeric = columns.map(({ kind }) => kind === 'number' || kind === 'estimate');
  const cell = (text: string, at: number, y: number, more = '', fill: string = ink.text): string =>
    textAt(text, {
      x: numeric[at] ? lefts[at]! + widths[at]! - 8 : lefts[at]! + 8,
      y,
      fill,
      room: widths[at]! - 12,
      ...(numeric[at] && { anchor: 'end' as const }),
      more,
    });
  const whole = widths.reduce((sum, each) => sum + each, 0);
  const lines = Array.from({ length: count }, (_, row) => {
    const y = high * (row + 1);
    const chosen = best.includes(row);
    return [
      chosen ? `<rect x="0" y="${y}" width="${rounded(whole)}" height="${high}" fill="#e8f1fb"/>` : '',
      `<path d="M0 ${y}H${rounded(whole)}" stroke="${ink.line}"/>`,
      ...columns.map((column, at) => {
        const mark = column.kind === 'mark' ? column.values[row]?.mark : undefined;
        return cell(texts[at]![row]!, at, y + 13, chosen ? 'font-weight="bold"' : '', mark && markHues[mark]);
      }),
    ].join('');
  });
  const heads = columns.map(({ name }, at) => cell(name, at, 13, 'font-weight="bold"', ink.quiet));
  const table = { height: high * (count + 1) + 2, wide: whole, content: [...heads, ...lines].join('') };
  return stacked([table, paragraph(cutSentence(count, total), { fill: ink.quiet })], 4);
}
