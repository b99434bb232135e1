import { lookOf } from '../runtime/chart-look.ts';
import { element, setAttributes } from '../runtime/elements.ts';
import { watchTheme } from '../runtime/theme.ts';
import { cellColor } from './matrix-colors.ts';
import type { Matrix, MatrixDrawing } from './matrix.ts';
import type { SheetContext } from './part-view.ts';

/** In CSS pixels; cells are as large as fits, and not larger than `most`. */
const tallest = 520;
const most = 12;

/** A pixel for each cell, enlarged; pointer and arrow keys read cells. */
export function matrixCanvas({ signal }: SheetContext, read: (words: string) => void): MatrixDrawing {
  const canvas = element('canvas', { 'aria-hidden': 'true' });
  const pointer = element('div', { class: 'pointer', hidden: true });
  const spoken = element('div', { class: 'unseen', 'aria-live': 'polite' });
  const place = element(
    'div',
    {
      class: 'picture',
      tabindex: 0,
      role: 'application',
      'aria-roledescription': 'matrix',
      'data-key': 'picture',
    },
    canvas,
    pointer,
    spoken,
  );
  const around = element('div', {}, place);
  let matrix: Matrix | undefined;
  let at: readonly [number, number] = [0, 0];

  const paint = (): void => {
    const context = matrix && canvas.getContext('2d');
    if (!matrix || !context) return;
    const { rows, columns } = matrix.part;
    canvas.width = columns.length;
    canvas.height = rows.length;
    context.putImageData(pixelsOf(matrix, place), 0, 0);
  };
  const fit = (): void => {
    if (!matrix || around.clientWidth === 0) return;
    const { rows, columns } = matrix.part;
    const side = Math.min(most, (around.clientWidth - 2) / columns.length, tallest / rows.length);
    // A matrix of few rows and many columns, or the other way round, is stretched to be seen.
    canvas.style.width = `${Math.max(side * columns.length, Math.min(120, around.clientWidth - 2))}px`;
    canvas.style.height = `${Math.max(side * rows.length, 60)}px`;
    pointer.hidden = true;
  };
  const show = (row: number, column: number, speak: boolean): void => {
    if (!matrix) return;
    const { rows, columns } = matrix.part;
    at = [row, column];
    const [width, height] = [canvas.clientWidth / columns.length, canvas.clientHeight / rows.length];
    Object.assign(pointer.style, {
      left: `${column * width}px`,
      top: `${row * height}px`,
      width: `${width}px`,
      height: `${height}px`,
    });
    pointer.hidden = false;
    const words = matrix.words(row, column);
    read(words);
    if (speak) spoken.textContent = words;
  };
  const leave = (): void => {
    pointer.hidden = true;
    read('');
  };
  place.addEventListener('pointermove', event => {
    if (!matrix) return;
    const { rows, columns } = matrix.part;
    const box = canvas.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns.length);
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows.length);
    if (row >= 0 && column >= 0 && row < rows.length && column < columns.length) show(row, column, false);
  });
  place.addEventListener('pointerleave', leave);
  place.addEventListener('blur', leave);
  place.addEventListener('keydown', event => {
    if (!matrix) return;
    const { rows, columns } = matrix.part;
    const [row, column] = at;
    const to = (
      {
        ArrowUp: [row - 1, column],
        ArrowDown: [row + 1, column],
        ArrowLeft: [row, column - 1],
        ArrowRight: [row, column + 1],
        PageUp: [row - 10, column],
        PageDown: [row + 10, column],
        Home: [row, 0],
        End: [row, columns.length - 1],
      } as Readonly<Record<string, readonly [number, number]>>
    )[event.key];
    if (!to) return;
    event.preventDefault();
    // The notebook moves between cells on arrows.
    event.stopPropagation();
    const within = (value: number, count: number): number => Math.min(count - 1, Math.max(0, value));
    show(within(to[0], rows.length), within(to[1], columns.length), true);
  });
  const observer = new ResizeObserver(fit);
  observer.observe(around);
  signal.addEventListener('abort', () => observer.disconnect(), { once: true });
  // Variables have their values once the picture is in the page.
  requestAnimationFrame(() => watchTheme(place, signal, () => paint()));

  return {
    element: around,
    show: next => {
      matrix = next;
      const { rows, columns, title } = next.part;
      at = [Math.min(at[0], rows.length - 1), Math.min(at[1], columns.length - 1)];
      setAttributes(place, {
        'aria-label': `${title}: ${rows.length} rows, ${columns.length} columns. Arrow keys read cells.`,
      });
      fit();
      if (place.isConnected) paint();
    },
  };
}

/** Two hundred and fifty-six steps of each colour are all that is seen. */
const steps = 255;

function pixelsOf({ part, value }: Matrix, place: HTMLElement): ImageData {
  const { rows, columns } = part;
  const look = lookOf(place);
  const bytes = (variable: string): number[] =>
    (look.colour(variable).match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
  const tables = new Map<string, Uint8ClampedArray>();
  const tableOf = (from: string, to: string): Uint8ClampedArray => {
    const known = tables.get(to);
    if (known) return known;
    const [low, high] = [bytes(from), bytes(to)];
    const table = new Uint8ClampedArray(3 * (steps + 1));
    for (let step = 0; step <= steps; step++)
      for (let channel = 0; channel < 3; channel++)
        table[3 * step + channel] = low[channel]! + ((high[channel]! - low[channel]!) * step) / steps;
    tables.set(to, table);
    return table;
  };
  const pixels = new ImageData(columns.length, rows.length);
  for (let row = 0; row < rows.length; row++)
    for (let column = 0; column < columns.length; column++) {
      const number = value(row, column);
      if (Number.isNaN(number)) continue;
      const { from, to, share } = cellColor(number, part);
      const table = tableOf(from, to);
      const offset = 4 * (row * columns.length + column);
      for (let channel = 0; channel < 3; channel++)
        pixels.data[offset + channel] = table[3 * Math.round(share * steps) + channel]!;
      pixels.data[offset + 3] = 255;
    }
  return pixels;
}
