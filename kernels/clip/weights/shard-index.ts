import { failure } from '../../protocol/failures/index.ts';
import { isRecord, parseJson } from './json.ts';
import { printable } from './printable.ts';
import type { ByteSource } from './source.ts';

/**
 * Which file holds each tensor, from a `model.safetensors.index.json` or `pytorch_model.bin.index.json` as
 * transformers writes them: file name → names of its tensors. File names stay within the folder.
 * Fails with `checkpoint-unreadable` or `checkpoint-format-unknown`.
 */
export async function readShardIndex(source: ByteSource): Promise<Map<string, string[]>> {
  const { path, size } = source;
  if (size > longestIndex)
    throw failure('checkpoint-format-unknown', { path, found: `${size} bytes of JSON` });
  const index = parseJson(await source.read(0, size), path, 'the index');
  const map = isRecord(index) ? index['weight_map'] : undefined;
  if (!isRecord(map) || Object.keys(map).length === 0)
    throw failure('checkpoint-format-unknown', { path, found: 'JSON without a weight_map' });
  const shards = new Map<string, string[]>();
  for (const [name, file] of Object.entries(map)) {
    if (typeof file !== 'string' || !/^[^/\\\0]+$/.test(file) || file === '.' || file === '..')
      throw failure('checkpoint-unreadable', {
        path,
        problem: `it places ${printable(name)} outside its folder`,
      });
    const names = shards.get(file);
    if (names === undefined) shards.set(file, [name]);
    else names.push(name);
  }
  return shards;
}

// The index of a model with 100,000 tensors.
const longestIndex = 16 << 20;
