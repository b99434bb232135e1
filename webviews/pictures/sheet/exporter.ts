import type { SheetData, SheetPart } from '../../protocol/sheet.ts';
import { csvText } from '../csv.ts';
import { svgDocument, type Drawing } from '../document.ts';
import type { ViewExporter } from '../exporter.ts';
import { ink, markHues, paragraph, stacked, width } from './block.ts';
import { csvHead, csvRows } from './csv-rows.ts';
import { partsBlock } from './parts-block.ts';

const margin = 16;

/** All parts, of parts by name the first; every number with where it stands. */
export const sheetExporter: ViewExporter<'sheet'> = {
  svg: ({ data, provenance }) => svgDocument(sheetDrawing(data), provenance),
  csv: ({ data }) => csvText(csvHead, padded(csvRows(data.parts))),
};

/** The drawing of a sheet; parts that begin below `tallest` pixels are left out, and their number said. */
export function sheetDrawing(
  { title, summary, cautions, parts, edited }: SheetData,
  tallest = Number.POSITIVE_INFINITY,
): Drawing {
  const fitting = fittingParts(parts, tallest);
  const left = parts.length - fitting.length;
  const {
    height,
    content,
    wide = width,
  } = stacked(
    [
      paragraph(edited ? `${title} (edited)` : title, { most: 2, size: 15, bold: true }),
      paragraph(summary),
      ...cautions.map(caution => paragraph(`! ${caution}`, { fill: markHues.caution })),
      ...(parts.length === 0
        ? [paragraph('Nothing more was found.', { fill: ink.quiet })]
        : [partsBlock(fitting)]),
      paragraph(
        left === 0 ? '' : `${left} more ${left === 1 ? 'part is' : 'parts are'} not in this picture.`,
        { fill: ink.quiet },
      ),
    ],
    8,
  );
  return {
    title,
    width: Math.ceil(wide) + 2 * margin,
    height: Math.ceil(height) + 2 * margin,
    content: `<g transform="translate(${margin} ${margin})">${content}</g>`,
  };
}

function fittingParts(parts: readonly SheetPart[], tallest: number): readonly SheetPart[] {
  let count = Math.min(1, parts.length);
  while (count < parts.length && partsBlock(parts.slice(0, count + 1)).height <= tallest) count++;
  return parts.slice(0, count);
}

/** Every row has a cell a column. */
function padded(rows: ReturnType<typeof csvRows>): ReturnType<typeof csvRows> {
  return rows.map(row => [...row, ...Array.from({ length: csvHead.length - row.length }, () => undefined)]);
}
