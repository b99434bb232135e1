import { failure } from '../../protocol/failures/index.ts';
import { elementCount, elementSize, isContiguous } from './element.ts';
import type { PickleStorage, PickleTensor } from './pickle-value.ts';
import { printable } from './printable.ts';
import type { StoredTensor, TensorType } from './weights.ts';

/** Where a storage's elements lie: bytes from the start of the file. */
export interface Place {
  readonly offset: number;
  readonly byteLength: number;
}

/** Bytes of one element of `storage`. */
export function storageElementSize(storage: PickleStorage): number {
  const name = className(storage);
  const type = storageTypes[name];
  return type === undefined ? (otherStorageSizes[name] ?? 1) : elementSize[type];
}

/**
 * The tensor `name` as it lies in `file`, after checking that it lies within its storage at `place`.
 * Fails with `checkpoint-unreadable`, or `checkpoint-unsupported` for complex, quantised and 8-bit float elements.
 */
export function placeTensor(name: string, tensor: PickleTensor, file: string, place: Place): StoredTensor {
  const { storage, offset, shape, strides } = tensor;
  const broken = (problem: string): Error =>
    failure('checkpoint-unreadable', { path: file, problem: `tensor ${printable(name)} ${problem}` });
  const type = typeOf(tensor);
  if (type === undefined)
    throw failure('checkpoint-unsupported', {
      path: file,
      feature: `the element type ${tensor.dtype ?? storage.type} (tensor ${printable(name)})`,
    });
  const size = elementSize[type];
  const claimed = storage.count * storageElementSize(storage);
  if (claimed > place.byteLength)
    throw broken(`claims a storage of ${claimed} bytes where ${place.byteLength} lie`);
  const capacity = Math.floor(claimed / size);
  const count = elementCount(shape);
  if (count === undefined || strides.length !== shape.length || strides.some(stride => !isCount(stride)))
    throw broken('has an impossible shape or strides');
  const last = count === 0 ? 0 : shape.reduce((sum, extent, axis) => sum + (extent - 1) * strides[axis]!, 1);
  if (!isCount(offset) || !(offset + last <= capacity)) throw broken('reaches beyond its storage');
  // An axis with stride 0 repeats elements: a few bytes could ask for all memory.
  if (count > capacity)
    throw failure('checkpoint-unsupported', {
      path: file,
      feature: `a repeated view (tensor ${printable(name)})`,
    });
  return {
    name,
    type,
    shape,
    file,
    offset: place.offset + offset * size,
    byteLength: count * size,
    ...(isContiguous(shape, strides) ? {} : { strides }),
  };
}

const storageTypes: Readonly<Record<string, TensorType>> = {
  DoubleStorage: 'float64',
  FloatStorage: 'float32',
  HalfStorage: 'float16',
  BFloat16Storage: 'bfloat16',
  LongStorage: 'int64',
  IntStorage: 'int32',
  ShortStorage: 'int16',
  CharStorage: 'int8',
  ByteStorage: 'uint8',
  BoolStorage: 'bool',
  UntypedStorage: 'uint8',
};

const otherStorageSizes: Readonly<Record<string, number>> = {
  ComplexFloatStorage: 8,
  ComplexDoubleStorage: 16,
  QInt32Storage: 4,
};

function className(storage: PickleStorage): string {
  return storage.type.replace(/^.*\./, '');
}

function typeOf({ dtype, storage }: PickleTensor): TensorType | undefined {
  if (dtype === undefined) return storageTypes[className(storage)];
  const name = dtype.replace(/^torch\./, '');
  return Object.hasOwn(elementSize, name) ? (name as TensorType) : undefined;
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0;
}
