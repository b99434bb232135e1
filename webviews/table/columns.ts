import { numberText } from '../pictures/words.ts';
import { packArray, unpackArray } from '../protocol/packed-array.ts';
import type { TableColumn } from '../protocol/table.ts';

/** A column as the page reads it. */
export interface Column {
  readonly name: string;
  readonly numeric: boolean;
  text(row: number): string;
  /** Order of two rows, rows without a value last whichever way one sorts. */
  compare(left: number, right: number, falling: boolean): number;
}

export function columnFrom(column: TableColumn): Column {
  const { name } = column;
  if (column.kind === 'text') {
    const { values } = column;
    return {
      name,
      numeric: false,
      text: row => values[row]!,
      compare: (left, right, falling) => {
        const [one, other] = [values[left]!, values[right]!];
        if (one === '' || other === '') return Number(one === '') - Number(other === '');
        return (falling ? -1 : 1) * collator.compare(one, other);
      },
    };
  }
  const values = unpackArray(column.values);
  const missing = new Set(column.missing);
  return {
    name,
    numeric: true,
    text: row => (missing.has(row) ? '' : numberText(values[row]!)),
    compare: (left, right, falling) => {
      const [one, other] = [values[left]!, values[right]!];
      if (Number.isNaN(one) || Number.isNaN(other))
        return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
      return falling ? other - one || 0 : one - other || 0;
    },
  };
}

/** Some rows of a column, in the order of `rows`. */
export function rowsOf(column: TableColumn, rows: readonly number[]): TableColumn {
  if (column.kind === 'text') return { ...column, values: rows.map(row => column.values[row]!) };
  const values = unpackArray(column.values);
  const missing = new Set(column.missing);
  return {
    ...column,
    values: packArray(
      Float64Array.from(rows, row => values[row]!),
      [rows.length],
    ),
    missing: rows.flatMap((row, at) => (missing.has(row) ? [at] : [])),
  };
}

/** `image 10` after `image 9`. */
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
