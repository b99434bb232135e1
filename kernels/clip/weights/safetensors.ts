import { failure } from '../../protocol/failures/index.ts';
import { elementCount, elementSize } from './element.ts';
import { isRecord, parseJson } from './json.ts';
import { printable } from './printable.ts';
import type { ByteSource } from './source.ts';
import type { StoredTensor, TensorType } from './weights.ts';

/**
 * The tensors a safetensors file lists: u64 header length, JSON header, raw data.
 * The checks are those of the reference crate (huggingface/safetensors, `Metadata::validate`): header at most 100 MB,
 * tensors cover the data from its first byte to the end of the file without holes or overlaps, sizes follow from
 * types and shapes; besides, no name may come twice.
 * Fails with `checkpoint-unreadable` and, for element types without a TensorType, `checkpoint-unsupported`.
 */
export async function readSafetensors(source: ByteSource): Promise<Map<string, StoredTensor>> {
  const { path, size } = source;
  const broken = (problem: string): Error => failure('checkpoint-unreadable', { path, problem });
  if (size < 9) throw broken(`a safetensors file has at least 9 bytes, this one has ${size}`);
  const length = Number((await source.read(0, 8)).readBigUInt64LE(0));
  if (length > longestHeader)
    throw broken(`its header claims ${length} bytes, the format allows ${longestHeader}`);
  if (length + 8 > size) throw broken(`its header claims ${length} bytes, the file has only ${size}`);
  const header = parseJson(await source.read(8, length), path, 'its safetensors header');
  if (!isRecord(header)) throw broken('its safetensors header is no JSON object');

  const start = 8 + length;
  const entries: Entry[] = [];
  for (const [name, value] of Object.entries(header)) {
    if (name !== '__metadata__') entries.push(entryOf(name, value, path));
    else if (!isRecord(value) || !Object.values(value).every(text => typeof text === 'string'))
      throw broken('its __metadata__ is no map of strings');
  }
  entries.sort((a, b) => a.begin - b.begin || a.end - b.end);
  let cursor = 0;
  const tensors = new Map<string, StoredTensor>();
  for (const { name, type, shape, begin, end } of entries) {
    if (begin !== cursor)
      throw broken(`tensor ${printable(name)} starts at ${begin} where ${cursor} was expected`);
    cursor = end;
    const byteLength = end - begin;
    tensors.set(name, { name, type, shape, file: path, offset: start + begin, byteLength });
  }
  if (start + cursor !== size)
    throw broken(`its header describes ${start + cursor} bytes, the file has ${size}`);
  return tensors;
}

const longestHeader = 100_000_000;

const typeNames: Readonly<Record<string, TensorType>> = {
  F64: 'float64',
  F32: 'float32',
  F16: 'float16',
  BF16: 'bfloat16',
  I64: 'int64',
  I32: 'int32',
  I16: 'int16',
  I8: 'int8',
  U8: 'uint8',
  BOOL: 'bool',
};

const otherTypeNames = new Set(
  'U16 U32 U64 C64 F4 F6_E2M3 F6_E3M2 F8_E4M3 F8_E5M2 F8_E8M0 F8_E4M3FNUZ F8_E5M2FNUZ'.split(' '),
);

interface Entry {
  readonly name: string;
  readonly type: TensorType;
  readonly shape: readonly number[];
  /** Bytes from the start of the data. */
  readonly begin: number;
  readonly end: number;
}

function entryOf(name: string, value: unknown, path: string): Entry {
  const broken = (problem: string): Error =>
    failure('checkpoint-unreadable', { path, problem: `tensor ${printable(name)} ${problem}` });
  if (!isRecord(value)) throw broken('is described by no JSON object');
  const { dtype, shape, data_offsets: offsets } = value;
  if (typeof dtype !== 'string') throw broken('has no dtype');
  if (otherTypeNames.has(dtype))
    throw failure('checkpoint-unsupported', {
      path,
      feature: `the element type ${dtype} (tensor ${printable(name)})`,
    });
  const type = Object.hasOwn(typeNames, dtype) ? typeNames[dtype] : undefined;
  if (type === undefined) throw broken(`has the unknown dtype ${printable(dtype)}`);
  if (!isNumbers(shape)) throw broken('has no shape');
  const count = elementCount(shape);
  if (count === undefined) throw broken(`has the impossible shape [${printable(shape.join(', '))}]`);
  if (!isNumbers(offsets) || offsets.length !== 2) throw broken('has no data_offsets');
  const [begin, end] = offsets as [number, number];
  if (!Number.isSafeInteger(begin) || !Number.isSafeInteger(end) || begin < 0 || end < begin)
    throw broken(`has the impossible data_offsets [${begin}, ${end}]`);
  if (count * elementSize[type] !== end - begin)
    throw broken(
      `of shape [${printable(shape.join(', '))}] and type ${dtype} cannot have ${end - begin} bytes`,
    );
  return { name, type, shape, begin, end };
}

function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(item => typeof item === 'number');
}
