import { dirname, relative, sep } from 'node:path';
import type { Precision } from '../families/model.ts';
import { readBytes } from '../weights/read.ts';
import type { StoredTensor } from '../weights/weights.ts';
import { elementType, encodeModel } from './model.ts';
import type { Attribute, Dimension, ElementType, Initializer, Node, Port } from './model.ts';

/** The name of a tensor that flows through a graph. */
export type Value = string;

/** A finished graph: what ONNX Runtime opens. */
export interface BuiltGraph {
  readonly bytes: Uint8Array;
  readonly folder: string;
}

/**
 * Collects the nodes of one encoder. Weights are never read: a stored tensor becomes an initialiser that points at
 * its bytes in the checkpoint, cast to the arithmetic type inside the graph, where ONNX Runtime folds the cast at load.
 */
export class GraphBuilder {
  readonly precision: Precision;
  readonly #folder: string;
  readonly #nodes: Node[] = [];
  readonly #initializers = new Map<string, Initializer>();
  readonly #inputs: Port[] = [];
  readonly #outputs: Port[] = [];
  readonly #results = new Map<string, Value>();
  readonly #packing: { initializer: Omit<Initializer, 'data'>; pack: () => Promise<Uint8Array> }[] = [];

  /** `files` are the absolute real paths of the checkpoint's weight files. */
  constructor(files: readonly string[], precision: Precision) {
    this.precision = precision;
    this.#folder = commonFolder(files);
  }

  /** Type of the arithmetic: float16 for `fp16`, else float32. */
  get type(): 'float16' | 'float32' {
    return this.precision === 'fp16' ? 'float16' : 'float32';
  }

  /** Declares an input of the graph. */
  input(name: string, type: ElementType, shape: readonly Dimension[]): Value {
    this.#inputs.push({ name, type, shape });
    return name;
  }

  /** Declares `value` as the float32 output `name`. */
  output(name: string, value: Value, shape: readonly Dimension[]): void {
    const operator = this.type === 'float32' ? 'Identity' : 'Cast';
    const attributes = this.type === 'float32' ? {} : { to: { int: elementType.float32 } };
    this.#push(operator, [value], [name], attributes, '');
    this.#outputs.push({ name, type: 'float32', shape });
  }

  /** Adds an operator with one result. The same operator on the same values is computed once. */
  node(
    operator: string,
    inputs: readonly Value[],
    attributes: Readonly<Record<string, Attribute>> = {},
    domain: Node['domain'] = '',
  ): Value {
    const key = JSON.stringify([domain, operator, inputs, attributes]);
    const known = this.#results.get(key);
    if (known !== undefined) return known;
    const result = `${operator}:${this.#nodes.length}`;
    this.#push(operator, inputs, [result], attributes, domain);
    this.#results.set(key, result);
    return result;
  }

  /** Adds an operator with `count` results. */
  nodes(
    operator: string,
    inputs: readonly Value[],
    count: number,
    attributes: Readonly<Record<string, Attribute>> = {},
    domain: Node['domain'] = '',
  ): Value[] {
    const key = JSON.stringify([domain, operator, inputs, attributes]);
    const known = this.#results.get(key) ?? `${operator}:${this.#nodes.length}`;
    const results = Array.from({ length: count }, (_, i) => `${known}.${i}`);
    if (!this.#results.has(key)) this.#push(operator, inputs, results, attributes, domain);
    this.#results.set(key, known);
    return results;
  }

  /** A small int64 constant: a vector, or a scalar if `values` is a number. */
  integers(values: readonly number[] | number): Value {
    const scalar = typeof values === 'number';
    const list = scalar ? [values] : values;
    const bytes = new Uint8Array(BigInt64Array.from(list, BigInt).buffer);
    return this.#small(
      `int64${scalar ? '' : '[]'}:${list.join(',')}`,
      'int64',
      scalar ? [] : [list.length],
      bytes,
    );
  }

  /** A float32 scalar. */
  float32(value: number): Value {
    return this.#small(`float32:${value}`, 'float32', [], new Uint8Array(Float32Array.of(value).buffer));
  }

  /** A scalar of the arithmetic type. */
  number(value: number): Value {
    return this.#converted(this.float32(value), 'float32');
  }

  /** A stored tensor in the arithmetic type, seen as `shape` (same elements in the same order). */
  weight(tensor: StoredTensor, shape: readonly number[] = tensor.shape): Value {
    const value = this.#converted(this.#stored(tensor, shape), tensor.type);
    if (tensor.rowScale === undefined) return value;
    const [rows = 1, ...rest] = tensor.shape;
    if (shape[0] !== rows && rest.length > 0)
      throw new RangeError(`${tensor.name} is scaled by rows and cannot be seen as [${shape.join(', ')}]`);
    const scales = this.weight(tensor.rowScale, [rows, ...shape.slice(1).map(() => 1)]);
    return this.node('Mul', [value, scales]);
  }

  /**
   * Rows `indices` (int64, any shape) of a stored table `[rows, width]` in the arithmetic type, `[...indices, width]`. Of a table
   * in steps only the rows that are asked for are scaled: an embedding table stays as small in memory as it is in the file.
   */
  rows(table: StoredTensor, indices: Value): Value {
    const axis = { axis: { int: 0 } };
    if (table.rowScale === undefined) return this.node('Gather', [this.weight(table), indices], axis);
    const steps = this.node('Gather', [this.#stored(table, table.shape), indices], axis);
    const scales = this.weight(table.rowScale, [table.shape[0]!, 1]);
    return this.node('Mul', [
      this.#converted(steps, table.type),
      this.node('Gather', [scales, indices], axis),
    ]);
  }

  /**
   * An initialiser whose bytes `pack` makes once the graph is finished. They travel inside the graph: ONNX Runtime takes
   * initialisers from memory or from files beside the graph, but not from both.
   */
  packed(name: string, type: ElementType, shape: readonly number[], pack: () => Promise<Uint8Array>): Value {
    if (!this.#packing.some(({ initializer }) => initializer.name === name))
      this.#packing.push({ initializer: { name, type, shape }, pack });
    return name;
  }

  /** Serialises the graph, after making its packed initialisers. */
  async finish(): Promise<BuiltGraph> {
    const packed: Initializer[] = [];
    for (const { initializer, pack } of this.#packing) packed.push({ ...initializer, data: await pack() });
    const bytes = encodeModel({
      nodes: this.#nodes,
      initializers: [...this.#initializers.values(), ...packed],
      inputs: this.#inputs,
      outputs: this.#outputs,
    });
    return { bytes, folder: this.#folder };
  }

  #converted(value: Value, type: ElementType): Value {
    return type === this.type ? value : this.node('Cast', [value], { to: { int: elementType[this.type] } });
  }

  #push(
    operator: string,
    inputs: readonly Value[],
    outputs: readonly Value[],
    attributes: Readonly<Record<string, Attribute>>,
    domain: Node['domain'],
  ): void {
    this.#nodes.push({
      operator,
      domain,
      name: `${operator}:${this.#nodes.length}`,
      inputs,
      outputs,
      attributes,
    });
  }

  #small(name: string, type: ElementType, shape: readonly number[], data: Uint8Array): Value {
    this.#initializers.set(name, { name, type, shape, data });
    return name;
  }

  #stored(tensor: StoredTensor, shape: readonly number[]): Value {
    const name = `${tensor.name}[${shape.join(',')}]`;
    if (tensor.strides !== undefined) return this.packed(name, tensor.type, shape, () => readBytes(tensor));
    const location = relative(this.#folder, tensor.file).split(sep).join('/');
    const data = { location, offset: tensor.offset, byteLength: tensor.byteLength };
    this.#initializers.set(name, { name, type: tensor.type, shape, data });
    return name;
  }
}

/** The deepest folder that holds every file: ONNX Runtime takes one folder and refuses `..`. */
function commonFolder(files: readonly string[]): string {
  const [first = '.', ...rest] = files;
  let folder = dirname(first);
  for (const file of rest) {
    while (!file.startsWith(folder.endsWith(sep) ? folder : folder + sep)) folder = dirname(folder);
  }
  return folder;
}
