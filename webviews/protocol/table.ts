import type { PackedArray } from './packed-array.ts';

/** Rows of named columns. Each column holds the rows that are shown, in order. */
export interface TableData {
  readonly columns: readonly TableColumn[];
  /** Rows that there are; more than are shown if the table was cut. */
  readonly total: number;
  readonly caption?: string | undefined;
}

export type TableColumn =
  | { readonly name: string; readonly kind: 'text'; readonly values: readonly string[] }
  /** float64; rows listed in `missing` have no value. */
  | {
      readonly name: string;
      readonly kind: 'number';
      readonly values: PackedArray;
      readonly missing: readonly number[];
    };
