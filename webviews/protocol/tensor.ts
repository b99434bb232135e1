/** What an array is like; its numbers stay where they are. */
export interface TensorData {
  readonly name: string;
  /** `float32`, `int64`, … */
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: number;
  /** Over the finite numbers; absent if there are none. */
  readonly statistics?:
    { readonly min: number; readonly max: number; readonly mean: number; readonly std: number } | undefined;
  readonly nan: number;
  readonly infinite: number;
  /** Euclidean lengths of the rows along the last axis. */
  readonly norms?: { readonly min: number; readonly max: number; readonly mean: number } | undefined;
  /** The first numbers, at most 8, as text. */
  readonly first: readonly string[];
  /** Means over blocks, at most 64 a side, low to high as dark blue to yellow: a PNG as a `data:` URL. */
  readonly heatMap?: { readonly source: string; readonly alt: string } | undefined;
  /** What rows stand for and how they were made, name and value. */
  readonly notes: readonly (readonly [string, string])[];
}
