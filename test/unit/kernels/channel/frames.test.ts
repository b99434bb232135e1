import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeFrame, frameReader, type KernelFrame } from '../../../../kernels/channel/frames.ts';

describe('frames', () => {
  it('arrive whole and in order, however their bytes are cut', () => {
    const results = fc.array(fc.oneof(fc.string(), fc.uint8Array({ maxLength: 300 }), fc.jsonValue()));
    fc.assert(
      fc.property(results, fc.infiniteStream(fc.integer({ min: 1, max: 50 })), (values, sizes) => {
        const frames = values.map((result, id): KernelFrame => ({ kind: 'response', id, ok: true, result }));
        const bytes = Buffer.concat(frames.flatMap(encodeFrame));
        const seen: unknown[] = [];
        const read = frameReader(frame => seen.push(frame));
        for (let at = 0; at < bytes.length;) {
          const size = sizes.next().value as number;
          read(bytes.subarray(at, at + size));
          at += size;
        }
        expect(seen).toEqual(frames);
      }),
    );
  });

  it('do not take what has no clone', () => {
    expect(() => encodeFrame({ kind: 'response', id: 1, ok: true, result: () => 1 })).toThrow(
      /could not be cloned/,
    );
  });
});
