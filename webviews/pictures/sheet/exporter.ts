import { unpackArray } from '../../protocol/packed-array.ts';
import type { SheetData, SheetPart } from '../../protocol/sheet.ts';
import { csvText, type CsvCell } from '../csv.ts';
import { svgDocument, type Drawing } from '../document.ts';
import { escapeMarkup } from '../escape.ts';
import type { ViewExporter } from '../exporter.ts';
import { wrapped } from '../words.ts';

/** What was found in words; the tables of a sheet by part, row and column. */
export const sheetExporter: ViewExporter<'sheet'> = {
  svg: ({ data, provenance }) => svgDocument(drawingOf(data), provenance),
  csv: ({ data }) => csvText(['part', 'row', 'column', 'value'], data.parts.flatMap(rowsOf)),
};

function drawingOf({ title, summary, cautions }: SheetData): Drawing {
  const lines = [summary, ...cautions].flatMap(sentence => wrapped(sentence, 110, 6));
  return {
    title,
    width: 720,
    height: 48 + lines.length * 16,
    content: `<text x="16" y="26" font-size="15" font-weight="bold">${escapeMarkup(title)}</text>
${lines.map((line, at) => `<text x="16" y="${48 + at * 16}">${escapeMarkup(line)}</text>`).join('\n')}`,
  };
}

function rowsOf(part: SheetPart): CsvCell[][] {
  if (part.kind === 'by-name') return part.choices.flatMap(({ parts }) => parts.flatMap(rowsOf));
  if (part.kind !== 'table') return [];
  return part.columns.flatMap(column => {
    const values: readonly CsvCell[] =
      column.kind === 'text'
        ? column.values
        : column.kind === 'mark'
          ? column.values.map(({ text }) => text)
          : Array.from(unpackArray(column.values));
    return values.map((value, row) => [part.title, row, column.name, value]);
  });
}
