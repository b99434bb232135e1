/**
 * Protocol Buffers wire format, writing side: the four wire types ONNX uses
 * (https://protobuf.dev/programming-guides/encoding/). Messages nest as bytes, so a message is written inside out.
 */
export interface MessageWriter {
  integer(field: number, value: number): void;
  float(field: number, value: number): void;
  text(field: number, value: string): void;
  bytes(field: number, value: Uint8Array): void;
  finish(): Uint8Array;
}

/** Starts an empty message. Integers must be safe integers; negative ones take ten bytes, as the format demands. */
export function messageWriter(): MessageWriter {
  let buffer = new Uint8Array(64);
  let length = 0;

  const reserve = (extra: number): void => {
    if (length + extra <= buffer.length) return;
    const grown = new Uint8Array(Math.max(buffer.length * 2, length + extra));
    grown.set(buffer.subarray(0, length));
    buffer = grown;
  };
  const varint = (value: number): void => {
    reserve(10);
    let rest = BigInt.asUintN(64, BigInt(value));
    while (rest > 0x7fn) {
      buffer[length++] = Number(rest & 0x7fn) | 0x80;
      rest >>= 7n;
    }
    buffer[length++] = Number(rest);
  };
  const tag = (field: number, wireType: number): void => varint(field * 8 + wireType);
  const bytes = (field: number, value: Uint8Array): void => {
    tag(field, 2);
    varint(value.length);
    reserve(value.length);
    buffer.set(value, length);
    length += value.length;
  };

  return {
    integer(field, value) {
      tag(field, 0);
      varint(value);
    },
    float(field, value) {
      tag(field, 5);
      reserve(4);
      new DataView(buffer.buffer).setFloat32(length, value, true);
      length += 4;
    },
    text: (field, value) => bytes(field, new TextEncoder().encode(value)),
    bytes,
    finish: () => buffer.slice(0, length),
  };
}
