import { unpackArray } from '../protocol/packed-array.ts';
import type { MatrixPart } from '../protocol/sheet.ts';
import { dash, noValue, numberText } from '../protocol/sheet-words.ts';
import { element } from '../runtime/elements.ts';
import { matrixCanvas } from './matrix-canvas.ts';
import { matrixGrid } from './matrix-grid.ts';
import type { PartView, SheetContext } from './part-view.ts';

/** More cells than these are pixels of one picture. */
const mostCells = 2500;

/** What both drawings of a matrix are given. */
export interface Matrix {
  readonly part: MatrixPart;
  readonly value: (row: number, column: number) => number;
  /** Whether the cell has a sign. */
  readonly marked: (row: number, column: number) => boolean;
  /** Number or dash. */
  readonly text: (row: number, column: number) => string;
  /** The whole of a cell in words. */
  readonly words: (row: number, column: number) => string;
}

export interface MatrixDrawing {
  readonly element: HTMLElement;
  show(matrix: Matrix): void;
}

/** Numbers by row and column as coloured cells: a table where cells are few, else a picture. */
export function matrixView(context: SheetContext): PartView<MatrixPart> {
  const readout = element('p', { class: 'quiet readout', 'aria-hidden': 'true' });
  const place = element('div');
  const scale = element('div', { class: 'scale', 'aria-hidden': 'true' });
  let drawing: MatrixDrawing | undefined;
  let small: boolean | undefined;
  return {
    element: element('div', {}, place, element('div', { class: 'foot' }, scale, readout)),
    show: part => {
      const matrix = matrixOf(part);
      const { rows, columns, range, digits, colors } = part;
      const none = rows.length === 0 || columns.length === 0;
      const fits = rows.length * columns.length <= mostCells;
      const hint = 'Point at a cell, or move with arrow keys, to read it.';
      scale.hidden = none;
      readout.textContent = none ? '' : hint;
      if (none) {
        [drawing, small] = [undefined, undefined];
        const missing = rows.length === 0 ? 'rows' : 'columns';
        place.replaceChildren(element('p', { class: 'quiet' }, `This matrix has no ${missing}.`));
        return;
      }
      if (!drawing || small !== fits) {
        const read = (words: string): void => {
          readout.textContent = words || hint;
        };
        drawing = fits ? matrixGrid(context, read) : matrixCanvas(context, read);
        small = fits;
        place.replaceChildren(drawing.element);
      }
      scale.className = `scale ${colors}`;
      scale.replaceChildren(
        element('span', {}, numberText(range[0], digits)),
        element('span', { class: 'gradient' }),
        element('span', {}, numberText(range[1], digits)),
        ...(part.marked ? [element('span', { class: 'marked-means' }, part.markedMeans ?? 'marked')] : []),
      );
      drawing.show(matrix);
    },
  };
}

function matrixOf(part: MatrixPart): Matrix {
  const { rows, columns, digits } = part;
  const values = unpackArray(part.values);
  const signs = part.marked && unpackArray(part.marked);
  const marked = (row: number, column: number): boolean => signs?.[row * columns.length + column] === 1;
  const value = (row: number, column: number): number => values[row * columns.length + column] ?? Number.NaN;
  const text = (row: number, column: number): string => numberText(value(row, column), digits);
  const words = (row: number, column: number): string => {
    const shown = text(row, column);
    const sign = marked(row, column) ? `, ${part.markedMeans ?? 'marked'}` : '';
    return `${rows[row]!} × ${columns[column]!}: ${shown === dash ? noValue : shown}${sign}`;
  };
  return { part, value, marked, text, words };
}

export const matrixStyle = `
:host { --empty: var(--ground); --low: color-mix(in srgb, var(--accent) 5%, var(--ground)); --high: color-mix(in srgb, var(--accent) 88%, var(--text)); --middle: color-mix(in srgb, var(--text) 5%, var(--ground)); --least: color-mix(in srgb, var(--bad) 74%, var(--text)); --most: color-mix(in srgb, var(--accent) 86%, var(--text)); }
.foot { display: flex; flex-wrap: wrap; gap: 4px 18px; align-items: center; margin-top: 6px; min-height: 1.5em; }
.readout { flex: 1; min-width: 200px; font-variant-numeric: tabular-nums; overflow: hidden; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical; }
.scale { display: flex; gap: 6px; align-items: center; color: var(--muted); font-size: 0.9em; font-variant-numeric: tabular-nums; }
.gradient { width: 90px; height: 9px; border-radius: 2px; border: 1px solid var(--line); background: linear-gradient(to right in srgb, var(--low), var(--high)); forced-color-adjust: none; }
.diverging .gradient { background: linear-gradient(to right in srgb, var(--least), var(--middle), var(--most)); }
.matrix-scroller { position: relative; overflow: auto; max-height: 520px; max-width: 100%; padding: 2px; }
.kind-matrix table { border-collapse: separate; border-spacing: 1px; font-variant-numeric: tabular-nums; }
.kind-matrix th { font-weight: 400; color: var(--muted); background: var(--ground); }
.kind-matrix tbody th { text-align: right; padding: 0 8px 0 0; max-width: min(240px, 34vw); overflow: hidden; text-overflow: ellipsis; white-space: nowrap; position: sticky; left: 0; z-index: 1; }
.kind-matrix thead th { padding: 0 2px 4px; position: sticky; top: 0; z-index: 2; vertical-align: bottom; font-weight: 400; text-align: center; }
.kind-matrix thead td { position: sticky; left: 0; top: 0; z-index: 3; background: var(--ground); }
.kind-matrix thead span { display: block; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; max-width: var(--cell); }
.turned thead span { writing-mode: vertical-rl; transform: rotate(180deg); max-width: none; max-height: 130px; margin: 0 auto; }
.kind-matrix td.cell { width: var(--cell); min-width: var(--cell); height: max(20px, min(var(--cell), 28px)); padding: 0; text-align: center; font-size: 0.88em; border-radius: 2px; background: color-mix(in srgb, var(--to) calc(var(--share) * 1%), var(--from)); color: var(--text); }
.kind-matrix td.cell.strong { color: var(--ground); }
.kind-matrix td.cell.none { background: none; color: var(--muted); box-shadow: inset 0 0 0 1px var(--hair); }
.kind-matrix td.cell:hover { outline: 1px solid var(--text); }
.kind-matrix td.cell:focus-visible { outline: 2px solid var(--focus); outline-offset: 0; }
.kind-matrix td.cell.marked { position: relative; }
.kind-matrix td.cell.marked::after { content: ''; position: absolute; top: 2px; right: 2px; width: 6px; height: 6px; border-radius: 50%; background: currentColor; box-shadow: 0 0 0 1px color-mix(in srgb, var(--ground) 60%, transparent); }
.marked-means::before { content: ''; display: inline-block; width: 7px; height: 7px; margin-right: 5px; border-radius: 50%; background: var(--text); }
.narrow td.cell span { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
.narrow td.cell { height: var(--cell); }
.picture { position: relative; width: fit-content; max-width: 100%; border: 1px solid var(--line); forced-color-adjust: none; }
.picture canvas { display: block; image-rendering: pixelated; max-width: 100%; }
.pointer { position: absolute; border: 1px solid var(--text); box-shadow: 0 0 0 1px var(--ground), inset 0 0 0 1px var(--ground); pointer-events: none; min-width: 5px; min-height: 5px; }
`;
