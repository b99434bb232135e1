import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Resize } from '../../../../kernels/clip/preprocessing/raster.ts';
import { resamplePlain } from '../../../../kernels/clip/preprocessing/resample-plain.ts';
import { resampleWithSimd } from '../../../../kernels/clip/preprocessing/resample-simd.ts';

const side = fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 130 }));

const resizes: fc.Arbitrary<Resize> = fc
  .record({
    width: side,
    height: side,
    filter: fc.constantFrom('bilinear' as const, 'bicubic' as const, 'lanczos' as const),
    window: fc.tuple(fc.nat(), fc.nat(), fc.nat(), fc.nat()),
  })
  .map(({ width, height, filter, window: [a, b, c, d] }) => {
    const left = a % width;
    const top = b % height;
    const window = { left, top, width: 1 + (c % (width - left)), height: 1 + (d % (height - top)) };
    return { width, height, filter, window };
  });

const images = fc
  .record({ width: side, height: side, channels: fc.constantFrom(1, 3, 4), seed: fc.integer() })
  .map(({ width, height, channels, seed }) => ({
    width,
    height,
    channels,
    data: noise(width * height * channels, seed),
  }));

describe('resampling', () => {
  it('gives the same bytes in WebAssembly as in plain typed arrays', () => {
    fc.assert(
      fc.property(images, resizes, (image, resize) => {
        expect(resampleWithSimd(image, resize)?.data).toEqual(resamplePlain(image, resize).data);
      }),
      { numRuns: 400, seed: 7 },
    );
  });

  it('agrees on extreme reductions and enlargements', () => {
    for (const [width, height, toWidth, toHeight] of [
      [3000, 10, 1, 1],
      [1, 500, 224, 3],
      [7, 1, 900, 40],
      [2011, 3, 17, 3],
      [400, 9001, 9, 11],
    ] as const) {
      for (const channels of [1, 3, 4]) {
        const image = { width, height, channels, data: noise(width * height * channels, 3) };
        const window = { left: 0, top: 0, width: toWidth, height: toHeight };
        const resize = { width: toWidth, height: toHeight, filter: 'lanczos', window } as const;
        expect(resampleWithSimd(image, resize)?.data).toEqual(resamplePlain(image, resize).data);
      }
    }
  });

  it('keeps a constant image constant', () => {
    fc.assert(
      fc.property(images, resizes, fc.nat({ max: 255 }), (image, resize, value) => {
        const flat = { ...image, data: new Uint8Array(image.data.length).fill(value) };
        expect(new Set(resampleWithSimd(flat, resize)?.data)).toEqual(new Set([value]));
      }),
      { numRuns: 100, seed: 8 },
    );
  });

  it('computes a window exactly as the whole image cut to it', () => {
    fc.assert(
      fc.property(images, resizes, (image, resize) => {
        const { width, height, window } = resize;
        const all = resamplePlain(image, { ...resize, window: { left: 0, top: 0, width, height } });
        const cut: number[] = [];
        for (let y = window.top; y < window.top + window.height; y++) {
          const start = (y * width + window.left) * image.channels;
          cut.push(...all.data.subarray(start, start + window.width * image.channels));
        }
        expect([...resampleWithSimd(image, resize)!.data]).toEqual(cut);
      }),
      { numRuns: 100, seed: 9 },
    );
  });
});

/** Seeded bytes, many of them at the extremes, where clipping happens. */
function noise(length: number, seed: number): Uint8Array {
  let state = seed >>> 0;
  return Uint8Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const value = state >>> 16;
    return value & 0x100 ? (value & 1 ? 255 : 0) : value & 255;
  });
}
