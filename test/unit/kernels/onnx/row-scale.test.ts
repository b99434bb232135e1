import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { GraphBuilder } from '../../../../kernels/clip/onnx/graph.ts';
import { linear } from '../../../../kernels/clip/onnx/linear.ts';
import { parametersOf, rowsOf } from '../../../../kernels/clip/towers/parameters.ts';
import { readTensor } from '../../../../kernels/clip/weights/read.ts';
import type { StoredTensor, Weights } from '../../../../kernels/clip/weights/weights.ts';
import { floats, integers, runGraph } from '../families/run.ts';

const steps = Int8Array.of(1, -2, 127, -128, 0, 5);
const scales = Float32Array.of(0.5, 0.25, 2);
const values = [0.5, -1, 31.75, -32, 0, 10];

describe('a matrix in steps of its rows', () => {
  let folder: string;
  let weights: Weights;

  beforeAll(async () => {
    folder = await realpath(await mkdtemp(join(tmpdir(), 'steps-')));
    const file = join(folder, 'weights.bin');
    await writeFile(file, Buffer.concat([Buffer.from(scales.buffer), Buffer.from(steps.buffer)]));
    const stored = (
      name: string,
      type: 'int8' | 'float32',
      shape: number[],
      offset: number,
    ): StoredTensor => ({
      name,
      type,
      shape,
      file,
      offset,
      byteLength: shape.reduce((product, extent) => product * extent, type === 'int8' ? 1 : 4),
    });
    const tensors = [
      stored('table', 'int8', [3, 2], 12),
      stored('table.scale', 'float32', [3], 0),
      stored('bare', 'int8', [3, 2], 12),
      stored('short', 'int8', [3, 2], 12),
      stored('short.scale', 'float32', [2], 0),
    ];
    weights = {
      format: 'safetensors',
      files: [file],
      tensors: new Map(tensors.map(tensor => [tensor.name, tensor])),
    };
  });
  afterAll(() => rm(folder, { recursive: true }));

  const table = (): StoredTensor => parametersOf(weights, 'model').tensor('table', [3, 2]);

  it('is read as steps times the scale of the row', async () => {
    expect(Array.from(await readTensor(table()))).toEqual(values);
    expect(Array.from(await readTensor(rowsOf(table(), 1, 2)))).toEqual(values.slice(2));
  });

  it.each(['fp32', 'q8'] as const)('multiplies in a %s graph as its values would', async precision => {
    const g = new GraphBuilder(weights.files, precision);
    const rows = g.input('x', 'float32', ['n', 2]);
    const product = linear(g, rows, {
      weight: table(),
      outputs: 3,
      inputs: 2,
      layout: 'out-in',
    });
    g.output('y', product, ['n', 3]);
    const model = await g.finish();
    const { y } = await runGraph(
      { model, inputs: {}, outputs: { embedding: 'y' } },
      { x: floats(Float32Array.of(1, 1), [1, 2]) },
    );
    const tolerance = precision === 'fp32' ? 5 : -0.5;
    [-0.5, -0.25, 10].forEach((wanted, at) => expect(y!.data[at]).toBeCloseTo(wanted, tolerance));
  });

  it('gives single rows of a table', async () => {
    const g = new GraphBuilder(weights.files, 'fp32');
    const ids = g.input('ids', 'int64', [1, 'length']);
    g.output('y', g.rows(table(), ids), [1, 'length', 2]);
    const model = await g.finish();
    const { y } = await runGraph(
      { model, inputs: {}, outputs: { embedding: 'y' } },
      { ids: integers([2, 0, 2], [1, 3]) },
    );
    expect(y!.shape).toEqual([1, 3, 2]);
    expect(Array.from(y!.data)).toEqual([0, 10, 0.5, -1, 0, 10]);
  });

  it('is refused without scales, or with as many as it has no rows', () => {
    const parameters = parametersOf(weights, 'model');
    expect(() => parameters.tensor('bare', [3, 2])).toThrow(/bare\.scale/);
    expect(() => parameters.tensor('short', [3, 2])).toThrow(/short\.scale/);
  });
});
