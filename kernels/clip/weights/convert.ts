import type { TensorType } from './weights.ts';

/** Converts little-endian elements of `type` to float32; `bytes` is aligned to 8 and holds `target.length` elements. */
export function convertToFloat32(
  type: TensorType,
  bytes: Uint8Array<ArrayBuffer>,
  target: Float32Array,
): void {
  const { buffer, byteOffset: at } = bytes;
  const count = target.length;
  switch (type) {
    case 'float64':
      target.set(new Float64Array(buffer, at, count));
      break;
    case 'float32':
      target.set(new Float32Array(buffer, at, count));
      break;
    case 'float16':
      fromFloat16(new Uint16Array(buffer, at, count), target);
      break;
    case 'bfloat16':
      fromBfloat16(new Uint16Array(buffer, at, count), target);
      break;
    case 'int64':
      fromInt64(new Int32Array(buffer, at, count * 2), target);
      break;
    case 'int32':
      target.set(new Int32Array(buffer, at, count));
      break;
    case 'int16':
      target.set(new Int16Array(buffer, at, count));
      break;
    case 'int8':
      target.set(new Int8Array(buffer, at, count));
      break;
    case 'uint8':
    case 'bool':
      target.set(bytes.subarray(0, count));
      break;
  }
}

function fromFloat16(halves: Uint16Array, target: Float32Array): void {
  const bits = new Uint32Array(target.buffer, target.byteOffset, target.length);
  for (let i = 0; i < halves.length; i++) {
    const half = halves[i]!;
    const magnitude = half & 0x7fff;
    const sign = (half & 0x8000) << 16;
    // Exponent bias 15 against 127; below 0x0400 the half is subnormal, a multiple of 2^-24.
    if (magnitude < 0x0400) target[i] = (sign === 0 ? magnitude : -magnitude) * 2 ** -24;
    else if (magnitude < 0x7c00) bits[i] = sign | ((magnitude << 13) + (112 << 23));
    else bits[i] = sign | 0x7f800000 | (magnitude << 13);
  }
}

function fromBfloat16(halves: Uint16Array, target: Float32Array): void {
  const bits = new Uint32Array(target.buffer, target.byteOffset, target.length);
  for (let i = 0; i < halves.length; i++) bits[i] = halves[i]! << 16;
}

function fromInt64(words: Int32Array, target: Float32Array): void {
  // Exact as a double below 2^53; counts and positions are all that checkpoints keep in int64.
  for (let i = 0; i < target.length; i++) target[i] = words[2 * i + 1]! * 2 ** 32 + (words[2 * i]! >>> 0);
}
