import { failure } from '../../protocol/failures/index.ts';
import { withSource } from '../weights/source.ts';
import { elementType } from './model.ts';
import type { ElementType } from './model.ts';
import { messageReader } from './protobuf-reader.ts';
import type { Field, MessageReader } from './protobuf-reader.ts';

/** An input or output: its name, element type and extents; −1 where only the run decides. */
export interface SignaturePort {
  readonly name: string;
  readonly type: ElementType | undefined;
  readonly shape: readonly number[];
}

/** What an exported graph wants and gives, and enough of its inside to find the logit scale. */
export interface Signature {
  readonly inputs: readonly SignaturePort[];
  readonly outputs: readonly SignaturePort[];
  readonly nodes: readonly {
    readonly operator: string;
    readonly inputs: readonly string[];
    readonly outputs: readonly string[];
  }[];
  /** float32 constants of one element. */
  readonly scalars: ReadonlyMap<string, number>;
  /** Elements of all constants of rank 1 or more. */
  readonly parameterCount: number;
}

/**
 * Reads the graph in the `.onnx` file at `path` (field numbers: onnx/onnx.proto); weights are skipped.
 * Throws `checkpoint-…`, `checkpoint-unreadable` for a file that holds no graph.
 */
export async function readSignature(path: string): Promise<Signature> {
  return withSource(path, async source => {
    if (source.size === 0) throw failure('checkpoint-empty', { path });
    const reader = messageReader(source);
    let graph: Field | undefined;
    for await (const field of reader.fields(0, source.size)) if (field.number === 7) graph = field;
    if (graph === undefined || graph.start === graph.end)
      throw failure('checkpoint-unreadable', { path, problem: 'it holds no ONNX graph' });
    return readGraph(reader, graph);
  });
}

async function readGraph(reader: MessageReader, graph: Field): Promise<Signature> {
  const inputs: SignaturePort[] = [];
  const outputs: SignaturePort[] = [];
  const nodes: Signature['nodes'][number][] = [];
  const scalars = new Map<string, number>();
  const constants = new Set<string>();
  let parameterCount = 0;
  for await (const field of reader.fields(graph.start, graph.end)) {
    if (field.number === 1) nodes.push(await readNode(reader, field));
    else if (field.number === 5) {
      const { name, shape, value } = await readTensor(reader, field);
      constants.add(name);
      if (shape.length > 0) parameterCount += shape.reduce((product, extent) => product * extent, 1);
      if (value !== undefined) scalars.set(name, value);
    } else if (field.number === 11) inputs.push(await readPort(reader, field));
    else if (field.number === 12) outputs.push(await readPort(reader, field));
  }
  // IR 3 lists constants among the inputs.
  return {
    inputs: inputs.filter(({ name }) => !constants.has(name)),
    outputs,
    nodes,
    scalars,
    parameterCount,
  };
}

async function readNode(reader: MessageReader, node: Field): Promise<Signature['nodes'][number]> {
  const inputs: string[] = [];
  const outputs: string[] = [];
  let operator = '';
  for await (const field of reader.fields(node.start, node.end)) {
    if (field.number === 1) inputs.push(await reader.text(field));
    else if (field.number === 2) outputs.push(await reader.text(field));
    else if (field.number === 4) operator = await reader.text(field);
  }
  return { operator, inputs, outputs };
}

async function readTensor(
  reader: MessageReader,
  tensor: Field,
): Promise<{ name: string; shape: readonly number[]; value: number | undefined }> {
  const shape: number[] = [];
  let name = '';
  let type = 0;
  let data: Uint8Array | undefined;
  for await (const field of reader.fields(tensor.start, tensor.end)) {
    const length = field.end - field.start;
    if (field.number === 1) shape.push(...(await packedIntegers(reader, field)));
    else if (field.number === 2) type = field.value;
    else if (field.number === 8) name = await reader.text(field);
    else if ((field.number === 9 || field.number === 4) && length === 4) data = await reader.bytes(field);
  }
  const isScalar = type === elementType.float32 && data !== undefined && shape.every(extent => extent === 1);
  const value =
    isScalar && data ? new DataView(data.buffer, data.byteOffset, 4).getFloat32(0, true) : undefined;
  return { name, shape, value };
}

/** A repeated integer may be one field a number, or all numbers packed into one. */
async function packedIntegers(reader: MessageReader, field: Field): Promise<number[]> {
  if (field.wireType !== 2) return [field.value];
  const bytes = await reader.bytes(field);
  const values: number[] = [];
  let value = 0;
  let factor = 1;
  for (const byte of bytes) {
    value += (byte & 0x7f) * factor;
    factor *= 128;
    if (byte < 0x80) {
      values.push(value);
      value = 0;
      factor = 1;
    }
  }
  return values;
}

async function readPort(reader: MessageReader, port: Field): Promise<SignaturePort> {
  let name = '';
  let type: ElementType | undefined;
  const shape: number[] = [];
  for await (const field of reader.fields(port.start, port.end)) {
    if (field.number === 1) name = await reader.text(field);
    if (field.number !== 2) continue;
    for await (const kind of reader.fields(field.start, field.end)) {
      if (kind.number !== 1) continue;
      for await (const part of reader.fields(kind.start, kind.end)) {
        if (part.number === 1) type = typeNamed(part.value);
        else if (part.number === 2) shape.push(...(await readShape(reader, part)));
      }
    }
  }
  return { name, type, shape };
}

async function readShape(reader: MessageReader, shape: Field): Promise<number[]> {
  const extents: number[] = [];
  for await (const dimension of reader.fields(shape.start, shape.end)) {
    let extent = -1;
    for await (const field of reader.fields(dimension.start, dimension.end))
      if (field.number === 1) extent = field.value;
    extents.push(extent);
  }
  return extents;
}

function typeNamed(code: number): ElementType | undefined {
  return (Object.keys(elementType) as ElementType[]).find(name => elementType[name] === code);
}
