import { dash, noValue } from '../protocol/sheet-words.ts';
import { element } from '../runtime/elements.ts';
import type { MatrixPart } from '../protocol/sheet.ts';
import { cellColor } from './matrix-colors.ts';
import type { Matrix, MatrixDrawing } from './matrix.ts';
import type { SheetContext } from './part-view.ts';

/** Sides of a cell in CSS pixels: as wide as there is room. */
const [least, most] = [16, 60];
/** About the width of a figure, in CSS pixels. */
const letter = 6.6;

/** Cells as a table whose one tab stop moves with the arrow keys; values are written where cells are wide enough. */
export function matrixGrid({ signal, choosing }: SheetContext, read: (words: string) => void): MatrixDrawing {
  const table = element('table', { role: 'grid' });
  const scroller = element('div', { class: 'matrix-scroller' }, table);
  let matrix: Matrix | undefined;
  let cells: HTMLElement[][] = [];
  let heads: { readonly rows: HTMLElement[]; readonly columns: HTMLElement[] } = { rows: [], columns: [] };
  let at: readonly [number, number] = [0, 0];

  const fit = (): void => {
    if (!matrix || scroller.clientWidth === 0) return;
    const { rows, columns } = matrix.part;
    const label = Math.min(
      240,
      scroller.clientWidth * 0.34,
      14 + letter * Math.max(...rows.map(row => row.length)),
    );
    const room = (scroller.clientWidth - label - 8) / columns.length - 1;
    const side = Math.floor(Math.min(most, Math.max(least, room)));
    const longest = Math.max(
      ...rows.flatMap((_, row) => columns.map((__, column) => matrix!.text(row, column).length)),
    );
    table.style.setProperty('--cell', `${side}px`);
    table.classList.toggle('narrow', side < longest * letter + 4);
    table.classList.toggle(
      'turned',
      columns.some(({ length }) => length * letter > side),
    );
  };
  const placeOf = (row: number, column: number): HTMLElement | undefined =>
    row === -1 ? heads.columns[column] : column === -1 ? heads.rows[row] : cells[row]?.[column];
  const move = (row: number, column: number): void => {
    const next = placeOf(row, column);
    if (!next) return;
    placeOf(...at)?.setAttribute('tabindex', '-1');
    at = [row, column];
    next.tabIndex = 0;
    next.focus();
  };
  table.addEventListener('keydown', event => {
    const [row, column] = at;
    const end = (cells[0]?.length ?? 0) - 1;
    const to = (
      {
        ArrowUp: [row - 1, column],
        ArrowDown: [row + 1, column],
        ArrowLeft: [row, column - 1],
        ArrowRight: [row, column + 1],
        Home: [event.ctrlKey ? 0 : row, 0],
        End: [event.ctrlKey ? cells.length - 1 : row, end],
      } as Readonly<Record<string, readonly [number, number]>>
    )[event.key];
    if (!to) return;
    event.preventDefault();
    // The notebook moves between cells on arrows.
    event.stopPropagation();
    move(...to);
  });
  const told = (event: Event): void => {
    const cell = (event.target as Element).closest<HTMLElement>('td.cell');
    read(cell?.title ?? '');
  };
  table.addEventListener('pointerover', told);
  table.addEventListener('focusin', event => {
    told(event);
    const key = (event.target as HTMLElement).dataset['key']?.split(' ').map(Number);
    if (key?.length !== 2 || (key[0] === at[0] && key[1] === at[1])) return;
    placeOf(...at)?.setAttribute('tabindex', '-1');
    at = [key[0]!, key[1]!];
    (event.target as HTMLElement).tabIndex = 0;
  });
  table.addEventListener('pointerleave', () => read(''));
  table.addEventListener('focusout', () => read(''));
  const observer = new ResizeObserver(fit);
  observer.observe(scroller);
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });

  return {
    element: scroller,
    show: next => {
      matrix = next;
      const { rows, columns, title } = next.part;
      cells = rows.map((_, row) => columns.map((__, column) => cellOf(next, row, column)));
      const { rowItems, columnItems } = next.part;
      const head = (made: HTMLElement, items: MatrixPart['rowItems'], at: number): HTMLElement => {
        if (items) made.tabIndex = -1;
        const item = items?.[at];
        return item ? choosing.press(made, item, 'aria-selected') : made;
      };
      const rowHeads = rows.map((name, row) =>
        head(element('th', { scope: 'row', title: name, 'data-key': `${row} -1` }, name), rowItems, row),
      );
      const columnHeads = columns.map((name, column) => {
        const words = element('span', {}, name);
        const made = element('th', { scope: 'col', title: name, 'data-key': `-1 ${column}` }, words);
        return head(made, columnItems, column);
      });
      heads = { rows: rowItems ? rowHeads : [], columns: columnItems ? columnHeads : [] };
      at = [Math.min(at[0], rows.length - 1), Math.min(at[1], columns.length - 1)];
      placeOf(...at)?.setAttribute('tabindex', '0');
      table.setAttribute('aria-label', title || 'Matrix');
      table.replaceChildren(
        element('thead', {}, element('tr', {}, element('td'), ...columnHeads)),
        element('tbody', {}, ...rowHeads.map((each, row) => element('tr', {}, each, ...cells[row]!))),
      );
      fit();
    },
  };
}

function cellOf(matrix: Matrix, row: number, column: number): HTMLElement {
  const value = matrix.value(row, column);
  const text = matrix.text(row, column);
  const { from, to, share } = cellColor(value, matrix.part);
  const none = text === dash;
  const cell = element(
    'td',
    {
      role: 'gridcell',
      tabindex: -1,
      title: matrix.words(row, column),
      'data-key': `${row} ${column}`,
      class: `cell${none ? ' none' : share > 0.72 ? ' strong' : ''}${matrix.marked(row, column) ? ' marked' : ''}`,
      ...(none && { 'aria-label': noValue }),
    },
    element('span', {}, text),
    ...(matrix.marked(row, column)
      ? [element('span', { class: 'unseen' }, ` ${matrix.part.markedMeans ?? 'marked'}`)]
      : []),
  );
  cell.style.setProperty('--from', `var(${from})`);
  cell.style.setProperty('--to', `var(${to})`);
  cell.style.setProperty('--share', (share * 100).toFixed(1));
  return cell;
}
