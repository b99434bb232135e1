import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type { SheetColumn, SheetMark } from '../../../webviews/protocol/sheet.ts';

export function textColumn(name: string, values: readonly string[]): SheetColumn {
  return { name, kind: 'text', values };
}

/** `undefined` is an empty cell. `bar` draws a bar between its ends. */
export function numberColumn(
  name: string,
  values: readonly (number | undefined)[],
  { digits = 3, bar }: { readonly digits?: number; readonly bar?: readonly [number, number] } = {},
): SheetColumn {
  return { name, kind: 'number', values: packed(values), digits, ...(bar && { bar }) };
}

/** Values with intervals; `undefined` is an empty cell. */
export function estimateColumn(
  name: string,
  values: readonly (
    | { readonly value: number; readonly low?: number | undefined; readonly high?: number | undefined }
    | undefined
  )[],
  { digits = 3 }: { readonly digits?: number } = {},
): SheetColumn {
  return {
    name,
    kind: 'estimate',
    values: packed(values.map(each => each?.value)),
    low: packed(values.map(each => each?.low)),
    high: packed(values.map(each => each?.high)),
    digits,
  };
}

export function markColumn(
  name: string,
  values: readonly { readonly text: string; readonly mark?: SheetMark | undefined }[],
): SheetColumn {
  return { name, kind: 'mark', values };
}

function packed(values: readonly (number | undefined)[]): ReturnType<typeof packArray> {
  return packArray(
    Float64Array.from(values, value => value ?? Number.NaN),
    [values.length],
  );
}
