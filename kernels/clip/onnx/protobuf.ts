/**
 * Protocol Buffers wire format, writing side: the three wire types ONNX needs
 * (https://protobuf.dev/programming-guides/encoding/). Large payloads are referred to until `finish` and copied once.
 */
export interface MessageWriter {
  integer(field: number, value: number): void;
  float(field: number, value: number): void;
  text(field: number, value: string): void;
  bytes(field: number, value: Uint8Array): void;
  /** A message inside this one; it must not change any more. */
  message(field: number, inner: MessageWriter): void;
  /** What has been written, in pieces. */
  readonly pieces: readonly Uint8Array[];
  finish(): Uint8Array<ArrayBuffer>;
}

/** Starts an empty message. Integers must be safe integers; negative ones take ten bytes, as the format demands. */
export function messageWriter(): MessageWriter {
  const pieces: Uint8Array[] = [];
  const tag = (field: number, wireType: number): void => {
    pieces.push(varint(field * 8 + wireType));
  };
  const bytes = (field: number, value: Uint8Array): void => {
    tag(field, 2);
    pieces.push(varint(value.length), value);
  };
  return {
    pieces,
    integer(field, value) {
      tag(field, 0);
      pieces.push(varint(value));
    },
    float(field, value) {
      tag(field, 5);
      const piece = new Uint8Array(4);
      new DataView(piece.buffer).setFloat32(0, value, true);
      pieces.push(piece);
    },
    text: (field, value) => bytes(field, new TextEncoder().encode(value)),
    bytes,
    message(field, inner) {
      tag(field, 2);
      pieces.push(varint(lengthOf(inner.pieces)));
      for (const piece of inner.pieces) pieces.push(piece);
    },
    finish: () => joined(pieces),
  };
}

function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, piece) => sum + piece.length, 0);
}

function joined(pieces: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(lengthOf(pieces));
  let position = 0;
  for (const piece of pieces) {
    whole.set(piece, position);
    position += piece.length;
  }
  return whole;
}
