import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Failure } from '../../../../kernels/protocol/failures/index.ts';
import { elementCount, elementSize } from '../../../../kernels/clip/weights/element.ts';
import { openWeights } from '../../../../kernels/clip/weights/open.ts';
import { readTensor } from '../../../../kernels/clip/weights/read.ts';
import type { StoredTensor } from '../../../../kernels/clip/weights/weights.ts';
import { golden, temporaryFolder } from './golden.ts';

const path = join(temporaryFolder(), 'mutated.bin');

type Mutation = (bytes: Buffer) => Buffer;

/** A place in the file, from 0 (start) to 1 (end); half of them in the last part, where zip directories lie. */
const place = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0.8, max: 1, noNaN: true }),
);
const at = (bytes: Buffer, where: number): number =>
  Math.min(bytes.length - 1, Math.floor(where * bytes.length));
const boundary = [
  0n,
  1n,
  7n,
  8n,
  0x7fn,
  0x80n,
  0xffffn,
  0x7fffffffn,
  0xffffffffn,
  2n ** 53n,
  2n ** 63n,
  2n ** 64n - 1n,
];

const flip = fc.tuple(place, fc.integer({ min: 0, max: 7 })).map(([where, bit]): Mutation => bytes => {
  const index = at(bytes, where);
  bytes[index]! ^= 1 << bit;
  return bytes;
});
const overwrite = fc
  .tuple(place, fc.integer({ min: 0, max: 255 }))
  .map(([where, value]): Mutation => bytes => {
    bytes[at(bytes, where)] = value;
    return bytes;
  });
const lie = fc
  .tuple(place, fc.constantFrom(2, 4, 8), fc.constantFrom(...boundary))
  .map(([where, width, value]): Mutation => bytes => {
    const field = Buffer.alloc(8);
    field.writeBigUInt64LE(value);
    field.copy(bytes, at(bytes, where), 0, width);
    return bytes;
  });
const cut = place.map(
  (where): Mutation =>
    bytes =>
      bytes.subarray(0, at(bytes, where)),
);
const splice = fc
  .tuple(place, place, fc.integer({ min: 1, max: 200 }))
  .map(([from, to, length]): Mutation => bytes => {
    const chunk = bytes.subarray(at(bytes, from), at(bytes, from) + length);
    const target = at(bytes, to);
    return Buffer.concat([bytes.subarray(0, target), chunk, bytes.subarray(target)]);
  });
const remove = fc.tuple(place, fc.integer({ min: 1, max: 50 })).map(([where, length]): Mutation => bytes => {
  const start = at(bytes, where);
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + length)]);
});
const digits = fc
  .tuple(place, fc.constantFrom('-', '9', '0', 'e', '.'))
  .map(([where, digit]): Mutation => bytes => {
    // The next decimal digit: offsets, shapes and storage keys.
    for (let index = at(bytes, where); index < bytes.length; index++)
      if (bytes[index]! >= 0x30 && bytes[index]! <= 0x39) {
        bytes.write(digit, index, 'latin1');
        break;
      }
    return bytes;
  });
const mutations = fc.array(fc.oneof(flip, overwrite, lie, cut, splice, remove, digits), {
  minLength: 1,
  maxLength: 4,
});

const files = [
  'every-type.safetensors',
  'small.safetensors',
  'small.pt',
  'zip64.pt',
  'small-legacy.pt',
  'views.bin',
  'views-protocol-5.bin',
  'views-legacy.bin',
  'training.pt',
  'scripted.pt',
];

it.each(files)('%s, mutated, opens with tensors inside the file or fails with a code', async name => {
  const original = readFileSync(golden(name));
  const outcomes = { opened: 0, refused: 0 };
  await fc.assert(
    fc.asyncProperty(mutations, async chain => {
      const bytes = chain.reduce<Buffer>(
        (mutated, mutate) => (mutated.length === 0 ? mutated : mutate(mutated)),
        Buffer.from(original),
      );
      writeFileSync(path, bytes);
      const before = process.cpuUsage();
      try {
        const { tensors } = await openWeights(path);
        for (const tensor of tensors.values()) {
          expectInside(tensor);
          expect(await readTensor(tensor)).toHaveLength(tensor.byteLength / elementSize[tensor.type]);
        }
        outcomes.opened++;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        expect(error.code).toMatch(/^checkpoint-/);
        expect(error.message.length).toBeLessThan(1500);
        outcomes.refused++;
      }
      const { user, system } = process.cpuUsage(before);
      expect(user + system).toBeLessThan(1_000_000);
    }),
    { numRuns: 300, seed: 20260, endOnFailure: true },
  );
  // Most mutations hit tensor data or structure: both outcomes must occur, or the fuzzing reaches nothing.
  expect(outcomes.opened).toBeGreaterThan(5);
  expect(outcomes.refused).toBeGreaterThan(50);
});

function expectInside({ shape, type, strides, offset, byteLength, file }: StoredTensor): void {
  const count = elementCount(shape)!;
  const last =
    strides === undefined
      ? count - 1
      : shape.reduce((sum, extent, axis) => sum + (extent - 1) * strides[axis]!, 0);
  expect(offset).toBeGreaterThanOrEqual(0);
  expect(byteLength).toBe(count * elementSize[type]);
  expect(offset + (count === 0 ? 0 : last + 1) * elementSize[type]).toBeLessThanOrEqual(statSync(file).size);
}
