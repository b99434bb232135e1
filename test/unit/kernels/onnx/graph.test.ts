import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Precision } from '../../../../kernels/clip/families/model.ts';
import { GraphBuilder } from '../../../../kernels/clip/onnx/graph.ts';
import { linear } from '../../../../kernels/clip/onnx/linear.ts';
import { quantize } from '../../../../kernels/clip/onnx/quantized-linear.ts';
import { rowsOf } from '../../../../kernels/clip/towers/parameters.ts';
import type { StoredTensor } from '../../../../kernels/clip/weights/weights.ts';
import { floats, runGraph } from '../families/run.ts';

const folder = mkdtempSync(join(tmpdir(), 'graph-'));

/** Writes `values` at the odd offset `offset` of a file. */
function stored(name: string, values: Float32Array, shape: readonly number[], offset = 3): StoredTensor {
  const file = join(folder, `${name}.bin`);
  writeFileSync(file, Buffer.concat([Buffer.alloc(offset, 7), Buffer.from(values.buffer)]));
  return { name, type: 'float32', shape, file, offset, byteLength: values.byteLength };
}

const noise = (length: number, seed: number): Float32Array =>
  Float32Array.from({ length }, (_, i) => Math.sin((i + 1) * 12.9898 + seed * 78.233) * 1.7);

async function product(
  weight: StoredTensor,
  precision: Precision,
  rows: Float32Array,
  [outputs, inputs]: readonly [number, number],
  layout: 'out-in' | 'in-out' = 'out-in',
): Promise<Float32Array> {
  const g = new GraphBuilder([weight.file], precision);
  const x = g.input('x', 'float32', ['n', inputs]);
  const typed = g.type === 'float32' ? x : g.node('Cast', [x], { to: { int: 10 } });
  g.output('y', linear(g, typed, { weight, outputs, inputs, layout }), ['n', outputs]);
  const { bytes, folder: place } = await g.finish();
  const results = await runGraph(
    { model: { bytes, folder: place }, inputs: {}, outputs: { embedding: 'y' } },
    { x: floats(rows, [rows.length / inputs, inputs]) },
  );
  return results['y']!.data;
}

function expectedProduct(
  weight: Float32Array,
  rows: Float32Array,
  outputs: number,
  inputs: number,
): number[] {
  const result: number[] = [];
  for (let row = 0; row < rows.length / inputs; row++)
    for (let output = 0; output < outputs; output++) {
      let sum = 0;
      for (let input = 0; input < inputs; input++)
        sum += rows[row * inputs + input]! * weight[output * inputs + input]!;
      result.push(sum);
    }
  return result;
}

const worst = (actual: Float32Array, expected: readonly number[]): number =>
  Math.max(...expected.map((value, i) => Math.abs(value - actual[i]!)));

describe('a weight in its file', () => {
  it('is read at an odd offset, and by rows', async () => {
    const values = noise(12 * 8, 1);
    const rows = noise(3 * 8, 2);
    const weight = stored('plain', values, [12, 8]);
    expect(
      worst(await product(weight, 'fp32', rows, [12, 8]), expectedProduct(values, rows, 12, 8)),
    ).toBeLessThan(1e-5);
    const part = rowsOf(weight, 4, 4);
    const wanted = expectedProduct(values.subarray(32, 64), rows, 4, 8);
    expect(worst(await product(part, 'fp32', rows, [4, 8]), wanted)).toBeLessThan(1e-5);
  });

  it('is copied into the graph if its elements lie in another order', async () => {
    const values = noise(12 * 8, 3);
    const transposed = Float32Array.from(values, (_, i) => values[(i % 12) * 8 + Math.floor(i / 12)]!);
    const weight = { ...stored('strided', transposed, [12, 8]), strides: [1, 12] };
    const rows = noise(2 * 8, 4);
    expect(
      worst(await product(weight, 'fp32', rows, [12, 8]), expectedProduct(values, rows, 12, 8)),
    ).toBeLessThan(1e-5);
  });

  it('may lie in several folders', async () => {
    expect(new GraphBuilder([join(folder, 'a/x.bin'), join(folder, 'ab/y.bin')], 'fp32')).toBeDefined();
    const { folder: common } = await new GraphBuilder(
      [join(folder, 'a/x.bin'), join(folder, 'ab/y.bin')],
      'fp32',
    ).finish();
    expect(common).toBe(folder);
  });
});

describe('a quantised Linear', () => {
  const [outputs, inputs] = [48, 96];
  const values = noise(outputs * inputs, 5);
  const weight = stored('quantised', values, [outputs, inputs]);

  it('stays within its steps', async () => {
    const rows = noise(5 * inputs, 6);
    const actual = await product(weight, 'q8', rows, [outputs, inputs]);
    // Each of the 96 products errs by at most half a step of 1.7/63 and of 1.7/127.
    const bound = inputs * 1.7 * 1.7 * (0.5 / 63 + 0.5 / 127);
    expect(worst(actual, expectedProduct(values, rows, outputs, inputs))).toBeLessThan(bound / 4);
    expect(worst(actual, expectedProduct(values, rows, outputs, inputs))).toBeGreaterThan(0);
  });

  it('gives a row the same result in any batch, and zeros for zeros', async () => {
    const row = noise(inputs, 7);
    const alone = await product(weight, 'q8', row, [outputs, inputs]);
    const loud = noise(inputs, 8).map(value => value * 1000);
    const together = await product(
      weight,
      'q8',
      Float32Array.from([...row, ...loud, ...new Float32Array(inputs)]),
      [outputs, inputs],
    );
    expect([...together.subarray(0, outputs)]).toEqual([...alone]);
    expect([...together.subarray(2 * outputs)].every(value => value === 0)).toBe(true);
  });

  it('quantises both layouts alike, and an empty channel to zeros', () => {
    const plain = noise(6 * 4, 9);
    plain.fill(0, 4, 8);
    const turned = Float32Array.from(plain, (_, i) => plain[(i % 6) * 4 + Math.floor(i / 6)]!);
    const one = quantize(plain, 6, 4, 'out-in');
    expect(one).toEqual(quantize(turned, 6, 4, 'in-out'));
    expect(Math.max(...one.values.map(Math.abs))).toBe(63);
    expect(one.scales[1]).toBe(0);
    for (let input = 0; input < 4; input++) expect(one.values[input * 6 + 1]).toBe(0);
  });
});

describe('half precision', () => {
  it('computes in float16 and answers in float32', async () => {
    const values = noise(12 * 8, 10);
    const rows = noise(3 * 8, 11);
    const actual = await product(stored('half', values, [12, 8]), 'fp16', rows, [12, 8]);
    const error = worst(actual, expectedProduct(values, rows, 12, 8));
    expect(error).toBeLessThan(0.03);
    expect(error).toBeGreaterThan(1e-5);
  });
});
