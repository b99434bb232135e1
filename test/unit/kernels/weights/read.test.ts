import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readBytes, readTensor } from '../../../../kernels/clip/weights/read.ts';
import type { StoredTensor, TensorType } from '../../../../kernels/clip/weights/weights.ts';
import { temporaryFolder } from './golden.ts';

const folder = temporaryFolder();
const everyHalf = Uint16Array.from({ length: 65536 }, (_, i) => i);

function stored(
  type: TensorType,
  data: Uint8Array | Uint16Array | Float64Array,
  shape: number[],
): StoredTensor {
  const file = join(folder, `${type}.raw`);
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  writeFileSync(file, Buffer.concat([Buffer.alloc(3), bytes]));
  return { name: 'x', type, shape, file, offset: 3, byteLength: bytes.length };
}

it('converts every float16 by its definition', async () => {
  const values = await readTensor(stored('float16', everyHalf, [65536]));
  for (const half of everyHalf) {
    const exponent = (half >> 10) & 31;
    const fraction = half & 1023;
    const magnitude =
      exponent === 31
        ? fraction === 0
          ? Infinity
          : NaN
        : exponent === 0
          ? fraction * 2 ** -24
          : (1 + fraction / 1024) * 2 ** (exponent - 15);
    if (!Object.is(values[half], half < 32768 ? magnitude : -magnitude) && !Number.isNaN(magnitude))
      expect.fail(`float16 0x${half.toString(16)} became ${String(values[half])}`);
    expect(Number.isNaN(values[half]!)).toBe(Number.isNaN(magnitude));
  }
});

it('converts every bfloat16 to the float32 with the same upper bits', async () => {
  const values = await readTensor(stored('bfloat16', everyHalf, [256, 256]));
  const view = new DataView(new ArrayBuffer(4));
  for (const half of everyHalf) {
    view.setUint32(0, half * 65536);
    if (!Object.is(values[half], view.getFloat32(0))) expect.fail(`bfloat16 0x${half.toString(16)}`);
  }
});

it('reads tensors larger than one piece whole', async () => {
  const count = 1_500_001;
  const data = Float64Array.from({ length: count }, (_, i) => i / 2);
  const values = await readTensor(stored('float64', data, [count]));
  expect(values.length).toBe(count);
  for (let i = 0; i < count; i++)
    if (values[i] !== i / 2) expect.fail(`element ${i} is ${String(values[i])}`);
});

it('puts a transposed tensor into C order in reasonable time', async () => {
  const [rows, columns] = [1024, 768];
  const data = Uint16Array.from({ length: rows * columns }, (_, i) => i % 65521);
  const tensor: StoredTensor = { ...stored('bfloat16', data, [columns, rows]), strides: [1, columns] };
  const bytes = new Uint16Array((await readBytes(tensor)).buffer);
  for (let i = 0; i < rows * columns; i++) {
    const from = (i % rows) * columns + Math.floor(i / rows);
    if (bytes[i] !== from % 65521) expect.fail(`element ${i}`);
  }
});
