import type { GraphBuilder, Value } from '../onnx/graph.ts';
import { linear } from '../onnx/linear.ts';
import { cast, reshape, slice, transpose } from '../onnx/operators.ts';
import type { Parameters } from './parameters.ts';

/** Sizes of an image cut into square patches. */
export interface PatchShape {
  readonly width: number;
  readonly patch: number;
  readonly image: { readonly height: number; readonly width: number };
  /** Planes of the image; 3 by default. */
  readonly channels?: number;
  /** How the weight lies: `[width, 3, patch, patch]` (a convolution, the default) or `[width, patch · patch · 3]` (NaFlex). */
  readonly patchLayout?: 'convolution' | 'flat';
}

/** Patch rows and columns; pixels that fill no whole patch are dropped, as a strided convolution does. */
export function patchGrid({ image, patch }: PatchShape): { rows: number; columns: number } {
  return { rows: Math.floor(image.height / patch), columns: Math.floor(image.width / patch) };
}

/**
 * Pixels `[n, 3, height, width]` → rows `[n * patches, width]`. A convolution whose stride is its kernel is one matrix
 * product over flattened patches, and its weight `[width, 3, patch, patch]` is that matrix as it lies.
 */
export function patchEmbedding(
  g: GraphBuilder,
  parameters: Parameters,
  prefix: string,
  shape: PatchShape,
  bias: 'bias' | 'no-bias',
  pixels: Value,
): Value {
  const { width, patch, image, channels = 3 } = shape;
  const { rows, columns } = patchGrid(shape);
  const inputs = channels * patch * patch;
  let whole = g.type === 'float32' ? pixels : cast(g, pixels, g.type);
  if (rows * patch !== image.height) whole = slice(g, whole, 0, rows * patch, 2);
  if (columns * patch !== image.width) whole = slice(g, whole, 0, columns * patch, 3);
  const tiles = reshape(g, whole, [-1, channels, rows, patch, columns, patch]);
  const isFlat = shape.patchLayout === 'flat';
  const axes = isFlat ? [0, 2, 4, 3, 5, 1] : [0, 2, 4, 1, 3, 5];
  const flat = reshape(g, transpose(g, tiles, axes), [-1, inputs]);
  const weight = parameters.tensor(
    `${prefix}.weight`,
    isFlat ? [width, inputs] : [width, channels, patch, patch],
  );
  const base = { weight, outputs: width, inputs, layout: 'out-in', exact: true } as const;
  const full = bias === 'bias' ? { ...base, bias: parameters.tensor(`${prefix}.bias`, [width]) } : base;
  return linear(g, flat, full);
}
