import { unpackArray } from '../../../webviews/protocol/packed-array.ts';
import type { TableColumn, TableData } from '../../../webviews/protocol/table.ts';
import { mimeOf } from '../../../webviews/protocol/views.ts';
import type { DisplayBundle } from '../../protocol/kernel/outputs.ts';
import { escapeHtml } from '../markup/escape.ts';
import { payloadOf } from '../payload.ts';
import { numberText } from './cell-text.ts';

/** A table as the view, as HTML and as aligned text. */
export function tableBundle(data: TableData): DisplayBundle {
  const columns = data.columns.map(textsOf);
  const rows = columns[0]?.length ?? 0;
  const note = rows < data.total ? `The first ${count(rows)} of ${count(data.total)} rows.` : undefined;
  return {
    [mimeOf('table')]: payloadOf('table', data),
    'text/html': asHtml(data, columns, note),
    'text/plain': asText(data, columns, note),
  };
}

function textsOf(column: TableColumn): readonly string[] {
  if (column.kind === 'text') return column.values;
  const missing = new Set(column.missing);
  return Array.from(unpackArray(column.values), (value, row) => (missing.has(row) ? '' : numberText(value)));
}

function asHtml(data: TableData, columns: readonly (readonly string[])[], note: string | undefined): string {
  const aligned = data.columns.map(({ kind }) =>
    kind === 'number' ? ' style="text-align:right"' : ' style="text-align:left"',
  );
  const head = data.columns.map(({ name }, at) => `<th${aligned[at]!}>${escapeHtml(name)}</th>`).join('');
  const body = (columns[0] ?? []).map(
    (_, row) =>
      `<tr>${columns.map((values, at) => `<td${aligned[at]!}>${escapeHtml(values[row]!)}</td>`).join('')}</tr>`,
  );
  const caption = data.caption === undefined ? '' : `<caption>${escapeHtml(data.caption)}</caption>`;
  const table = `<table>${caption}<thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
  return note === undefined ? table : `${table}<p>${note}</p>`;
}

function asText(data: TableData, columns: readonly (readonly string[])[], note: string | undefined): string {
  const shown = columns.map(values => values.map(value => cut(value, 40)));
  const widths = shown.map((values, at) =>
    values.reduce((widest, value) => Math.max(widest, value.length), cut(data.columns[at]!.name, 40).length),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) =>
        data.columns[at]!.kind === 'number' ? cell.padStart(widths[at]!) : cell.padEnd(widths[at]!),
      )
      .join('  ')
      .trimEnd();
  return [
    ...(data.caption === undefined ? [] : [data.caption]),
    line(data.columns.map(({ name }) => cut(name, 40))),
    line(widths.map(width => '─'.repeat(width))),
    ...(shown[0] ?? []).map((_, row) => line(shown.map(values => values[row]!))),
    ...(note === undefined ? [] : [note]),
  ].join('\n');
}

function cut(text: string, width: number): string {
  return text.length > width ? `${text.slice(0, width - 1)}…` : text;
}

function count(value: number): string {
  return value.toLocaleString('en');
}
