import { encodeModel, type Node } from '../../clip/onnx/model.ts';
import { openSession, type EncoderSession, type Output } from '../../clip/sessions/session.ts';

/** Scores and places of the best columns of each row of a block. */
export interface BestColumns {
  /** `[rows, k]`, best first. */
  readonly scores: Float32Array;
  /** `[rows, k]`; whole numbers, exact up to 2^24 columns. */
  readonly columns: Float32Array;
}

/** A graph of a few operators over the runtime that runs the encoders: its matrix product is the fastest there is here. */
export interface Operators {
  run(inputs: Readonly<Record<string, Matrix>>): Promise<Output[]>;
  close(): Promise<void>;
}

/** Row-major. */
export interface Matrix {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** The `k` largest of `left · rightᵀ + bias` in each row: Gemm and TopK, two nodes, and a cast of the places to float32. */
export async function openBestColumns(
  right: Matrix,
  bias: Float32Array,
  k: number,
): Promise<{ of(left: Matrix): Promise<BestColumns>; close(): Promise<void> }> {
  const operators = await openOperators(
    [
      node('Gemm', ['left', 'right', 'bias'], ['scores'], { transB: { int: 1 } }),
      node('TopK', ['scores', 'k'], ['best', 'places']),
      node('Cast', ['places'], ['columns'], { to: { int: 1 } }),
    ],
    { left: 2, right: 2, bias: 1 },
    ['best', 'columns'],
    { k },
  );
  return {
    of: async left => {
      const [scores, columns] = await operators.run({
        left,
        right,
        bias: { data: bias, shape: [bias.length] },
      });
      return { scores: scores!.data, columns: columns!.data };
    },
    close: () => operators.close(),
  };
}

/** `left · rightᵀ` of blocks of rows `[m, dim]`, `[n, dim]` → `[m, n]`, or with `transposed` `leftᵀ · right` → `[dim, dim]`. */
export async function openProduct(
  transposed: boolean,
): Promise<{ of(left: Matrix, right: Matrix): Promise<Float32Array>; close(): Promise<void> }> {
  const attributes = transposed ? { transA: { int: 1 } } : { transB: { int: 1 } };
  const operators = await openOperators(
    [node('Gemm', ['left', 'right'], ['product'], attributes)],
    { left: 2, right: 2 },
    ['product'],
  );
  return {
    of: async (left, right) => (await operators.run({ left, right }))[0]!.data,
    close: () => operators.close(),
  };
}

/** Rows `from … to` without a copy. */
export function blockOf(
  { data, dim }: { readonly data: Float32Array; readonly dim: number },
  from: number,
  to: number,
): Matrix {
  return { data: data.subarray(from * dim, to * dim), shape: [to - from, dim] };
}

/** A session of `nodes` on the CPU. `inputs`: name → rank; the outputs are matrices of float32; `constants` are whole numbers, each an `[1]` tensor. */
export async function openOperators(
  nodes: readonly Node[],
  inputs: Readonly<Record<string, number>>,
  outputs: readonly string[],
  constants: Readonly<Record<string, number>> = {},
): Promise<Operators> {
  const port = (name: string, rank: number): { name: string; type: 'float32'; shape: string[] } => ({
    name,
    type: 'float32',
    shape: Array.from({ length: rank }, (_, axis) => `${name}${axis}`),
  });
  const bytes = encodeModel({
    nodes,
    initializers: Object.entries(constants).map(([name, value]) => ({
      name,
      type: 'int64',
      shape: [1],
      data: new Uint8Array(BigInt64Array.of(BigInt(value)).buffer),
    })),
    inputs: Object.entries(inputs).map(([name, rank]) => port(name, rank)),
    outputs: outputs.map(name => port(name, 2)),
  });
  const session: EncoderSession = await openSession(
    { model: { bytes, folder: '.' }, outputs: Object.fromEntries(outputs.map(name => [name, name])) },
    { device: 'cpu' },
  );
  return {
    run: async matrices => {
      const feeds = new Map(
        Object.entries(matrices).map(([name, matrix]) => [name, { type: 'float32' as const, ...matrix }]),
      );
      const results = await session.run(feeds);
      return outputs.map(name => results.get(name)!);
    },
    close: () => session.release(),
  };
}

/** One ONNX operator, `attributes` as its specification has them. */
export function node(
  operator: string,
  inputs: readonly string[],
  outputs: readonly string[],
  attributes: Node['attributes'] = {},
): Node {
  return { operator, domain: '', name: outputs[0] ?? operator, inputs, outputs, attributes };
}
