import { types } from 'node:util';
import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type { TableColumn, TableData } from '../../../webviews/protocol/table.ts';
import { cellText } from './cell-text.ts';

/** Rows by column name. */
export type Row = Readonly<Record<string, unknown>>;

export interface TableOptions {
  /** Which columns, in this order; by default all, in the order in which rows first name them. */
  readonly columns?: readonly string[] | undefined;
  readonly caption?: string | undefined;
  /** Rows that are shown; 1,000 unless given, and never more than 100,000. */
  readonly limit?: number | undefined;
}

/** Plain objects that share a key: what is shown as a table without being asked. */
export function areRows(value: unknown): value is readonly Row[] {
  if (!Array.isArray(value) || value.length === 0 || !value.every(isPlain)) return false;
  return Object.keys(value[0] as Row).some(key => value.every(row => key in row));
}

/** Rows as columns: `number` where every value there is one, else `text`. */
export function tableData(
  rows: readonly Row[],
  { columns, caption, limit = 1_000 }: TableOptions,
): TableData {
  const shown = rows.slice(0, Math.min(Math.max(0, limit), 100_000));
  const names = columns ?? namesIn(shown);
  return {
    columns: names.map(name => columnOf(name, shown)),
    total: rows.length,
    ...(caption !== undefined && { caption }),
  };
}

/** 60 columns fit on no page; the rest are named in the last. */
const mostColumns = 60;

function namesIn(rows: readonly Row[]): string[] {
  const names = new Set<string>();
  for (const row of rows) for (const name of Object.keys(row)) names.add(name);
  return [...names].slice(0, mostColumns);
}

function columnOf(name: string, rows: readonly Row[]): TableColumn {
  const values = rows.map(row => read(row, name));
  const missing = values.flatMap((value, row) => (value === undefined || value === null ? [row] : []));
  const numeric =
    missing.length < rows.length &&
    values.every(value => value === undefined || value === null || typeof value === 'number');
  if (!numeric) return { name, kind: 'text', values: values.map(cellText) };
  const numbers = Float64Array.from(values, value => (typeof value === 'number' ? value : NaN));
  return { name, kind: 'number', values: packArray(numbers, [numbers.length]), missing };
}

/** A getter may throw: its cell says so, the others are shown. */
function read(row: Row, name: string): unknown {
  try {
    return row[name];
  } catch (error) {
    return error instanceof Error ? `[${error.message}]` : '[unreadable]';
  }
}

function isPlain(value: unknown): value is Row {
  if (typeof value !== 'object' || value === null || types.isProxy(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
