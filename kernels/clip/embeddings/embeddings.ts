/** Vectors of one model, one row an image or a prompt. */
export interface Embeddings {
  /** Row-major `[count, dim]`. */
  readonly data: Float32Array;
  readonly count: number;
  readonly dim: number;
  /** What each row stands for: a file path or a prompt; length `count`. */
  readonly ids: readonly string[];
  readonly kind: 'image' | 'text';
  readonly model: EmbeddingModel;
  /** True if every row has length 1. */
  readonly normalized: boolean;
}

/** What made the vectors: enough to tell whether two sets may be compared, and to make them again. */
export interface EmbeddingModel {
  readonly name: string;
  /** Hex SHA-256 of the weight files. */
  readonly digest: string;
  readonly precision: string;
  /** Preprocessing preset of the images: its name, and a digest of what it does. */
  readonly preset: string;
  /** Version of this package. */
  readonly version: string;
}

/** Row `index` of `[count, dim]`, a view without a copy. */
export function rowOf(embeddings: Pick<Embeddings, 'data' | 'dim'>, index: number): Float32Array {
  return embeddings.data.subarray(index * embeddings.dim, (index + 1) * embeddings.dim);
}

/** Divides each row of `[n, dim]` by its Euclidean length, in place, sums in double precision. A zero row stays zero. */
export function normalizeRows(data: Float32Array, dim: number): Float32Array {
  for (let start = 0; start < data.length; start += dim) {
    let squares = 0;
    for (let index = start; index < start + dim; index++) squares += data[index]! * data[index]!;
    if (squares === 0) continue;
    const factor = 1 / Math.sqrt(squares);
    for (let index = start; index < start + dim; index++) data[index] = data[index]! * factor;
  }
  return data;
}
