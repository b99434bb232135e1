import { unpackArray } from '../../protocol/packed-array.ts';
import type { TableColumn, TableData } from '../../protocol/table.ts';
import { csvText, type CsvCell } from '../csv.ts';
import { svgDocument } from '../document.ts';
import type { ViewExporter } from '../exporter.ts';
import { numberText } from '../words.ts';
import { tableDrawing } from './drawing.ts';

/** A table as it would be printed; the same with all digits. */
export const tableExporter: ViewExporter<'table'> = {
  svg: ({ data, provenance }) => svgDocument(drawingOf(data), provenance),
  csv: ({ data }) => {
    const columns = data.columns.map(cellsOf);
    const rows = Array.from({ length: columns[0]?.length ?? 0 }, (_, row) =>
      columns.map(cells => cells[row]),
    );
    return csvText(
      data.columns.map(({ name }) => name),
      rows,
    );
  },
};

function drawingOf(data: TableData): ReturnType<typeof tableDrawing> {
  return tableDrawing({
    caption: data.caption,
    total: data.total,
    columns: data.columns.map(column => ({
      name: column.name,
      numeric: column.kind === 'number',
      cells: textsOf(cellsOf(column)),
    })),
  });
}

/** Numbers of a column with equally many decimals, so that points lie below points; very small and large ones as they are read. */
function textsOf(cells: readonly CsvCell[]): string[] {
  const numbers = cells.filter(cell => typeof cell === 'number').filter(Number.isFinite);
  const even = numbers.every(number => number === 0 || (Math.abs(number) >= 1e-4 && Math.abs(number) < 1e6));
  const decimals = Math.max(0, ...numbers.map(number => numberText(number).split('.')[1]?.length ?? 0));
  return cells.map(cell => {
    if (typeof cell !== 'number') return String(cell ?? '');
    return even && Number.isFinite(cell) ? cell.toFixed(Math.min(6, decimals)) : numberText(cell);
  });
}

function cellsOf(column: TableColumn): CsvCell[] {
  if (column.kind === 'text') return [...column.values];
  const missing = new Set(column.missing);
  return Array.from(unpackArray(column.values), (value, row) => (missing.has(row) ? undefined : value));
}
