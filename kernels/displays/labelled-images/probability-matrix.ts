import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type { MatrixPart } from '../../../webviews/protocol/sheet.ts';

/** Rows of a matrix that is still read. */
const mostRows = 100;

/** The first rows of `[names, findings]` probabilities as coloured cells; 0.5 is neutral. */
export function probabilityMatrix(
  probability: Float64Array,
  {
    id,
    title,
    note,
    names,
    findings,
    images,
    labels,
  }: {
    readonly id: string;
    readonly title: string;
    readonly note: string;
    readonly names: readonly string[];
    readonly findings: readonly string[];
    /** `[names, findings]`; what is truly there is marked. */
    readonly labels: readonly (boolean | undefined)[];
    /** Whether rows are images, which are marked on other pages. */
    readonly images: boolean;
  },
): MatrixPart {
  const rows = names.slice(0, mostRows);
  const values = Float32Array.from(probability.subarray(0, rows.length * findings.length));
  const widest = values.reduce((most, value) => Math.max(most, Math.abs(value - 0.5)), 0.01);
  const reach = Math.min(0.5, Math.ceil(widest * 100) / 100);
  return {
    kind: 'matrix',
    id,
    title,
    note:
      note + (names.length > rows.length ? ` The first ${rows.length} of ${names.length} are drawn.` : ''),
    rows,
    columns: findings,
    values: packArray(values, [rows.length, findings.length]),
    ...(labels.includes(true) && {
      marked: packArray(
        Uint8Array.from(labels.slice(0, values.length), label => (label === true ? 1 : 0)),
        [rows.length, findings.length],
      ),
      markedMeans: 'truly there',
    }),
    range: [0.5 - reach, 0.5 + reach],
    colors: 'diverging',
    digits: 3,
    ...(images && { rowItems: rows.map(name => ({ kind: 'image' as const, name })) }),
  };
}
