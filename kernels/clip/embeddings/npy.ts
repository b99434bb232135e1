import { failure } from '../../protocol/failures/index.ts';

/** A float32 array with its shape, as NumPy's `.npy` holds it. */
export interface NumericArray {
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

const magic = '\x93NUMPY';

/** Bytes of a version 1.0 `.npy` file: little-endian float32, C order. Source: NumPy, `numpy/lib/format.py`. */
export function encodeNpy({ shape, data }: NumericArray): Uint8Array {
  const tuple = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${tuple}), }`;
  const length = Math.ceil((magic.length + 4 + text.length + 1) / 64) * 64;
  const bytes = new Uint8Array(length + data.byteLength);
  const header =
    magic + '\x01\x00' + uint16(length - magic.length - 4) + text.padEnd(length - magic.length - 5) + '\n';
  for (let index = 0; index < length; index++) bytes[index] = header.charCodeAt(index);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), length);
  return bytes;
}

/**
 * Reads a `.npy` file of little-endian float32 or float64 in C order (versions 1–3).
 * @throws Failure `array-unreadable` naming `name` for anything else.
 */
export function decodeNpy(bytes: Uint8Array, name: string): NumericArray {
  const refuse = (problem: string): never => {
    throw failure('array-unreadable', { name, problem });
  };
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 12 || latin1(bytes, 0, 6) !== magic)
    return refuse('it does not begin as a .npy file does');
  const wide = bytes[6]! >= 2;
  const start = wide ? 12 : 10;
  const end = start + (wide ? view.getUint32(8, true) : view.getUint16(8, true));
  if (end > bytes.length) return refuse('its header is cut short');
  const header = latin1(bytes, start, end);
  const type = /'descr':\s*'([^']*)'/.exec(header)?.[1];
  const tuple = /'shape':\s*\(([^)]*)\)/.exec(header)?.[1];
  if (tuple === undefined || !/'fortran_order':\s*False/.test(header))
    return refuse('its header is not understood');
  if (type !== '<f4' && type !== '<f8')
    return refuse(`it holds ${type ?? 'no type'} where <f4 or <f8 is needed`);
  const shape = tuple
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '')
    .map(Number);
  const count = shape.reduce((product, size) => product * size, 1);
  const width = type === '<f4' ? 4 : 8;
  if (!Number.isSafeInteger(count) || bytes.length - end !== count * width) {
    return refuse(
      `shape (${tuple}) needs ${count * width} bytes of numbers and ${bytes.length - end} are there`,
    );
  }
  // A copy, because the numbers must be aligned; a Buffer's own `slice` would share its pool.
  const body = new Uint8Array(bytes.subarray(end)).buffer;
  return { shape, data: width === 4 ? new Float32Array(body) : Float32Array.from(new Float64Array(body)) };
}

function uint16(value: number): string {
  return String.fromCharCode(value & 255, value >> 8);
}

function latin1(bytes: Uint8Array, start: number, end: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
}
