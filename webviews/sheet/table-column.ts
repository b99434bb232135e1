import { unpackArray } from '../protocol/packed-array.ts';
import type { SheetColumn } from '../protocol/sheet.ts';
import { dash, estimateText, hasInterval, noValue, numberText, shareOf } from '../protocol/sheet-words.ts';
import { element } from '../runtime/elements.ts';
import { drawn, signOf } from './marks.ts';

/** A column as the page reads it. */
export interface Column {
  readonly name: string;
  readonly numeric: boolean;
  readonly rows: number;
  /** What a cell holds. */
  cell(row: number): readonly (Node | string)[];
  /** All of a cell's text, as its title where it is cut. */
  text(row: number): string;
  /** Order of two rows, rows without a value last whichever way one sorts. */
  compare(left: number, right: number, falling: boolean): number;
}

export function columnOf(column: SheetColumn): Column {
  switch (column.kind) {
    case 'text':
      return textColumn(column.name, column.values, () => undefined);
    case 'mark':
      return textColumn(
        column.name,
        column.values.map(({ text }) => text),
        row => column.values[row]?.mark,
      );
    case 'number':
      return numberColumn(column);
    case 'estimate':
      return estimateColumn(column);
  }
}

function textColumn(
  name: string,
  values: readonly string[],
  markOf: (row: number) => Parameters<typeof signOf>[0],
): Column {
  const text = (row: number): string => values[row] ?? '';
  return {
    name,
    numeric: false,
    rows: values.length,
    text,
    cell: row => [...signOf(markOf(row)), text(row)],
    compare: (left, right, falling) => {
      const [one, other] = [text(left), text(right)];
      if (one === '' || other === '') return Number(one === '') - Number(other === '');
      return (falling ? -1 : 1) * collator.compare(one, other);
    },
  };
}

function numberColumn({ name, values: packed, digits, bar }: SheetColumn & { kind: 'number' }): Column {
  const values = unpackArray(packed);
  const of = (row: number): number => values[row] ?? Number.NaN;
  const text = (row: number): string => numberText(of(row), digits);
  return {
    name,
    numeric: true,
    rows: values.length,
    text,
    cell: row => [...(bar ? [barOf(of(row), bar)] : []), ...figure(text(row))],
    compare: comparing(of),
  };
}

function estimateColumn({
  name,
  values: packed,
  low,
  high,
  digits,
}: SheetColumn & { kind: 'estimate' }): Column {
  const values = unpackArray(packed);
  const [lows, highs] = [unpackArray(low), unpackArray(high)];
  const at = (row: number): { value: number; low: number; high: number } => ({
    value: values[row] ?? Number.NaN,
    low: lows[row] ?? Number.NaN,
    high: highs[row] ?? Number.NaN,
  });
  const finite = [...values, ...lows, ...highs].filter(value => Number.isFinite(value));
  const range = [
    finite.reduce((a, b) => Math.min(a, b), Infinity),
    finite.reduce((a, b) => Math.max(a, b), -Infinity),
  ] as const;
  const text = (row: number): string => estimateText(at(row), digits);
  return {
    name,
    numeric: true,
    rows: values.length,
    text,
    cell: row => [
      ...figure(text(row)),
      Number.isFinite(at(row).value) ? intervalOf(at(row), range) : element('span', { class: 'interval' }),
    ],
    compare: comparing(row => at(row).value),
  };
}

/** A number, or a dash that is read as what it means. */
export function figure(text: string): readonly HTMLElement[] {
  if (text !== dash) return [element('span', { class: 'figure' }, text)];
  return [
    element('span', { class: 'figure none', 'aria-hidden': 'true' }, dash),
    element('span', { class: 'unseen' }, noValue),
  ];
}

function comparing(of: (row: number) => number): Column['compare'] {
  return (left, right, falling) => {
    const [one, other] = [of(left), of(right)];
    if (Number.isNaN(one) || Number.isNaN(other))
      return Number(Number.isNaN(one)) - Number(Number.isNaN(other));
    return (falling ? -1 : 1) * (one === other ? 0 : one < other ? -1 : 1);
  };
}

/** From zero where the range goes through it, else from its low end. */
function barOf(value: number, range: readonly [number, number]): HTMLElement {
  const zero = shareOf(0, range);
  const end = shareOf(value, range);
  const fill = element('span', { class: 'fill' });
  const [left, right] = Number.isNaN(value) ? [zero, zero] : [Math.min(zero, end), Math.max(zero, end)];
  fill.style.left = `${left * 100}%`;
  fill.style.width = `${(right - left) * 100}%`;
  return element('span', { class: 'track', 'aria-hidden': 'true' }, fill);
}

/** A dot with its interval on the column's own range. */
function intervalOf(
  { value, low, high }: { readonly value: number; readonly low: number; readonly high: number },
  range: readonly [number, number],
): SVGSVGElement {
  const x = (at: number): string => `${(4 + 92 * shareOf(at, range)).toFixed(1)}%`;
  return drawn(
    'svg',
    { class: 'interval', 'aria-hidden': 'true' },
    drawn('line', { x1: '0%', x2: '100%', y1: '50%', y2: '50%', class: 'rail' }),
    ...(hasInterval(low, high)
      ? [drawn('line', { x1: x(low), x2: x(high), y1: '50%', y2: '50%', class: 'whisker' })]
      : []),
    drawn('circle', { cx: x(value), cy: '50%', r: 3, class: 'dot' }),
  );
}

/** `image 10` after `image 9`. */
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });
