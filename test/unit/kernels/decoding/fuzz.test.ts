import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../../kernels/clip/decoding/decode.ts';
import type { DecodedImage } from '../../../../kernels/clip/decoding/image.ts';
import { Failure } from '../../../../kernels/protocol/failures/index.ts';

const images = fileURLToPath(new URL('../../../golden/decoding/images/', import.meta.url));
const names = readdirSync(images).filter(name => !name.startsWith('size-'));
const channels = { L: 1, LA: 2, P: 1, RGB: 3, RGBA: 4, CMYK: 4 } as const;

const mutation = fc.oneof(
  fc.record({ kind: fc.constant('flip' as const), at: fc.nat(), value: fc.nat({ max: 255 }) }),
  fc.record({ kind: fc.constant('header' as const), at: fc.nat({ max: 400 }), value: fc.nat({ max: 255 }) }),
  fc.record({ kind: fc.constant('cut' as const), at: fc.nat(), value: fc.constant(0) }),
  fc.record({ kind: fc.constant('grow' as const), at: fc.nat(), value: fc.nat({ max: 255 }) }),
);

describe('damaged files', () => {
  it('give a whole image or a failure that names the file, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.array(mutation, { minLength: 1, maxLength: 6 }),
        async (name, mutations) => {
          const bytes = mutated(readFileSync(images + name), mutations);
          try {
            expectWhole(await decodeImage({ name, bytes }));
          } catch (error) {
            if (!(error instanceof Failure)) throw error;
            expect(['image-unreadable', 'image-too-large']).toContain(error.code);
            expect(error.message).toContain(name);
          }
        },
      ),
      { numRuns: 700, seed: 11 },
    );
  }, 60_000);

  it('of pure noise are refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ minLength: 1, maxLength: 300 }), async bytes => {
        await expect(decodeImage({ name: 'noise', bytes })).rejects.toBeInstanceOf(Failure);
      }),
      { numRuns: 300, seed: 12 },
    );
  });
});

function mutated(
  source: Uint8Array,
  mutations: readonly { kind: 'flip' | 'header' | 'cut' | 'grow'; at: number; value: number }[],
): Uint8Array {
  let bytes = new Uint8Array(source);
  for (const { kind, at, value } of mutations) {
    if (bytes.length === 0) break;
    const place = at % bytes.length;
    if (kind === 'cut') bytes = bytes.slice(0, place);
    else if (kind === 'grow')
      bytes = Uint8Array.from([...bytes.subarray(0, place), value, ...bytes.subarray(place)]);
    else bytes[place] = value;
  }
  return bytes;
}

function expectWhole({ mode, width, height, data, palette }: DecodedImage): void {
  expect(data.length).toBe(width * height * channels[mode]);
  if (mode === 'P') expect(palette!.length % 3).toBe(0);
}
