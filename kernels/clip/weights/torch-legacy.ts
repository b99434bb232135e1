import { failure } from '../../protocol/failures/index.ts';
import type { PickleStorage, PickleValue } from './pickle-value.ts';
import { placeTensor, storageElementSize, type Place } from './place.ts';
import { printable } from './printable.ts';
import type { ByteSource } from './source.ts';
import { tensorsOfDict } from './tensor-names.ts';
import { unpickle } from './unpickle.ts';
import type { StoredTensor } from './weights.ts';

/**
 * The tensors of a stream by `torch.save` before 1.6 (or `_use_new_zipfile_serialization=False`): pickles of magic
 * number, protocol 1001, system facts, object and storage keys, then for each key an int64 length and the elements.
 * Layout after `torch.serialization._legacy_load`. Any other pickle is refused.
 * Fails with the `checkpoint-…` failures of what it reads.
 */
export async function readTorchLegacy(source: ByteSource): Promise<Map<string, StoredTensor>> {
  const { path } = source;
  const { value: magic, end: afterMagic } = await readPickle(source, 0);
  if (magic !== magicNumber)
    throw failure('checkpoint-unsupported', { path, feature: 'plain Python pickling instead of torch.save' });
  const { value: protocol, end: afterProtocol } = await readPickle(source, afterMagic);
  if (protocol !== 1001)
    throw failure('checkpoint-unreadable', { path, problem: 'its torch protocol is not 1001' });
  const { value: system, end: afterSystem } = await readPickle(source, afterProtocol);
  if (system instanceof Map && system.get('little_endian') === false)
    throw failure('checkpoint-unsupported', { path, feature: 'big-endian numbers' });
  const { value: root, end: afterRoot, storages } = await readPickle(source, afterSystem);
  const { value: keys, end: afterKeys } = await readPickle(source, afterRoot);
  const named = tensorsOfDict(root, path);
  const places = await placeStorages(source, keys, afterKeys, storages);

  const tensors = new Map<string, StoredTensor>();
  for (const [name, tensor] of named) {
    const place = places.get(tensor.storage.key);
    if (place === undefined)
      throw failure('checkpoint-unreadable', {
        path,
        problem: `the elements of tensor ${printable(name)} are missing`,
      });
    tensors.set(name, placeTensor(name, tensor, path, place));
  }
  return tensors;
}

const magicNumber = 0x1950a86a20f9469cfc6cn;

// As for archives; nearly all of a stream is elements, so reading starts small.
const longestPickle = 64 << 20;
const firstWindow = 256 << 10;

interface Pickle {
  readonly value: PickleValue;
  readonly storages: ReadonlyMap<string, PickleStorage>;
  /** Bytes from the start of the file. */
  readonly end: number;
}

async function readPickle(source: ByteSource, start: number): Promise<Pickle> {
  const available = Math.min(source.size - start, longestPickle);
  for (let window = Math.min(firstWindow, available); ; window = Math.min(window * 4, available)) {
    const pickle = unpickle(await source.read(start, window), source.path);
    if (pickle !== undefined) return { ...pickle, end: start + pickle.length };
    if (window === available)
      throw failure('checkpoint-unreadable', { path: source.path, problem: 'its pickle is cut short' });
  }
}

async function placeStorages(
  source: ByteSource,
  keys: PickleValue,
  start: number,
  storages: ReadonlyMap<string, PickleStorage>,
): Promise<Map<string, Place>> {
  const broken = (problem: string): Error => failure('checkpoint-unreadable', { path: source.path, problem });
  if (!Array.isArray(keys)) throw broken('its list of storages is missing');
  const places = new Map<string, Place>();
  let cursor = start;
  for (const key of keys) {
    const storage = typeof key === 'string' ? storages.get(key) : undefined;
    if (storage === undefined || places.has(storage.key)) throw broken('its list of storages is wrong');
    const count = Number((await source.read(cursor, 8)).readBigInt64LE(0));
    if (count !== storage.count)
      throw broken(
        `storage ${printable(storage.key)} has ${count} elements where ${storage.count} were announced`,
      );
    const byteLength = count * storageElementSize(storage);
    places.set(storage.key, { offset: cursor + 8, byteLength });
    cursor += 8 + byteLength;
    if (cursor > source.size)
      throw broken(`storage ${printable(storage.key)} ends at byte ${cursor}, the file at ${source.size}`);
  }
  return places;
}
