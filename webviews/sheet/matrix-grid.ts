import { dash, noValue } from '../protocol/sheet-words.ts';
import { element } from '../runtime/elements.ts';
import { cellColor } from './matrix-colors.ts';
import type { Matrix, MatrixDrawing } from './matrix.ts';
import type { SheetContext } from './part-view.ts';

/** Sides of a cell in CSS pixels: as wide as there is room. */
const [least, most] = [16, 60];
/** About the width of a figure, in CSS pixels. */
const letter = 6.6;

/** Cells as a table whose one tab stop moves with the arrow keys; values are written where cells are wide enough. */
export function matrixGrid({ signal }: SheetContext, read: (words: string) => void): MatrixDrawing {
  const table = element('table', { role: 'grid' });
  const scroller = element('div', { class: 'matrix-scroller' }, table);
  let matrix: Matrix | undefined;
  let cells: HTMLElement[][] = [];
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
  const move = (row: number, column: number): void => {
    const next = cells[row]?.[column];
    if (!next) return;
    cells[at[0]]?.[at[1]]?.setAttribute('tabindex', '-1');
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
    cells[at[0]]?.[at[1]]?.setAttribute('tabindex', '-1');
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
      at = [Math.min(at[0], rows.length - 1), Math.min(at[1], columns.length - 1)];
      cells[at[0]]![at[1]]!.tabIndex = 0;
      table.setAttribute('aria-label', title || 'Matrix');
      table.replaceChildren(
        element(
          'thead',
          {},
          element(
            'tr',
            {},
            element('td'),
            ...columns.map(name => element('th', { scope: 'col', title: name }, element('span', {}, name))),
          ),
        ),
        element(
          'tbody',
          {},
          ...rows.map((name, row) =>
            element('tr', {}, element('th', { scope: 'row', title: name }, name), ...cells[row]!),
          ),
        ),
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
      class: `cell${none ? ' none' : share > 0.55 ? ' strong' : ''}`,
      ...(none && { 'aria-label': noValue }),
    },
    element('span', {}, text),
  );
  cell.style.setProperty('--from', `var(${from})`);
  cell.style.setProperty('--to', `var(${to})`);
  cell.style.setProperty('--share', (share * 100).toFixed(1));
  return cell;
}
