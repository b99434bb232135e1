/** Thrown when the bytes end before the value does. */
export class EndOfPickle extends Error {}

/** Thrown for a pickle no program of Python writes; the message continues "its pickle …". */
export class DamagedPickle extends Error {}

/** Little-endian reads that advance; a read past the end throws `EndOfPickle`. */
export class PickleReader {
  position = 0;
  readonly #bytes: Buffer;

  constructor(bytes: Uint8Array) {
    this.#bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  byte(): number {
    return this.#bytes[this.#advance(1)]!;
  }

  unsigned16(): number {
    return this.#bytes.readUInt16LE(this.#advance(2));
  }

  unsigned32(): number {
    return this.#bytes.readUInt32LE(this.#advance(4));
  }

  signed32(): number {
    return this.#bytes.readInt32LE(this.#advance(4));
  }

  unsigned64(): number {
    return Number(this.#bytes.readBigUInt64LE(this.#advance(8)));
  }

  /** Big-endian, as BINFLOAT is. */
  float64(): number {
    return this.#bytes.readDoubleBE(this.#advance(8));
  }

  bytes(length: number): Uint8Array {
    const start = this.#advance(length);
    return this.#bytes.subarray(start, start + length);
  }

  text(length: number): string {
    const start = this.#advance(length);
    return this.#bytes.toString('utf8', start, start + length);
  }

  latin1(length: number): string {
    const start = this.#advance(length);
    return this.#bytes.toString('latin1', start, start + length);
  }

  /** Text up to the next line feed, which is skipped. */
  line(): string {
    const end = this.#bytes.indexOf(0x0a, this.position);
    if ((end < 0 ? this.#bytes.length : end) - this.position > longestLine)
      throw new DamagedPickle('has a global with an endless name');
    if (end < 0) throw new EndOfPickle();
    const text = this.text(end - this.position);
    this.position++;
    return text;
  }

  /** Two's complement integer of `length` bytes: a number where it fits, else a bigint. */
  long(length: number): number | bigint {
    if (length > longestInteger) throw new DamagedPickle('has an endless integer');
    const start = this.#advance(length);
    if (length === 0) return 0;
    const digits = Buffer.from(this.#bytes.subarray(start, start + length)).reverse();
    const value = BigInt.asIntN(length * 8, BigInt(`0x${digits.toString('hex')}`));
    return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  }

  skip(length: number): void {
    this.#advance(length);
  }

  #advance(length: number): number {
    const start = this.position;
    if (!(length <= this.#bytes.length - start)) throw new EndOfPickle();
    this.position = start + length;
    return start;
  }
}

const longestLine = 4096;
const longestInteger = 255;
