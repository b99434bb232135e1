import { failure } from '../../protocol/failures/index.ts';
import { parametersOf } from '../towers/parameters.ts';
import type { Parameters } from '../towers/parameters.ts';
import { openWeights } from '../weights/open.ts';
import type { Weights } from '../weights/weights.ts';
import type { OpenModelOptions } from './model.ts';

/** A checkpoint on its way to becoming a Model. */
export interface Checkpoint {
  /** What the user asked for: a folder or a file. */
  readonly path: string;
  /** Where its tokenizer and preprocessing files would lie. */
  readonly folder: string;
  readonly weights: Weights;
  readonly parameters: Parameters;
  readonly options: OpenModelOptions;
}

/** Opens the weights in `file`. Throws `checkpoint-…`. */
export async function openCheckpoint(
  path: string,
  folder: string,
  file: string,
  options: OpenModelOptions,
): Promise<Checkpoint> {
  const weights = await openWeights(file);
  return { path, folder, weights, parameters: parametersOf(weights, file), options };
}

/** What this version can run, for the failure that says so. */
export const supported =
  'CLIPModel, SiglipModel, Siglip2Model and VisionTextDualEncoderModel (ViT or CLIP vision with BERT) of transformers; ' +
  'open_clip and OpenAI checkpoints with a ViT; open_clip with a timm ViT and BERT (BiomedCLIP); ONNX exports in the transformers.js layout';

/** The failure `architecture-unknown` for a checkpoint that holds `found`. */
export function unknownArchitecture(path: string, found: string): Error {
  return failure('architecture-unknown', { path, found, supported });
}

/** How many consecutive blocks exist: `name(0)`, `name(1)`, … */
export function countLayers(parameters: Parameters, name: (layer: number) => string): number {
  let layers = 0;
  while (parameters.has(name(layers))) layers++;
  return layers;
}

/** Shape of a tensor that need not be checked yet; empty if there is none. */
export function shapeOf({ weights }: Checkpoint, name: string): readonly number[] {
  return weights.tensors.get(name)?.shape ?? [];
}

/** Extent of one axis of a tensor that must exist. Throws `tensor-missing`. */
export function extentOf(checkpoint: Checkpoint, name: string, axis: number): number {
  const extent = shapeOf(checkpoint, name)[axis];
  if (extent === undefined || extent < 1) throw failure('tensor-missing', { path: checkpoint.path, name });
  return extent;
}
