import { messageWriter } from './protobuf.ts';
import type { MessageWriter } from './protobuf.ts';

/** ONNX element types, numbered as in onnx.proto (`TensorProto.DataType`). */
export const elementType = {
  float32: 1,
  uint8: 2,
  int8: 3,
  int16: 5,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
  bfloat16: 16,
} as const;

export type ElementType = keyof typeof elementType;

/** A number, or the name of a dimension known only when the graph runs. */
export type Dimension = number | string;

export type Attribute =
  | { readonly int: number }
  | { readonly float: number }
  | { readonly text: string }
  | { readonly ints: readonly number[] };

export interface Node {
  readonly operator: string;
  /** Empty for the standard operators. */
  readonly domain: '' | 'com.microsoft';
  readonly name: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

/** A constant of the graph: bytes written into it, or a range of bytes in a file beside it. */
export interface Initializer {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly data:
    Uint8Array | { readonly location: string; readonly offset: number; readonly byteLength: number };
}

/** An input or output of the whole graph. */
export interface Port {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly Dimension[];
}

export interface Graph {
  readonly nodes: readonly Node[];
  readonly initializers: readonly Initializer[];
  readonly inputs: readonly Port[];
  readonly outputs: readonly Port[];
}

/** IR 10 and opset 20: the newest that ONNX Runtime 1.30 runs on CPU and WebGPU with native Gelu and LayerNormalization. */
const irVersion = 10;
const opset = { '': 20, 'com.microsoft': 1 } as const;

/** Serialises `graph` as an ONNX ModelProto (field numbers: onnx/onnx.proto). */
export function encodeModel(graph: Graph): Uint8Array {
  const model = messageWriter();
  model.integer(1, irVersion);
  model.text(2, 'clip-notebook');
  model.message(7, encodeGraph(graph));
  for (const [domain, version] of Object.entries(opset)) {
    const entry = messageWriter();
    entry.text(1, domain);
    entry.integer(2, version);
    model.message(8, entry);
  }
  return model.finish();
}

function encodeGraph(graph: Graph): MessageWriter {
  const out = messageWriter();
  for (const node of graph.nodes) out.message(1, encodeNode(node));
  out.text(2, 'encoder');
  for (const initializer of graph.initializers) out.message(5, encodeInitializer(initializer));
  for (const input of graph.inputs) out.message(11, encodePort(input));
  for (const output of graph.outputs) out.message(12, encodePort(output));
  return out;
}

function encodeNode(node: Node): MessageWriter {
  const out = messageWriter();
  for (const input of node.inputs) out.text(1, input);
  for (const output of node.outputs) out.text(2, output);
  out.text(3, node.name);
  out.text(4, node.operator);
  for (const [name, attribute] of Object.entries(node.attributes))
    out.message(5, encodeAttribute(name, attribute));
  if (node.domain !== '') out.text(7, node.domain);
  return out;
}

function encodeAttribute(name: string, attribute: Attribute): MessageWriter {
  const out = messageWriter();
  out.text(1, name);
  if ('float' in attribute) {
    out.float(2, attribute.float);
    out.integer(20, 1);
  } else if ('int' in attribute) {
    out.integer(3, attribute.int);
    out.integer(20, 2);
  } else if ('text' in attribute) {
    out.text(4, attribute.text);
    out.integer(20, 3);
  } else {
    for (const value of attribute.ints) out.integer(8, value);
    out.integer(20, 7);
  }
  return out;
}

function encodeInitializer({ name, type, shape, data }: Initializer): MessageWriter {
  const out = messageWriter();
  for (const extent of shape) out.integer(1, extent);
  out.integer(2, elementType[type]);
  out.text(8, name);
  if (data instanceof Uint8Array) {
    out.bytes(9, data);
  } else {
    const entries = { location: data.location, offset: String(data.offset), length: String(data.byteLength) };
    for (const [key, value] of Object.entries(entries)) {
      const entry = messageWriter();
      entry.text(1, key);
      entry.text(2, value);
      out.message(13, entry);
    }
    out.integer(14, 1);
  }
  return out;
}

function encodePort({ name, type, shape }: Port): MessageWriter {
  const dimensions = messageWriter();
  for (const extent of shape) {
    const dimension = messageWriter();
    if (typeof extent === 'number') dimension.integer(1, extent);
    else dimension.text(2, extent);
    dimensions.message(1, dimension);
  }
  const tensor = messageWriter();
  tensor.integer(1, elementType[type]);
  tensor.message(2, dimensions);
  const typeMessage = messageWriter();
  typeMessage.message(1, tensor);
  const out = messageWriter();
  out.text(1, name);
  out.message(2, typeMessage);
  return out;
}
