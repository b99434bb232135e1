import { realpath } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failure } from '../../protocol/failures/index.ts';
import { printable } from './printable.ts';
import { readShardIndex } from './shard-index.ts';
import { readSafetensors } from './safetensors.ts';
import { sniff, type FileKind } from './sniff.ts';
import { fileFailure, withSource, type ByteSource } from './source.ts';
import { withoutWrapperPrefix } from './tensor-names.ts';
import { readTorchLegacy } from './torch-legacy.ts';
import { readTorchZip } from './torch-zip.ts';
import type { StoredTensor, Weights } from './weights.ts';

/**
 * Opens the weight file at `path` — safetensors, torch zip, torch legacy stream or TorchScript archive, told apart by
 * content — or the shards that a `*.index.json` lists. Reads directories and pickles only, never tensor data, and runs
 * nothing. Names lose `module.` and `_orig_mod.` where all have them. Every tensor is checked to lie within its file.
 * Fails with `checkpoint-…` codes.
 */
export async function openWeights(path: string): Promise<Weights> {
  const file = await resolve(path);
  const opened = await withSource(file, async source => {
    const kind = await sniff(source);
    if (kind !== 'json') return readFile(kind, source);
    return openShards(path, await readShardIndex(source));
  });
  return { ...opened, tensors: renamed(opened.tensors) };
}

async function resolve(path: string): Promise<string> {
  return realpath(path).catch((cause: unknown) => {
    throw fileFailure(path, cause);
  });
}

async function readFile(kind: Exclude<FileKind, 'json'>, source: ByteSource): Promise<Weights> {
  const files = [source.path];
  switch (kind) {
    case 'safetensors':
      return { format: 'safetensors', files, tensors: await readSafetensors(source) };
    case 'zip':
      return { ...(await readTorchZip(source)), files };
    case 'pickle':
      return { format: 'torch-legacy', files, tensors: await readTorchLegacy(source) };
  }
}

/** `index` as the user named it: shards lie beside it, even where both are symbolic links into a hub cache. */
async function openShards(index: string, shards: ReadonlyMap<string, readonly string[]>): Promise<Weights> {
  const tensors = new Map<string, StoredTensor>();
  const files: string[] = [];
  let format: Weights['format'] = 'safetensors';
  for (const [shard, names] of shards) {
    const file = await realpath(join(dirname(index), shard)).catch((cause: unknown) => {
      throw failure('checkpoint-shard-missing', { path: index, shard: printable(shard) }, cause);
    });
    const opened = await withSource(file, async source => {
      const kind = await sniff(source);
      if (kind === 'json')
        throw failure('checkpoint-format-unknown', { path: file, found: 'JSON in place of weights' });
      return readFile(kind, source);
    });
    for (const name of names) {
      const tensor = opened.tensors.get(name);
      if (tensor === undefined)
        throw failure('checkpoint-unreadable', {
          path: file,
          problem: `the index ${basename(index)} expects tensor ${printable(name)} in it`,
        });
      tensors.set(name, tensor);
    }
    files.push(file);
    format = opened.format;
  }
  return { format, files, tensors };
}

function renamed(tensors: ReadonlyMap<string, StoredTensor>): ReadonlyMap<string, StoredTensor> {
  const before = [...tensors.values()];
  const names = withoutWrapperPrefix(before.map(tensor => tensor.name));
  return new Map(before.map((tensor, i) => [names[i]!, { ...tensor, name: names[i]! }]));
}
