import { stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { failure } from '../../protocol/failures/index.ts';
import { openCheckpoint, unknownArchitecture } from './checkpoint.ts';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { huggingFaceClip } from './hugging-face-clip.ts';
import type { Model, OpenModelOptions } from './model.ts';

/**
 * Recognises the model at `path`, a folder as it lies on the hub or one checkpoint file, from its configuration and
 * tensor names. Reads configuration, tensor directory and two scalars; weights stay where they are.
 * Throws `checkpoint-…`, `config-unreadable`, `architecture-unknown`, `tensor-missing`, `tensor-shape`, `preset-…`.
 */
export async function openModel(path: string, options: OpenModelOptions = {}): Promise<Model> {
  const status = await stat(path).catch((cause: unknown) => {
    throw failure('checkpoint-not-found', { path }, cause);
  });
  if (!status.isDirectory()) throw unknownArchitecture(path, 'a file');
  const config = await readConfig(join(path, 'config.json'));
  if (config === undefined) throw unknownArchitecture(path, 'no config.json');
  return openTransformersFolder(path, config, options);
}

async function openTransformersFolder(
  path: string,
  config: Config,
  options: OpenModelOptions,
): Promise<Model> {
  const type = config.text('model_type', '');
  const file = await firstFile(path, transformersFiles);
  if (file === undefined)
    throw unknownArchitecture(path, `no weights: none of ${transformersFiles.join(', ')}`);
  const checkpoint = await openCheckpoint(path, dirname(file), file, options);
  switch (type) {
    case 'clip':
      return huggingFaceClip(checkpoint, config);
    default:
      throw unknownArchitecture(path, `model_type ${JSON.stringify(type)}`);
  }
}

/** What transformers looks for, in its order. */
const transformersFiles = [
  'model.safetensors',
  'model.safetensors.index.json',
  'pytorch_model.bin',
  'pytorch_model.bin.index.json',
];

async function firstFile(folder: string, names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    const path = join(folder, name);
    const status = await stat(path).catch(() => undefined);
    if (status?.isFile()) return path;
  }
  return undefined;
}
