import { types } from 'node:util';
import type { Embeddings } from '../../clip/embeddings/embeddings.ts';

/** Numbers of any type in the shape that they have. */
export interface Tensor {
  readonly name: string;
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data: Numbers;
  readonly bytes: number;
  /** What is known of it, name and value. */
  readonly notes: readonly (readonly [string, string])[];
}

export interface Numbers {
  readonly length: number;
  readonly [index: number]: number | bigint;
}

/** Arrays of numbers as a tensor: typed arrays, `{ data, shape }`, `Embeddings`, nested lists; undefined for anything else. */
export function tensorFrom(value: unknown): Tensor | undefined {
  if (isNumbers(value)) return tensorOf(value.constructor.name, value, [value.length]);
  if (Array.isArray(value)) return fromLists(value);
  if (typeof value !== 'object' || value === null) return undefined;
  const { data, shape } = value as { data?: unknown; shape?: unknown };
  if (!isNumbers(data)) return undefined;
  if (isEmbeddings(value)) return fromEmbeddings(value);
  if (!isShape(shape) || product(shape) !== data.length) return undefined;
  return tensorOf('Tensor', data, shape);
}

export function isEmbeddings(value: object): value is Embeddings {
  const { data, count, dim, ids } = value as Partial<Embeddings>;
  if (!isNumbers(data) || !Array.isArray(ids)) return false;
  return (
    isWhole(count) && isWhole(dim) && data.length % Math.max(1, count * dim) === 0 && ids.length === count
  );
}

function fromEmbeddings(embeddings: Embeddings): Tensor {
  const { data, count, dim, ids, kind, model, normalized } = embeddings;
  const { rows, columns } = embeddings as { rows?: unknown; columns?: unknown };
  const patches = isWhole(rows) && isWhole(columns) && data.length === count * rows * columns * dim;
  const shown = ids.slice(0, 3).map(id => (id.length > 60 ? `…${id.slice(-59)}` : id));
  return tensorOf(
    `${kind === 'image' ? 'Image' : 'Text'} embeddings`,
    data,
    patches ? [count, rows, columns, dim] : [count, dim],
    [
      ['model', `${model.name} (${model.precision}, ${model.digest.slice(0, 12)})`],
      ['preset', model.preset],
      ['rows', `${shown.join(', ')}${ids.length > 3 ? `, … (${ids.length})` : ''}`],
      ['unit length', normalized ? 'yes' : 'no'],
    ],
  );
}

/** Lists of lists of numbers that are all of the same length, to any depth. */
function fromLists(value: readonly unknown[]): Tensor | undefined {
  const shape: number[] = [];
  for (let at: unknown = value; Array.isArray(at); at = (at as unknown[])[0]) {
    if (at.length === 0 || shape.length === 8) return undefined;
    shape.push(at.length);
  }
  if (shape.length < 2) return undefined;
  const data = new Float64Array(product(shape));
  return fill(value, shape, 0, data, 0) ? tensorOf('Array', data, shape) : undefined;
}

function fill(
  list: unknown,
  shape: readonly number[],
  axis: number,
  data: Float64Array,
  at: number,
): boolean {
  if (!Array.isArray(list) || list.length !== shape[axis]) return false;
  if (axis === shape.length - 1) {
    return list.every((value, index) => {
      if (typeof value !== 'number') return false;
      data[at + index] = value;
      return true;
    });
  }
  const step = product(shape.slice(axis + 1));
  return list.every((inner, index) => fill(inner, shape, axis + 1, data, at + index * step));
}

function tensorOf(
  name: string,
  data: Numbers & { readonly byteLength: number },
  shape: readonly number[],
  notes: Tensor['notes'] = [],
): Tensor {
  const type = (data as unknown as object).constructor.name;
  return { name, dtype: dtypes[type] ?? type, shape, data, bytes: data.byteLength, notes };
}

const dtypes: Readonly<Record<string, string>> = {
  Float32Array: 'float32',
  Float64Array: 'float64',
  Int8Array: 'int8',
  Int16Array: 'int16',
  Int32Array: 'int32',
  BigInt64Array: 'int64',
  Uint8Array: 'uint8',
  Uint8ClampedArray: 'uint8',
  Buffer: 'uint8',
  Uint16Array: 'uint16',
  Uint32Array: 'uint32',
  BigUint64Array: 'uint64',
};

type NumberArray = Numbers & { readonly byteLength: number };

function isNumbers(value: unknown): value is NumberArray {
  return types.isTypedArray(value);
}

function isShape(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(isWhole);
}

function isWhole(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function product(shape: readonly number[]): number {
  return shape.reduce((left, right) => left * right, 1);
}
