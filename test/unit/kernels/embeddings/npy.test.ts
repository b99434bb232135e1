import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeNpy, encodeNpy } from '../../../../kernels/clip/embeddings/npy.ts';
import { Failure } from '../../../../kernels/protocol/failures/index.ts';

const arrays = fc
  .array(fc.integer({ min: 0, max: 5 }), { minLength: 1, maxLength: 4 })
  .chain(shape =>
    fc.float32Array({ minLength: size(shape), maxLength: size(shape) }).map(data => ({ shape, data })),
  );

it('reads back what it wrote, to the bit', () => {
  fc.assert(
    fc.property(arrays, array => {
      const read = decodeNpy(Buffer.from(encodeNpy(array)), 'a.npy');
      expect(read.shape).toEqual(array.shape);
      expect(new Uint32Array(read.data.buffer)).toEqual(new Uint32Array(array.data.buffer.slice(0)));
    }),
  );
});

it('writes the header NumPy writes for a [2, 3] array', () => {
  const bytes = encodeNpy({ shape: [2, 3], data: new Float32Array(6) });
  const header = Buffer.from(bytes.subarray(0, 128)).toString('latin1');
  expect(header.slice(0, 8)).toBe('\x93NUMPY\x01\x00');
  expect(header.slice(10)).toBe(
    `{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }`.padEnd(117) + '\n',
  );
  expect(bytes.length).toBe(128 + 24);
});

it('refuses damaged files with a failure that names them', () => {
  const whole = encodeNpy({ shape: [4], data: Float32Array.of(1, 2, 3, 4) });
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: whole.length - 1 }),
      fc.integer({ min: 0, max: 255 }),
      (cut, byte) => {
        const damaged = [whole.slice(0, cut), whole.map((value, index) => (index === cut ? byte : value))];
        for (const bytes of damaged) {
          try {
            decodeNpy(bytes, 'a.npy');
          } catch (error) {
            expect(error).toBeInstanceOf(Failure);
            expect((error as Failure).code).toBe('array-unreadable');
          }
        }
      },
    ),
    { numRuns: 2000 },
  );
});

function size(shape: readonly number[]): number {
  return shape.reduce((product, extent) => product * extent, 1);
}
