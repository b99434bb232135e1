import { failure } from '../../protocol/failures/index.ts';
import type { PickleTensor, PickleValue } from './pickle-value.ts';
import { placeTensor, type Place } from './place.ts';
import { printable } from './printable.ts';
import type { ByteSource } from './source.ts';
import { tensorsOfDict, tensorsOfModule } from './tensor-names.ts';
import { unpickle } from './unpickle.ts';
import type { StoredTensor } from './weights.ts';
import { readZip, type ZipArchive } from './zip.ts';

/** What a torch archive holds. */
export interface TorchArchive {
  readonly format: 'torch-zip' | 'torchscript';
  readonly tensors: Map<string, StoredTensor>;
}

/**
 * The tensors of a zip archive by `torch.save` (1.6 and later) or `torch.jit.save`: `PREFIX/data.pkl` describes them,
 * `PREFIX/data/KEY` hold the elements. `constants.pkl` marks TorchScript, as `torch.serialization` tells them apart;
 * its `code/` is never read. Layout after PyTorch's `caffe2/serialize/inline_container.cc`.
 * Fails with the `checkpoint-…` failures of what it reads.
 */
export async function readTorchZip(source: ByteSource): Promise<TorchArchive> {
  const { path } = source;
  const archive = await readZip(source);
  const prefix = prefixOf(archive, path);
  await requireLittleEndian(archive, prefix, source);
  const root = await readDataPickle(archive, prefix, source);
  const scripted = archive.has(`${prefix}constants.pkl`);
  const named = scripted ? tensorsOfModule(root, path) : tensorsOfDict(root, path);
  const places = await placeStorages(named, key => archive.place(`${prefix}data/${key}`));
  const tensors = new Map<string, StoredTensor>();
  for (const [name, tensor] of named)
    tensors.set(name, placeTensor(name, tensor, path, places.get(tensor.storage.key)!));
  return { format: scripted ? 'torchscript' : 'torch-zip', tensors };
}

// A ViT-L/14 state_dict's pickle has 90 KB, one with its optimizer 300 KB.
const longestPickle = 64 << 20;

function prefixOf(archive: ZipArchive, path: string): string {
  const pickles = archive.names.filter(name => /^([^/]+\/)?data\.pkl$/.test(name));
  if (pickles.length > 1)
    throw failure('checkpoint-unreadable', {
      path,
      problem: `it holds several checkpoints: ${printable(pickles.slice(0, 4).join(', '))}`,
    });
  const [pickle] = pickles;
  if (pickle !== undefined) return pickle.slice(0, -'data.pkl'.length);
  const first = printable(archive.names.slice(0, 3).join(', '));
  throw failure('checkpoint-format-unknown', {
    path,
    found: `a zip archive without data.pkl (${first === '' ? 'empty' : `${first}, …`})`,
  });
}

async function requireLittleEndian(archive: ZipArchive, prefix: string, source: ByteSource): Promise<void> {
  if (!archive.has(`${prefix}byteorder`)) return;
  const { offset, byteLength } = await archive.place(`${prefix}byteorder`);
  const order = (await source.read(offset, Math.min(byteLength, 16))).toString('latin1');
  if (order === 'little') return;
  if (order === 'big')
    throw failure('checkpoint-unsupported', { path: source.path, feature: 'big-endian numbers' });
  throw failure('checkpoint-unreadable', {
    path: source.path,
    problem: 'its byteorder is neither little nor big',
  });
}

async function readDataPickle(archive: ZipArchive, prefix: string, source: ByteSource): Promise<PickleValue> {
  const { path } = source;
  const { offset, byteLength } = await archive.place(`${prefix}data.pkl`);
  if (byteLength > longestPickle)
    throw failure('checkpoint-unreadable', { path, problem: `its data.pkl claims ${byteLength} bytes` });
  const pickle = unpickle(await source.read(offset, byteLength), path);
  if (pickle === undefined)
    throw failure('checkpoint-unreadable', { path, problem: 'its data.pkl is cut short' });
  return pickle.value;
}

async function placeStorages(
  named: ReadonlyMap<string, PickleTensor>,
  place: (key: string) => Promise<Place>,
): Promise<Map<string, Place>> {
  const keys = [...new Set([...named.values()].map(tensor => tensor.storage.key))];
  const places = new Map<string, Place>();
  // Enough reads at a time to keep the disk busy, few enough for the thread pool.
  const atOnce = 32;
  for (let start = 0; start < keys.length; start += atOnce) {
    const batch = keys.slice(start, start + atOnce);
    const found = await Promise.all(batch.map(place));
    batch.forEach((key, i) => places.set(key, found[i]!));
  }
  return places;
}
