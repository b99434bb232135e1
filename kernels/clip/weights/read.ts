import { elementSize } from './element.ts';
import { convertToFloat32 } from './convert.ts';
import { withSource, type ByteSource } from './source.ts';
import type { StoredTensor } from './weights.ts';

/**
 * Reads a tensor's elements in C order as float32, whatever they are stored as: float16 and bfloat16 exactly, wider
 * types rounded to nearest, bool as 0 and 1, steps times their row's scale. Length is the product of the shape.
 * Fails with `checkpoint-unreadable` if the file has changed since it was opened.
 */
export async function readTensor(tensor: StoredTensor): Promise<Float32Array> {
  const values = await readElements(tensor);
  if (tensor.rowScale === undefined) return values;
  const scales = await readElements(tensor.rowScale);
  const row = values.length / scales.length;
  for (let at = 0; at < values.length; at++) values[at] = values[at]! * scales[Math.floor(at / row)]!;
  return values;
}

async function readElements(tensor: StoredTensor): Promise<Float32Array> {
  const size = elementSize[tensor.type];
  const target = new Float32Array(tensor.byteLength / size);
  if (tensor.strides !== undefined) {
    convertToFloat32(tensor.type, await readBytes(tensor), target);
    return target;
  }
  await withSource(tensor.file, async source => {
    if (tensor.type === 'float32') {
      await source.readInto(new Uint8Array(target.buffer), tensor.offset);
      return;
    }
    // In pieces, so that neither memory nor the event loop bears a whole embedding table at once.
    const piece = pieceLength / size;
    for (let start = 0; start < target.length; start += piece) {
      const part = target.subarray(start, start + piece);
      const bytes = new Uint8Array(part.length * size);
      await source.readInto(bytes, tensor.offset + start * size);
      convertToFloat32(tensor.type, bytes, part);
    }
  });
  return target;
}

/**
 * Reads a tensor's elements in C order as they are stored: `byteLength` little-endian bytes.
 * Fails as `readTensor` does.
 */
export async function readBytes(tensor: StoredTensor): Promise<Uint8Array<ArrayBuffer>> {
  return withSource(tensor.file, async source => {
    if (tensor.strides !== undefined) return gather(tensor, tensor.strides, source);
    const bytes = new Uint8Array(tensor.byteLength);
    await source.readInto(bytes, tensor.offset);
    return bytes;
  });
}

const pieceLength = 4 << 20;

/** Copies what lies in the order of `strides` into C order. */
async function gather(
  { shape, type, offset, byteLength }: StoredTensor,
  strides: readonly number[],
  source: ByteSource,
): Promise<Uint8Array<ArrayBuffer>> {
  const Elements = elementsOfSize[elementSize[type]]!;
  const extent = shape.reduce((sum, length, axis) => sum + (length - 1) * strides[axis]!, 1);
  const stored = new Elements((await source.read(offset, extent * elementSize[type])).buffer);
  const target = new Uint8Array(byteLength);
  const elements = new Elements(target.buffer);
  const last = shape.length - 1;
  const [length, stride] = [shape[last]!, strides[last]!];
  const index = new Array<number>(last).fill(0);
  for (let row = 0; row < elements.length; row += length) {
    let from = index.reduce((sum, value, axis) => sum + value * strides[axis]!, 0);
    for (let column = 0; column < length; column++, from += stride) elements[row + column] = stored[from]!;
    for (let axis = last - 1; axis >= 0 && ++index[axis]! === shape[axis]; axis--) index[axis] = 0;
  }
  return target;
}

/** Moves bits unchanged, whatever they mean. */
const elementsOfSize: Readonly<
  Record<number, typeof Uint8Array | typeof Uint16Array | typeof Uint32Array | typeof BigUint64Array>
> = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array, 8: BigUint64Array };
