import { unpackArray } from '../../protocol/packed-array.ts';
import type { SheetColumn, SheetPart, TablePart } from '../../protocol/sheet.ts';
import { float32Value, type CsvCell } from '../csv.ts';
import { rowsOf } from './table-block.ts';

export const csvHead = ['part', 'group', 'row', 'column', 'value', 'low', 'high', 'mark'] as const;

/** All numbers and texts of parts: a value a row, with where it stands. `path` names the parts around them. */
export function csvRows(parts: readonly SheetPart[], path = ''): CsvCell[][] {
  return parts.flatMap(part => rowsOfPart(part, path === '' ? part.title : `${path} / ${part.title}`));
}

function rowsOfPart(part: SheetPart, name: string): CsvCell[][] {
  switch (part.kind) {
    case 'table':
      return tableRows(part, name);
    case 'bars':
      return part.groups.flatMap(({ label, value, mark, bars }) => [
        ...(value === undefined ? [] : [[name, label, label, '', value, undefined, undefined, mark]]),
        ...bars.map(bar => [name, label, bar.label, '', bar.value, bar.low, bar.high, bar.mark]),
      ]);
    case 'curves':
      return part.series.flatMap(series => {
        const [x, y] = [unpackArray(series.x), unpackArray(series.y)];
        const [low, high] = [series.low && unpackArray(series.low), series.high && unpackArray(series.high)];
        return Array.from(x, (at, point) => [
          name,
          series.name,
          at,
          part.y.label,
          y[point],
          low?.[point],
          high?.[point],
          undefined,
        ]);
      });
    case 'matrix': {
      const values = unpackArray(part.values);
      const marks = part.marked && unpackArray(part.marked);
      return Array.from(values, (value, at) => [
        name,
        '',
        part.rows[Math.floor(at / part.columns.length)],
        part.columns[at % part.columns.length],
        float32Value(value),
        undefined,
        undefined,
        marks?.[at] === 1 ? (part.markedMeans ?? 'marked') : undefined,
      ]);
    }
    case 'cards':
      return part.groups.flatMap(({ title, cards }) =>
        cards.flatMap(card => [
          [name, title, card.title, '', card.title, undefined, undefined, card.mark],
          ...card.lines.map(line => [
            name,
            title,
            card.title,
            line.text,
            line.value ?? line.share,
            undefined,
            undefined,
            line.mark,
          ]),
        ]),
      );
    case 'texts':
      return part.groups.flatMap(({ label, texts }) =>
        texts.map((text, at) => [name, label, at + 1, 'text', text]),
      );
    case 'choice':
      return [[name, '', '', 'choice', part.value]];
    case 'by-name':
      return part.choices.flatMap(choice => csvRows(choice.parts, `${name} / ${choice.name}`));
  }
}

function tableRows(part: TablePart, name: string): CsvCell[][] {
  const label = part.columns.find(column => column.kind === 'text');
  return Array.from({ length: rowsOf(part) }, (_, row) =>
    part.columns
      .filter(column => column !== label)
      .map(column => [name, '', label?.values[row] ?? row + 1, column.name, ...cellsOf(column, row)]),
  ).flat();
}

/** Value, ends of its interval, and mark. */
function cellsOf(column: SheetColumn, row: number): CsvCell[] {
  switch (column.kind) {
    case 'text':
      return [column.values[row]];
    case 'mark':
      return [column.values[row]?.text, undefined, undefined, column.values[row]?.mark];
    case 'number':
      return [unpackArray(column.values)[row]];
    case 'estimate':
      return [column.values, column.low, column.high].map(packed => unpackArray(packed)[row]);
  }
}
