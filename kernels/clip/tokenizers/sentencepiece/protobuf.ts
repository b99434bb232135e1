/** One field of a protobuf message: a varint, eight or four bytes, or a byte string. */
export interface Field {
  readonly number: number;
  readonly value: number | Uint8Array;
}

/**
 * Splits a protobuf message into its fields, in order; varints beyond 2⁵³ lose their low bits.
 * Throws an Error if the message is malformed or cut short.
 */
export function fieldsOf(message: Uint8Array): Field[] {
  const fields: Field[] = [];
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; shift < 70; shift += 7) {
      const byte = message[at++];
      if (byte === undefined) throw new Error('the file is cut short');
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
    throw new Error('a number is too long');
  };
  const bytes = (length: number): Uint8Array => {
    if (at + length > message.length) throw new Error('the file is cut short');
    at += length;
    return message.subarray(at - length, at);
  };
  while (at < message.length) {
    const key = varint();
    const number = Math.floor(key / 8);
    switch (key % 8) {
      case 0:
        fields.push({ number, value: varint() });
        break;
      case 1:
        fields.push({ number, value: bytes(8) });
        break;
      case 2:
        fields.push({ number, value: bytes(varint()) });
        break;
      case 5:
        fields.push({ number, value: bytes(4) });
        break;
      default:
        throw new Error('it is not a SentencePiece model');
    }
  }
  return fields;
}
