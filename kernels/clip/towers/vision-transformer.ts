import type { GraphBuilder, Value } from '../onnx/graph.ts';
import { layerNorm } from '../onnx/layer-norm.ts';
import { add, concatenate, expand, extent, reshape, slice } from '../onnx/operators.ts';
import { rowAt, unfold } from '../onnx/sequence.ts';
import type { Sequence } from '../onnx/sequence.ts';
import { convolutionStem } from './convolution-stem.ts';
import type { StemLayer } from './convolution-stem.ts';
import { layerNormAt } from './parameters.ts';
import type { Parameters } from './parameters.ts';
import { patchEmbedding, patchGrid } from './patch-embedding.ts';
import type { PatchShape } from './patch-embedding.ts';
import { preNormBlock } from './transformer-block.ts';
import type { BlockNames, BlockShape } from './transformer-block.ts';

/** Sizes of a ViT (Dosovitskiy et al., arXiv 2010.11929). */
export interface VisionShape extends BlockShape, PatchShape {
  readonly layers: number;
  /** Convolutions before the patches; `patch` and `image` still count pixels. */
  readonly stem?: readonly StemLayer[];
}

/** A stored vector or table and the extents before its own: timm keeps `[1, tokens, width]`, CLIP `[tokens, width]`. */
export interface NamedTable {
  readonly name: string;
  readonly lead: readonly number[];
}

/** Where a checkpoint keeps the layers of its ViT. */
export interface VisionNames {
  /** Prefix of the stem's convolutions, `shape.stem` having any. */
  readonly stem?: string;
  /** Prefix of the patch convolution. */
  readonly patch: string;
  readonly patchBias: 'bias' | 'no-bias';
  /** Absent in towers without a class token (SigLIP). */
  readonly classToken?: NamedTable;
  readonly positions: NamedTable;
  /** CLIP's norm between embeddings and blocks. */
  readonly preNorm?: string;
  readonly block: (layer: number) => BlockNames;
  readonly finalNorm: string;
}

/** Name of the graph's input: float32 `[n, 3, height, width]`. */
export const pixelsInput = 'pixels';

/**
 * States of all tokens after the final norm. With `wanted: 'class'`, the class token's alone (`length` 1): the last
 * block then computes no other, which saves about 7 % of a 12-layer tower and changes nothing.
 */
export function visionTransformer(
  g: GraphBuilder,
  parameters: Parameters,
  names: VisionNames,
  shape: VisionShape,
  wanted: 'class' | 'all',
): Sequence {
  let x = embeddings(g, parameters, names, shape);
  for (let layer = 0; layer < shape.layers; layer++) {
    const last = layer === shape.layers - 1 && wanted === 'class';
    const only = last ? { length: 1, pick: (sequence: Sequence) => rowAt(g, sequence, 0) } : undefined;
    x = preNormBlock(g, parameters, names.block(layer), shape, x, { only });
  }
  const norm = layerNormAt(parameters, names.finalNorm, shape.width, shape.epsilon);
  return { ...x, rows: layerNorm(g, x.rows, norm) };
}

/** The class token's state, rows `[n, width]`. */
export function classState(g: GraphBuilder, states: Sequence): Value {
  return states.length === 1 ? states.rows : rowAt(g, states, 0);
}

/** The `count` patch tokens' states: a sequence without the class token before them. */
export function patchStates(g: GraphBuilder, states: Sequence, count: number): Sequence {
  const patches = slice(g, unfold(g, states), 1, count + 1, 1);
  return { ...states, length: count, rows: reshape(g, patches, [-1, states.width]) };
}

function embeddings(
  g: GraphBuilder,
  parameters: Parameters,
  names: VisionNames,
  shape: VisionShape,
): Sequence {
  const { width } = shape;
  const { rows, columns } = patchGrid(shape);
  const { height, width: imageWidth } = shape.image;
  const pixels = g.input(pixelsInput, 'float32', ['n', 3, height, imageWidth]);
  const [features, seen] = stemmed(g, parameters, names, shape, pixels);
  const patches = patchEmbedding(g, parameters, names.patch, seen, names.patchBias, features);
  let x = reshape(g, patches, [-1, rows * columns, width]);
  let length = rows * columns;
  if (names.classToken !== undefined) {
    const stored = parameters.tensor(names.classToken.name, [...names.classToken.lead, width]);
    const count = concatenate(g, [extent(g, pixels, 0), g.integers([1, 1])], 0);
    x = concatenate(g, [expand(g, g.weight(stored, [1, 1, width]), count), x], 1);
    length += 1;
  }
  const positions = parameters.tensor(names.positions.name, [...names.positions.lead, length, width]);
  x = add(g, x, g.weight(positions, [1, length, width]));
  const tokens = reshape(g, x, [-1, width]);
  if (names.preNorm === undefined) return { rows: tokens, length, width };
  const norm = layerNormAt(parameters, names.preNorm, width, shape.epsilon);
  return { rows: layerNorm(g, tokens, norm), length, width };
}

/** What the patches are cut from: the pixels, or what the stem makes of them, with sizes in its own steps. */
function stemmed(
  g: GraphBuilder,
  parameters: Parameters,
  names: VisionNames,
  shape: VisionShape,
  pixels: Value,
): [features: Value, shape: PatchShape] {
  const { stem = [], width, patch, image } = shape;
  if (names.stem === undefined || stem.length === 0) return [pixels, shape];
  const step = stem.reduce((product, { stride }) => product * stride, 1);
  const features = convolutionStem(g, parameters, names.stem, stem, pixels);
  return [
    features,
    {
      width,
      patch: patch / step,
      image: { width: image.width / step, height: image.height / step },
      channels: stem.at(-1)!.channels,
    },
  ];
}
