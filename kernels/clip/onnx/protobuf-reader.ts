import { failure } from '../../protocol/failures/index.ts';
import type { ByteSource } from '../weights/source.ts';

/** One field of a message: a number, or a range of bytes in the file. */
export interface Field {
  readonly number: number;
  readonly wireType: number;
  /** Wire types 0 (varint), 1 and 5 (fixed): the value's bits, as a number where 2^53 is not exceeded. */
  readonly value: number;
  /** Wire type 2: where its bytes lie. */
  readonly start: number;
  readonly end: number;
}

/** Reads messages from a file without loading it: tensor data between the fields is skipped, not read. */
export interface MessageReader {
  /** The fields of the message that lies between `start` and `end`. Throws `checkpoint-unreadable`. */
  fields(start: number, end: number): AsyncGenerator<Field>;
  /** The bytes of a field; at most 1 MiB. */
  bytes(field: Field): Promise<Uint8Array>;
  text(field: Field): Promise<string>;
}

const window = 64 * 1024;

/** A reader over `source`. */
export function messageReader(source: ByteSource): MessageReader {
  const broken = (problem: string): Error => failure('checkpoint-unreadable', { path: source.path, problem });
  let buffer: Uint8Array = new Uint8Array(0);
  let bufferStart = 0;

  const byteAt = async (position: number): Promise<number> => {
    if (position < bufferStart || position >= bufferStart + buffer.length) {
      if (position >= source.size) throw broken('it ends in the middle of a message');
      buffer = await source.read(position, Math.min(window, source.size - position));
      bufferStart = position;
    }
    return buffer[position - bufferStart]!;
  };
  const varint = async (position: number): Promise<{ value: number; next: number }> => {
    let value = 0n;
    for (let index = 0; index < 10; index++) {
      const byte = await byteAt(position + index);
      value |= BigInt(byte & 0x7f) << BigInt(7 * index);
      if (byte < 0x80) return { value: Number(BigInt.asIntN(64, value)), next: position + index + 1 };
    }
    throw broken('it holds a number longer than ten bytes');
  };
  const fixed = async (position: number, length: number): Promise<number> => {
    let value = 0;
    for (let index = length - 1; index >= 0; index--) value = value * 256 + (await byteAt(position + index));
    return value;
  };

  async function* fields(start: number, end: number): AsyncGenerator<Field> {
    let position = start;
    while (position < end) {
      const tag = await varint(position);
      const number = Math.floor(tag.value / 8);
      const wireType = tag.value % 8;
      let field: Field;
      if (wireType === 0) {
        const { value, next } = await varint(tag.next);
        field = { number, wireType, value, start: tag.next, end: next };
      } else if (wireType === 2) {
        const { value: length, next } = await varint(tag.next);
        if (length < 0 || length > end - next) throw broken('a part of it reaches beyond the whole');
        field = { number, wireType, value: 0, start: next, end: next + length };
      } else if (wireType === 1 || wireType === 5) {
        const length = wireType === 1 ? 8 : 4;
        field = {
          number,
          wireType,
          value: await fixed(tag.next, length),
          start: tag.next,
          end: tag.next + length,
        };
      } else {
        throw broken(`it holds wire type ${wireType}, so it is no ONNX model`);
      }
      if (number < 1 || field.end > end) throw broken('it holds a field that no ONNX model has');
      yield field;
      position = field.end;
    }
  }

  const bytes = async ({ start, end }: Field): Promise<Uint8Array> => {
    if (end - start > 1 << 20) throw broken('it holds a name of over a megabyte');
    return source.read(start, end - start);
  };
  return { fields, bytes, text: async field => new TextDecoder().decode(await bytes(field)) };
}
