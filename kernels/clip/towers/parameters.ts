import { failure } from '../../protocol/failures/index.ts';
import type { LayerNorm } from '../onnx/layer-norm.ts';
import type { Linear } from '../onnx/linear.ts';
import { elementSize } from '../weights/element.ts';
import type { StoredTensor, Weights } from '../weights/weights.ts';

/** The tensors of a checkpoint by name, each checked against the shape its architecture implies. */
export interface Parameters {
  /** Throws `tensor-missing`, `tensor-shape`. */
  tensor(name: string, shape: readonly number[]): StoredTensor;
  has(name: string): boolean;
}

/** Looks up in `weights`; `path` names the checkpoint in failures. */
export function parametersOf(weights: Weights, path: string): Parameters {
  return {
    has: name => weights.tensors.has(name),
    tensor(name, shape) {
      const found = weights.tensors.get(name);
      if (found === undefined) throw failure('tensor-missing', { path, name });
      if (found.shape.length !== shape.length || found.shape.some((extent, i) => extent !== shape[i])) {
        throw failure('tensor-shape', {
          path,
          name,
          expected: shape.join(', '),
          actual: found.shape.join(', '),
        });
      }
      return found.type === 'int8' ? withRowScale(weights, path, found) : found;
    },
  };
}

/** An int8 matrix NAME is stored beside NAME.scale, float32, one for each of its rows. Throws `tensor-missing`, `tensor-shape`. */
function withRowScale(weights: Weights, path: string, tensor: StoredTensor): StoredTensor {
  const name = `${tensor.name}.scale`;
  const scale = weights.tensors.get(name);
  if (scale === undefined) throw failure('tensor-missing', { path, name });
  const [rows = 1] = tensor.shape;
  if (scale.type !== 'float32' || scale.shape.length !== 1 || scale.shape[0] !== rows)
    throw failure('tensor-shape', {
      path,
      name,
      expected: `${rows} of float32`,
      actual: `${scale.shape.join(', ')} of ${scale.type}`,
    });
  return { ...tensor, rowScale: scale };
}

/** PyTorch's `nn.Linear(inputs, outputs)` at `prefix`. */
export function linearAt(
  parameters: Parameters,
  prefix: string,
  outputs: number,
  inputs: number,
  bias: 'bias' | 'no-bias' = 'bias',
): Linear {
  const weight = parameters.tensor(`${prefix}.weight`, [outputs, inputs]);
  const base = { weight, outputs, inputs, layout: 'out-in' } as const;
  return bias === 'bias' ? { ...base, bias: parameters.tensor(`${prefix}.bias`, [outputs]) } : base;
}

/** A plain matrix `[inputs, outputs]` called `name`, used as x·W (openai/CLIP's `proj`). */
export function matrixAt(parameters: Parameters, name: string, outputs: number, inputs: number): Linear {
  return { weight: parameters.tensor(name, [inputs, outputs]), outputs, inputs, layout: 'in-out' };
}

/** PyTorch's `nn.LayerNorm(width)` at `prefix`. */
export function layerNormAt(
  parameters: Parameters,
  prefix: string,
  width: number,
  epsilon: number,
): LayerNorm {
  return {
    weight: parameters.tensor(`${prefix}.weight`, [width]),
    bias: parameters.tensor(`${prefix}.bias`, [width]),
    epsilon,
  };
}

/** Rows `start` to `start + count` of a tensor along its first axis: the same bytes, no copy. */
export function rowsOf(tensor: StoredTensor, start: number, count: number): StoredTensor {
  const [extent = 1, ...rest] = tensor.shape;
  const row = tensor.byteLength / extent;
  const step = tensor.strides === undefined ? row : tensor.strides[0]! * elementSize[tensor.type];
  return {
    ...tensor,
    name: `${tensor.name}{${start}+${count}}`,
    shape: [count, ...rest],
    offset: tensor.offset + start * step,
    byteLength: count * row,
    ...(tensor.rowScale !== undefined && { rowScale: rowsOf(tensor.rowScale, start, count) }),
  };
}
