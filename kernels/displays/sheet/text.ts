import type { SheetData, SheetPart } from '../../../webviews/protocol/sheet.ts';
import { firstSentence, textsSentence } from '../../../webviews/pictures/sheet/parts-block.ts';
import { curveRows, extremesOf, isSmall } from './part-lines.ts';
import { barsTable, cardsTable, matrixTable, tableOf, type PlainTable } from './plain-table.ts';

/** Letters of a cell. */
const widest = 44;

/** A sheet as text: its parts as aligned tables. */
export function sheetText({ title, summary, cautions, parts, edited }: SheetData): string {
  const head = [edited ? `${title} (edited)` : title, summary, ...cautions.map(caution => `! ${caution}`)];
  return [head.filter(line => line !== '').join('\n'), ...parts.map(textOf)].join('\n\n');
}

function textOf(part: SheetPart): string {
  return [part.title, part.note ?? '', contentOf(part)].filter(line => line !== '').join('\n');
}

function contentOf(part: SheetPart): string {
  switch (part.kind) {
    case 'table':
      return part.columns.length === 0 ? 'This table has no columns.' : aligned(tableOf(part));
    case 'bars':
      return aligned(barsTable(part));
    case 'curves':
      return aligned({
        ...curveRows(part),
        numeric: [false, true, true, true, true, true],
        best: new Set(),
        note: '',
      });
    case 'matrix':
      return isSmall(part) ? aligned(matrixTable(part)) : extremesOf(part);
    case 'cards':
      return aligned(cardsTable(part));
    case 'texts':
      return part.groups.map(({ label, texts }) => textsSentence(label, texts)).join('\n');
    case 'choice':
      return part.value;
    case 'by-name': {
      const [first] = part.choices;
      if (!first) return `There is no ${part.what} to choose.`;
      return [firstSentence(part.what, first.name, part.choices.length), ...first.parts.map(textOf)].join(
        '\n',
      );
    }
  }
}

function aligned({ head, numeric, rows, best, note }: PlainTable): string {
  if (rows.length === 0) return 'Nothing here.';
  const starred = best.size > 0;
  const lines = [head, ...rows].map((cells, at) => {
    const shown = cells.map(cell => cut(cell.replace(/\s+/g, ' ')));
    return starred ? [best.has(at - 1) ? '*' : '', ...shown] : shown;
  });
  const right = starred ? [false, ...numeric] : numeric;
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map(cells => (cells[column] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => {
        const room = ' '.repeat(Math.max(0, widths[at]! - cell.length));
        return right[at] ? room + cell : cell + room;
      })
      .join('  ')
      .trimEnd();
  return [
    line(lines[0]!),
    line(widths.map(each => '─'.repeat(each))),
    ...lines.slice(1).map(line),
    ...(note ? [note] : []),
  ].join('\n');
}

function cut(text: string): string {
  return text.length > widest ? `${text.slice(0, widest - 1)}…` : text;
}
