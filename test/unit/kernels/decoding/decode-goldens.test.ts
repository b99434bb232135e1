import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../../../kernels/clip/decoding/decode.ts';
import type { DecodedImage } from '../../../../kernels/clip/decoding/image.ts';

interface Expected {
  readonly mode: string;
  readonly width: number;
  readonly height: number;
  readonly frames: readonly {
    readonly sha256: string;
    readonly first: readonly number[];
    readonly mean: number;
  }[];
}

const folder = fileURLToPath(new URL('../../../golden/decoding/', import.meta.url));
const expected = JSON.parse(readFileSync(`${folder}expected.json`, 'utf8')) as Record<string, Expected>;

/** A 12-bit inverse DCT may round one level of 4096 differently, which may move one level of 256. */
const inexact = new Set(['jpeg-extended-12.dcm']);

describe('decoding equals Pillow and pydicom, byte for byte', () => {
  it('knows at least 100 files', () => expect(Object.keys(expected).length).toBeGreaterThan(100));

  it.each(Object.entries(expected))('%s', async (name, { mode, width, height, frames }) => {
    for (const [frame, { sha256, first, mean }] of frames.entries()) {
      const image = await decodeImage(`${folder}images/${name}`, { frame });
      const colors = withoutPalette(image);
      expect({ mode: image.mode, width: image.width, height: image.height }).toEqual({ mode, width, height });
      if (inexact.has(name)) {
        expect(Math.abs(average(colors) - mean)).toBeLessThan(0.05);
        continue;
      }
      expect([...colors.subarray(0, 12)]).toEqual(first);
      expect(createHash('sha256').update(colors).digest('hex')).toBe(sha256);
    }
  });
});

function withoutPalette({ mode, data, palette }: DecodedImage): Uint8Array {
  if (mode !== 'P') return data;
  const colors = new Uint8Array(data.length * 3);
  data.forEach((index, pixel) => colors.set(palette!.subarray(index * 3, index * 3 + 3), pixel * 3));
  return colors;
}

function average(data: Uint8Array): number {
  return data.reduce((sum, value) => sum + value, 0) / data.length;
}
