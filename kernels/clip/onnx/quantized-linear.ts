import { readTensor } from '../weights/read.ts';
import type { StoredTensor } from '../weights/weights.ts';
import type { GraphBuilder, Value } from './graph.ts';
import { add, multiply, unsqueeze } from './operators.ts';

/**
 * Largest magnitude of a quantised weight. Seven bits, because processors without VNNI add two products in 16 bits:
 * 2 · 255 · 64 still fits, 2 · 255 · 127 would saturate and change results from one machine to the next.
 */
const largestWeight = 63;

/** A weight matrix as int8 `[inputs, outputs]` with one scale for each output. */
export interface QuantizedWeight {
  readonly values: Int8Array;
  readonly scales: Float32Array;
}

/**
 * x·Wᵀ + b in 8-bit integers, rows `[r, inputs]` → `[r, outputs]`: weights symmetric with one scale an output channel, made
 * when the graph is finished; activations symmetric with one scale a row, so that a result never depends on what else is
 * in the batch. (DynamicQuantizeMatMul, which takes one scale for the whole batch, is about a tenth faster.)
 */
export function quantizedLinear(
  g: GraphBuilder,
  rows: Value,
  {
    weight,
    bias,
    outputs,
    inputs,
    layout,
  }: {
    weight: StoredTensor;
    bias?: StoredTensor;
    outputs: number;
    inputs: number;
    layout: 'out-in' | 'in-out';
  },
): Value {
  let quantized: Promise<QuantizedWeight> | undefined;
  const pack = (): Promise<QuantizedWeight> =>
    (quantized ??= readTensor(weight).then(values => quantize(values, outputs, inputs, layout)));
  const values = g.packed(`${weight.name}:int8`, 'int8', [inputs, outputs], async () =>
    bytesOf((await pack()).values),
  );
  const scales = g.packed(`${weight.name}:scales`, 'float32', [outputs], async () =>
    bytesOf((await pack()).scales),
  );
  const middle = g.packed('middle', 'uint8', [], () => Promise.resolve(Uint8Array.of(128)));
  const largest = g.node('ReduceMax', [g.node('Abs', [rows]), g.integers([1])], { keepdims: { int: 0 } });
  // A row of zeros must not divide by zero.
  const rowScales = multiply(g, add(g, largest, g.float32(1e-12)), g.float32(1 / 127));
  const middles = g.node('Expand', [middle, g.node('Shape', [rowScales])]);
  const integers = g.node('QuantizeLinear', [rows, rowScales, middles], { axis: { int: 0 } });
  const products = g.node(
    'MatMulIntegerToFloat',
    [integers, values, g.float32(1), scales, middle],
    {},
    'com.microsoft',
  );
  const scaled = multiply(g, products, unsqueeze(g, rowScales, [1]));
  return bias === undefined ? scaled : add(g, scaled, g.weight(bias, [outputs]));
}

/** Rounds to the nearest step; the largest magnitude of each output channel becomes `largestWeight`. */
export function quantize(
  weights: Float32Array,
  outputs: number,
  inputs: number,
  layout: 'out-in' | 'in-out',
): QuantizedWeight {
  const [outputStride, inputStride] = layout === 'out-in' ? [inputs, 1] : [1, outputs];
  const values = new Int8Array(inputs * outputs);
  const scales = new Float32Array(outputs);
  for (let output = 0; output < outputs; output++) {
    const start = output * outputStride;
    let largest = 0;
    for (let input = 0; input < inputs; input++)
      largest = Math.max(largest, Math.abs(weights[start + input * inputStride]!));
    const scale = largest / largestWeight;
    scales[output] = scale;
    const steps = largest === 0 ? 0 : 1 / scale;
    for (let input = 0; input < inputs; input++)
      values[input * outputs + output] = Math.round(weights[start + input * inputStride]! * steps);
  }
  return { values, scales };
}

function bytesOf(array: Int8Array | Float32Array): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
