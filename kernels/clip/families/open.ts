import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { failure } from '../../protocol/failures/index.ts';
import { bareFile } from './bare-file.ts';
import { openCheckpoint, unknownArchitecture } from './checkpoint.ts';
import type { Checkpoint } from './checkpoint.ts';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { dualEncoder } from './dual-encoder.ts';
import { huggingFaceClip } from './hugging-face-clip.ts';
import type { Model, OpenModelOptions } from './model.ts';
import { onnxExport } from './onnx-export.ts';
import { findExport } from './onnx-files.ts';
import { openClip } from './open-clip.ts';
import { siglip } from './siglip.ts';

/**
 * Recognises the model at `path`, a folder as it lies on the hub or one checkpoint file, from its configuration and
 * tensor names. Reads configuration, tensor directory and two scalars; weights stay where they are.
 * Throws `checkpoint-…`, `config-unreadable`, `architecture-unknown`, `tensor-missing`, `tensor-shape`, `preset-…`.
 */
export async function openModel(path: string, options: OpenModelOptions = {}): Promise<Model> {
  const status = await stat(path).catch((cause: unknown) => {
    throw failure('checkpoint-not-found', { path }, cause);
  });
  if (!status.isDirectory()) return openFile(path, options);
  const openClipConfig = await readConfig(join(path, 'open_clip_config.json'));
  if (openClipConfig !== undefined) {
    const file = await weightsIn(path, [...openClipFiles, ...transformersFiles]);
    return openClip(await openCheckpoint(path, path, file, options), openClipConfig);
  }
  const config = await readConfig(join(path, 'config.json'));
  if (config !== undefined) return openTransformers(path, config, options);
  const [only, ...others] = (await readdir(path)).filter(name => weightFile.test(name));
  if (only === undefined)
    throw unknownArchitecture(path, 'no config.json, no open_clip_config.json and no weights');
  if (others.length > 0)
    throw unknownArchitecture(
      path,
      `no configuration and several weight files (${[only, ...others].join(', ')}); give one of them`,
    );
  return openFile(join(path, only), options);
}

/** A file is read with the configuration beside it, if that is its own; else by itself. */
async function openFile(path: string, options: OpenModelOptions): Promise<Model> {
  const folder = dirname(path);
  const name = basename(path);
  if (name.endsWith('.onnx'))
    return openExport(path, basename(folder) === 'onnx' ? dirname(folder) : folder, options);
  const config = openClipFiles.includes(name)
    ? await readConfig(join(folder, 'open_clip_config.json'))
    : undefined;
  const checkpoint = await openCheckpoint(path, folder, path, options);
  if (config !== undefined) return openClip(checkpoint, config);
  if (transformersFiles.includes(name)) {
    const own = await readConfig(join(folder, 'config.json'));
    if (own !== undefined) return recognise(checkpoint, own);
  }
  return bareFile(checkpoint);
}

async function openExport(path: string, folder: string, options: OpenModelOptions): Promise<Model> {
  const exported = await findExport(folder);
  const config = await readConfig(join(folder, 'config.json'));
  if (exported === undefined || config === undefined)
    throw unknownArchitecture(
      path,
      'an ONNX file without the config.json and file names of the transformers.js layout',
    );
  return onnxExport(exported, config, options);
}

async function openTransformers(path: string, config: Config, options: OpenModelOptions): Promise<Model> {
  const file = await firstFile(path, transformersFiles);
  const exported = file === undefined ? await findExport(path) : undefined;
  if (exported !== undefined) return onnxExport(exported, config, options);
  return recognise(
    await openCheckpoint(path, path, file ?? (await weightsIn(path, transformersFiles)), options),
    config,
  );
}

async function recognise(checkpoint: Checkpoint, config: Config): Promise<Model> {
  const type = config.text('model_type', '');
  switch (type) {
    case 'clip':
      return huggingFaceClip(checkpoint, config);
    case 'siglip':
    case 'siglip2':
      return siglip(checkpoint, config, type);
    case 'vision-text-dual-encoder':
      return dualEncoder(checkpoint, config);
    default:
      throw unknownArchitecture(checkpoint.path, `model_type ${JSON.stringify(type)}`);
  }
}

/** What transformers and open_clip look for, in their order. */
const transformersFiles = [
  'model.safetensors',
  'model.safetensors.index.json',
  'pytorch_model.bin',
  'pytorch_model.bin.index.json',
];
const openClipFiles = ['open_clip_model.safetensors', 'open_clip_pytorch_model.bin'];
const weightFile = /\.(safetensors|bin|pt|pth)$/;

async function firstFile(folder: string, names: readonly string[]): Promise<string | undefined> {
  for (const name of names) {
    const path = join(folder, name);
    if ((await stat(path).catch(() => undefined))?.isFile()) return path;
  }
  return undefined;
}

async function weightsIn(folder: string, names: readonly string[]): Promise<string> {
  const path = await firstFile(folder, names);
  if (path !== undefined) return path;
  throw unknownArchitecture(folder, `a configuration but no weights (none of ${names.join(', ')})`);
}
