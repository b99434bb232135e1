import { unpackArray } from '../../../webviews/protocol/packed-array.ts';
import type {
  BarsPart,
  CardsPart,
  MatrixPart,
  SheetMark,
  TablePart,
} from '../../../webviews/protocol/sheet.ts';
import { estimateText, numberText } from '../../../webviews/protocol/sheet-words.ts';
import { markSigns } from '../../../webviews/pictures/sheet/block.ts';
import { cellText, cutSentence, rowsOf } from '../../../webviews/pictures/sheet/table-block.ts';

/** Words in rows and columns, the same for text and HTML. */
export interface PlainTable {
  readonly head: readonly string[];
  /** Columns of figures, which stand to the right. */
  readonly numeric: readonly boolean[];
  readonly rows: readonly (readonly string[])[];
  /** 0-based rows to look at first. */
  readonly best: ReadonlySet<number>;
  /** What is left out, or nothing. */
  readonly note: string;
}

/** Rows that the kept forms hold. */
const mostRows = 60;

export function tableOf(part: TablePart): PlainTable {
  const count = Math.min(mostRows, rowsOf(part));
  return {
    head: part.columns.map(({ name }) => name),
    numeric: part.columns.map(({ kind }) => kind === 'number' || kind === 'estimate'),
    rows: Array.from({ length: count }, (_, row) => part.columns.map(column => cellText(column, row))),
    best: new Set(part.best),
    note: cutSentence(count, part.total),
  };
}

export function barsTable({ groups, digits }: BarsPart): PlainTable {
  const rows = groups.flatMap(({ label, value, mark, bars }) => [
    [signed(label, mark), '', value === undefined ? '' : numberText(value, digits)],
    ...bars.map(bar => ['', signed(bar.label, bar.mark), estimateText(bar, digits)]),
  ]);
  return cutTable(['group', 'bar', 'value'], [false, false, true], rows);
}

export function matrixTable(part: MatrixPart): PlainTable {
  const { rows, columns, values, digits, marked, markedMeans = 'marked' } = part;
  const numbers = unpackArray(values);
  const signs = marked && unpackArray(marked);
  const cell = (at: number): string => {
    const text = numberText(numbers[at] ?? Number.NaN, digits);
    return signs ? `${text}${signs[at] === 1 ? ' *' : '  '}` : text;
  };
  const table = cutTable(
    ['', ...columns],
    [false, ...columns.map(() => true)],
    rows.map((name, row) => [name, ...columns.map((_, column) => cell(row * columns.length + column))]),
  );
  return signs ? { ...table, note: `${table.note === '' ? '' : `${table.note} `}* ${markedMeans}.` } : table;
}

export function cardsTable({ groups }: CardsPart): PlainTable {
  const rows = groups.flatMap(({ title, cards }) => [
    ...(cards.length === 0 ? [[title, '', 'nothing']] : []),
    ...cards.map((card, at) => [
      at === 0 ? title : '',
      signed(card.title, card.mark),
      card.lines
        .map(({ text, value, mark }) => signed(value === undefined ? text : `${text} ${value}`, mark))
        .join(' · '),
    ]),
  ]);
  return cutTable(['group', 'card', ''], [false, false, false], rows);
}

/** The sign, then the words. */
export function signed(words: string, mark: SheetMark | undefined): string {
  return mark ? `${markSigns[mark]} ${words}` : words;
}

function cutTable(
  head: readonly string[],
  numeric: readonly boolean[],
  rows: readonly (readonly string[])[],
): PlainTable {
  const shown = rows.slice(0, mostRows);
  return { head, numeric, rows: shown, best: new Set(), note: cutSentence(shown.length, rows.length) };
}
