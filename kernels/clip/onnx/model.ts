import { messageWriter } from './protobuf.ts';

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

/** A constant of the graph: either small and written into it, or a range of bytes in a file beside it. */
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
  model.bytes(7, encodeGraph(graph));
  for (const [domain, version] of Object.entries(opset)) {
    const entry = messageWriter();
    entry.text(1, domain);
    entry.integer(2, version);
    model.bytes(8, entry.finish());
  }
  return model.finish();
}

function encodeGraph(graph: Graph): Uint8Array {
  const out = messageWriter();
  for (const node of graph.nodes) out.bytes(1, encodeNode(node));
  out.text(2, 'encoder');
  for (const initializer of graph.initializers) out.bytes(5, encodeInitializer(initializer));
  for (const input of graph.inputs) out.bytes(11, encodePort(input));
  for (const output of graph.outputs) out.bytes(12, encodePort(output));
  return out.finish();
}

function encodeNode(node: Node): Uint8Array {
  const out = messageWriter();
  for (const input of node.inputs) out.text(1, input);
  for (const output of node.outputs) out.text(2, output);
  out.text(3, node.name);
  out.text(4, node.operator);
  for (const [name, attribute] of Object.entries(node.attributes))
    out.bytes(5, encodeAttribute(name, attribute));
  if (node.domain !== '') out.text(7, node.domain);
  return out.finish();
}

function encodeAttribute(name: string, attribute: Attribute): Uint8Array {
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
  return out.finish();
}

function encodeInitializer({ name, type, shape, data }: Initializer): Uint8Array {
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
      out.bytes(13, entry.finish());
    }
    out.integer(14, 1);
  }
  return out.finish();
}

function encodePort({ name, type, shape }: Port): Uint8Array {
  const dimensions = messageWriter();
  for (const extent of shape) {
    const dimension = messageWriter();
    if (typeof extent === 'number') dimension.integer(1, extent);
    else dimension.text(2, extent);
    dimensions.bytes(1, dimension.finish());
  }
  const tensor = messageWriter();
  tensor.integer(1, elementType[type]);
  tensor.bytes(2, dimensions.finish());
  const typeMessage = messageWriter();
  typeMessage.bytes(1, tensor.finish());
  const out = messageWriter();
  out.text(1, name);
  out.bytes(2, typeMessage.finish());
  return out.finish();
}
