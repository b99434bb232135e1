import { unpackArray } from '../../../webviews/protocol/packed-array.ts';
import type { CurvesPart, MatrixPart } from '../../../webviews/protocol/sheet.ts';
import { dash, numberText } from '../../../webviews/protocol/sheet-words.ts';

/** Each line of a chart: from where to where, and its ends in height. */
export function curveRows({ x, y, series }: CurvesPart): { head: readonly string[]; rows: string[][] } {
  const rows = series.map(line => {
    const [xs, ys] = [unpackArray(line.x), unpackArray(line.y)];
    const drawn = Array.from(xs, (at, point) => ({ x: at, y: ys[point] ?? Number.NaN })).filter(
      point => Number.isFinite(point.x) && Number.isFinite(point.y),
    );
    const [first, last] = [drawn[0], drawn.at(-1)];
    const least = drawn.reduce((one, other) => (other.y < one.y ? other : one), drawn[0]!);
    const most = drawn.reduce((one, other) => (other.y > one.y ? other : one), drawn[0]!);
    const at = (point: { x: number; y: number } | undefined): string =>
      point ? `${numberText(point.y, y.digits)} at ${numberText(point.x, x.digits)}` : dash;
    return [line.name, String(drawn.length), at(first), at(last), at(least), at(most)];
  });
  return { head: ['line', 'points', 'first', 'last', 'least', 'most'], rows };
}

/** Larger matrices are told by their extremes. */
const mostCells = 12;

export function isSmall({ rows, columns }: MatrixPart): boolean {
  return rows.length <= mostCells && columns.length <= mostCells && columns.length > 0;
}

/** The largest and the smallest value of a matrix, and where they are. */
export function extremesOf({ rows, columns, values, digits }: MatrixPart): string {
  const numbers = unpackArray(values);
  let [least, most] = [-1, -1];
  numbers.forEach((value, at) => {
    if (Number.isNaN(value)) return;
    if (least < 0 || value < numbers[least]!) least = at;
    if (most < 0 || value > numbers[most]!) most = at;
  });
  const size = `${rows.length} rows and ${columns.length} columns`;
  if (most < 0) return `${size}; no value in any cell.`;
  const at = (index: number): string =>
    `${numberText(numbers[index]!, digits)} (${rows[Math.floor(index / columns.length)]!} × ${columns[index % columns.length]!})`;
  return `${size}; largest ${at(most)}, smallest ${at(least)}.`;
}
