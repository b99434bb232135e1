/** A Huffman code by length (ITU-T T.81 annex C and F.2.2.3), with a table of all codes of up to 9 bits. */
export interface HuffmanTable {
  /** For the next 9 bits: length of the code · 256 + its value, or 0 if the code is longer. */
  readonly quick: Uint16Array;
  /** Largest code of each length, −1 where there is none. */
  readonly largest: Int32Array;
  /** Index of the first value of each length, less its first code. */
  readonly offset: Int32Array;
  readonly values: Uint8Array;
}

export const quickBits = 9;

/** Builds the table from the 16 counts and the values. */
export function huffmanTable(counts: Uint8Array, values: Uint8Array): HuffmanTable {
  const quick = new Uint16Array(1 << quickBits);
  const largest = new Int32Array(18).fill(-1);
  const offset = new Int32Array(18);
  let code = 0;
  let index = 0;
  for (let length = 1; length <= 16; length++) {
    offset[length] = index - code;
    for (let i = 0; i < (counts[length - 1] ?? 0); i++, code++, index++) {
      if (length <= quickBits) {
        const first = code << (quickBits - length);
        quick.fill((length << 8) | (values[index] ?? 0), first, first + (1 << (quickBits - length)));
      }
      largest[length] = code;
    }
    code <<= 1;
  }
  return { quick, largest, offset, values };
}

/** Reads Huffman codes and bits from entropy-coded data, in which a 0xFF is followed by a stuffed 0. */
export interface BitReader {
  /** The next `count` bits, 0 to 16. */
  bits(count: number): number;
  /** The value of the next code. */
  symbol(table: HuffmanTable): number;
  /** Drops what is left of a byte and steps over a restart marker. */
  restart(): void;
}

/** A reader of the scan that begins at `offset`. Reading far past its end throws a plain error. */
export function bitReader(bytes: Uint8Array, offset: number): BitReader {
  let at = offset;
  let buffer = 0;
  let held = 0;
  let missing = 0;

  const fill = (count: number): void => {
    while (held < count) {
      let byte = 0;
      if (at < bytes.length && !(bytes[at] === 0xff && bytes[at + 1] !== 0)) {
        byte = bytes[at]!;
        at += byte === 0xff ? 2 : 1;
      } else if (++missing > 64) throw new Error('its JPEG data are cut short');
      buffer = ((buffer << 8) | byte) & 0xffffffff;
      held += 8;
    }
  };
  const peek = (count: number): number => {
    fill(count);
    return (buffer >>> (held - count)) & ((1 << count) - 1);
  };
  const bits = (count: number): number => {
    if (count === 0) return 0;
    const value = peek(count);
    held -= count;
    return value;
  };
  return {
    bits,
    symbol({ quick, largest, offset: offsets, values }) {
      const entry = quick[peek(quickBits)]!;
      if (entry !== 0) {
        held -= entry >> 8;
        return entry & 255;
      }
      const code = peek(16);
      for (let length = quickBits + 1; length <= 16; length++) {
        const short = code >> (16 - length);
        if (short <= largest[length]!) {
          held -= length;
          return values[short + offsets[length]!] ?? 0;
        }
      }
      throw new Error('its JPEG data are damaged');
    },
    restart() {
      held = 0;
      buffer = 0;
      missing = 0;
      while (at < bytes.length - 1 && !(bytes[at] === 0xff && (bytes[at + 1]! & 0xf8) === 0xd0)) {
        if (bytes[at] === 0xff && bytes[at + 1] !== 0 && bytes[at + 1] !== 0xff) return;
        at++;
      }
      at += 2;
    },
  };
}

/** The signed value of `size` additional bits (ITU-T T.81 F.2.2.1 EXTEND). */
export function extend(value: number, size: number): number {
  return size > 0 && value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
}
