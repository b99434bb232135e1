import { packArray } from '../../../../webviews/protocol/packed-array.ts';
import type { MatrixPart } from '../../../../webviews/protocol/sheet.ts';
import type { VariantMeasure } from '../../../analysis/prompt-variants/measures.ts';
import { pairedDifference } from '../../../analysis/prompt-variants/estimate.ts';
import type { RankedVariant } from '../laboratory.ts';
import { labelOf } from '../measures.ts';

/** A matrix of more is not read. */
const most = 12;

/** Row − column on the same images; undefined with fewer than two values. */
export function differencesPart(
  order: readonly RankedVariant[],
  measure: VariantMeasure,
  level: number,
): MatrixPart | undefined {
  const valued = order.filter(({ variant }) => variant[measure] !== undefined);
  const best = valued.slice(0, most).map(({ variant }) => variant);
  if (best.length < 2) return undefined;
  const names = best.map(({ name }) => name);
  let sure = 0;
  const values = new Float32Array(best.length ** 2).fill(Number.NaN);
  best.forEach((left, row) =>
    best.forEach((right, column) => {
      if (row === column) return;
      const found = pairedDifference(left[measure], right[measure], level)!;
      values[row * best.length + column] = found.value;
      if (row < column && found.interval && (found.interval.low > 0 || found.interval.high < 0)) sure++;
    }),
  );
  const reach = Math.max(0.01, ...values.filter(value => !Number.isNaN(value)).map(Math.abs));
  const pairs = (best.length * (best.length - 1)) / 2;
  return {
    id: 'differences',
    kind: 'matrix',
    title: `Differences in ${labelOf(measure)}, row − column`,
    note: `${valued.length > most ? `The best ${most} of ${valued.length} variants. ` : ''}On the same images. The ${Math.round(level * 100)} % interval of ${sure} of ${pairs} differences leaves out 0, each taken alone.`,
    rows: names,
    columns: names,
    values: packArray(values, [best.length, best.length]),
    range: [-reach, reach],
    colors: 'diverging',
    digits: 3,
  };
}
