import type { Drawing } from '../document.ts';
import { escapeMarkup } from '../escape.ts';
import { cut } from '../words.ts';

/** A table to be drawn. */
export interface DrawnTable {
  readonly caption?: string | undefined;
  /** Rows that there are; more than `cells` if the table was cut. */
  readonly total: number;
  readonly columns: readonly {
    readonly name: string;
    readonly numeric: boolean;
    readonly cells: readonly string[];
  }[];
}

/** More rows are no picture any more; the CSV has them all. */
const mostRows = 60;
const mostLetters = 60;
const margin = 16;
const row = 18;
/** Mean width of a letter of 11 pixels, and room between columns. */
const letter = 6.1;
const gap = 18;

/** A table as books print it: a rule above, below, and under its head; numbers end at one edge. */
export function tableDrawing({ caption, total, columns }: DrawnTable): Drawing {
  const count = columns[0]?.cells.length ?? 0;
  const drawn = Math.min(count, mostRows);
  const shown = columns.map(({ name, numeric, cells }) => ({
    numeric,
    name: cut(name, mostLetters),
    cells: cells.slice(0, drawn).map(cell => cut(cell.replace(/\s+/g, ' '), mostLetters)),
  }));
  const widths = shown.map(({ name, cells }) =>
    Math.ceil(cells.reduce((most, { length }) => Math.max(most, length), name.length * 1.06) * letter),
  );
  const inner = widths.reduce((sum, width) => sum + width + gap, -gap);
  const width = Math.max(320, Math.ceil(inner) + 2 * margin);
  const top = caption === undefined ? margin : margin + 24;
  const line = (y: number, weight: number): string =>
    `<path d="M${margin} ${y}H${width - margin}" stroke="#1f1f1f" stroke-width="${weight}"/>`;
  let left = margin;
  const body = shown.map(({ name, numeric, cells }, at) => {
    const x = numeric ? left + widths[at]! : left;
    left += widths[at]! + gap;
    const text = (words: string, y: number, more: string): string =>
      words === ''
        ? ''
        : `<text x="${x}" y="${y}"${numeric ? ' text-anchor="end"' : ''}${more}>${escapeMarkup(words)}</text>`;
    return (
      text(name, top + 14, ' font-weight="bold"') +
      cells.map((cell, at) => text(cell, top + 14 + row * (at + 1) + 3, '')).join('')
    );
  });
  const bottom = top + row * (drawn + 1) + 8;
  const note =
    drawn < total
      ? `<text x="${margin}" y="${bottom + 15}" fill="#616161">The first ${drawn.toLocaleString('en')} of ${total.toLocaleString('en')} rows.</text>`
      : '';
  return {
    title: caption ?? 'Table',
    width,
    height: bottom + (note === '' ? 12 : 26),
    content: `${caption === undefined ? '' : `<text x="${margin}" y="24" font-size="13" font-weight="bold">${escapeMarkup(cut(caption, Math.floor(width / 7.2)))}</text>`}
${line(top, 1.5)}${line(top + row + 2, 0.75)}${line(bottom, 1.5)}
${body.join('\n')}${note}`,
  };
}
