/** Numbers in a JSON payload: little-endian bytes in base64, never digits. */
export interface PackedArray {
  readonly dtype: keyof typeof arrays;
  readonly shape: readonly number[];
  readonly base64: string;
}

const arrays = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  uint32: Uint32Array,
  uint8: Uint8Array,
} as const;

type Unpacked = InstanceType<(typeof arrays)[keyof typeof arrays]>;
/** In memory of their own or shared with a thread. */
type Packable = Float32Array | Float64Array | Int32Array | Uint32Array | Uint8Array;

/** `data` of `shape`. */
export function packArray(data: Packable, shape: readonly number[]): PackedArray {
  const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
  let binary = '';
  for (let at = 0; at < bytes.length; at += 0x8000) {
    binary += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  }
  return { dtype: nameOf(data), shape, base64: btoa(binary) };
}

/** The numbers of a packed array, in a buffer of their own. @throws RangeError if bytes and shape disagree. */
export function unpackArray(packed: PackedArray): Unpacked {
  const binary = atob(packed.base64);
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
  const type = arrays[packed.dtype];
  const count = packed.shape.reduce((product, side) => product * side, 1);
  if (bytes.length !== count * type.BYTES_PER_ELEMENT) {
    throw new RangeError(`${bytes.length} bytes are not ${packed.shape.join(' × ')} of ${packed.dtype}`);
  }
  return new type(bytes.buffer);
}

function nameOf(data: Packable): PackedArray['dtype'] {
  for (const [name, type] of Object.entries(arrays))
    if (data instanceof type) return name as PackedArray['dtype'];
  throw new TypeError('not an array of a packed kind');
}
