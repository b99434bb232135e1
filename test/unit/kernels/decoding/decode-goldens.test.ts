import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
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

const golden = fileURLToPath(new URL('../../../golden/decoding/', import.meta.url));
const shared = fileURLToPath(new URL('../../../../../shared/data/', import.meta.url));
const expected = read('expected.json');

/** A 12-bit inverse DCT may round one level of 4096 differently, which may move one level of 256. */
const inexact = new Set(['jpeg-extended-12.dcm']);

describe('decoding equals Pillow and pydicom, byte for byte', () => {
  it('knows at least 100 files', () => expect(Object.keys(expected).length).toBeGreaterThan(100));
  it.each(Object.entries(expected))('%s', (name, row) =>
    check(`${golden}images/${name}`, row, inexact.has(name)),
  );
});

describe.skipIf(!existsSync(shared))('so it does for published photographs and radiographs', () => {
  it.each(Object.entries(read('shared-data.json')))('%s', (name, row) => check(shared + name, row, false));
});

function read(name: string): Record<string, Expected> {
  return JSON.parse(readFileSync(golden + name, 'utf8')) as Record<string, Expected>;
}

async function check(
  path: string,
  { mode, width, height, frames }: Expected,
  nearly: boolean,
): Promise<void> {
  for (const [frame, { sha256, first, mean }] of frames.entries()) {
    const image = await decodeImage(path, { frame });
    const colors = withoutPalette(image);
    expect({ mode: image.mode, width: image.width, height: image.height }).toEqual({ mode, width, height });
    if (nearly) {
      expect(Math.abs(average(colors) - mean)).toBeLessThan(0.05);
      continue;
    }
    expect([...colors.subarray(0, 12)]).toEqual(first);
    expect(createHash('sha256').update(colors).digest('hex')).toBe(sha256);
  }
}

function withoutPalette({ mode, data, palette }: DecodedImage): Uint8Array {
  if (mode !== 'P') return data;
  const colors = new Uint8Array(data.length * 3);
  data.forEach((index, pixel) => colors.set(palette!.subarray(index * 3, index * 3 + 3), pixel * 3));
  return colors;
}

function average(data: Uint8Array): number {
  return data.reduce((sum, value) => sum + value, 0) / data.length;
}
