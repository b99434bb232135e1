import type { GraphBuilder, Value } from '../onnx/graph.ts';
import { cast } from '../onnx/operators.ts';
import type { Parameters } from './parameters.ts';

/** A 3×3 convolution with a rectifier after it; `stride` 2 halves height and width. */
export interface StemLayer {
  readonly channels: number;
  readonly stride: 1 | 2;
}

/**
 * Pixels `[n, 3, height, width]` → features `[n, channels of the last, height / strides, width / strides]`, padded with zeros
 * (Xiao et al., arXiv 2106.14881). Layer i is `PREFIX.i.weight` `[channels, inputs, 3, 3]` and `PREFIX.i.bias`.
 */
export function convolutionStem(
  g: GraphBuilder,
  parameters: Parameters,
  prefix: string,
  layers: readonly StemLayer[],
  pixels: Value,
): Value {
  let x = g.type === 'float32' ? pixels : cast(g, pixels, g.type);
  let inputs = 3;
  for (const [index, { channels, stride }] of layers.entries()) {
    const weight = parameters.tensor(`${prefix}.${index}.weight`, [channels, inputs, 3, 3]);
    const bias = parameters.tensor(`${prefix}.${index}.bias`, [channels]);
    const sum = g.node('Conv', [x, g.weight(weight), g.weight(bias)], {
      kernel_shape: { ints: [3, 3] },
      pads: { ints: [1, 1, 1, 1] },
      strides: { ints: [stride, stride] },
    });
    x = g.node('Relu', [sum]);
    inputs = channels;
  }
  return x;
}
