import type { PixelModule } from './pixel-module.ts';

/** Stored values of one frame `[rows, columns, samples]`, sign and unused bits taken care of. */
export type StoredValues = Int32Array;

/** Uncompressed pixel data → stored values. `planar` says how these bytes lie, whatever the module says. */
export function fromBytes(
  bytes: Uint8Array,
  module: PixelModule,
  { littleEndian, planar }: { readonly littleEndian: boolean; readonly planar: boolean },
): StoredValues {
  const { rows, columns, samples, bitsAllocated } = module;
  const pixels = rows * columns;
  const values = new Int32Array(pixels * samples);
  if (bitsAllocated === 1) {
    for (let i = 0; i < values.length; i++) values[i] = (bytes[i >> 3]! >> (i & 7)) & 1;
    return values;
  }
  const width = bitsAllocated / 8;
  if (bytes.length < values.length * width) throw new Error('its pixel data are cut short');
  const word = wordReader(bytes, width, littleEndian);
  const stored = storedValue(module);
  for (let pixel = 0, at = 0; pixel < pixels; pixel++) {
    for (let sample = 0; sample < samples; sample++, at++) {
      values[at] = stored(word(planar ? sample * pixels + pixel : at));
    }
  }
  return values;
}

/** Y1 Y2 Cb Cr of each pair of pixels (PS3.3 C.7.6.3.1.2) → three samples a pixel. */
export function fromYbr422(bytes: Uint8Array, { rows, columns }: PixelModule): StoredValues {
  const values = new Int32Array(rows * columns * 3);
  for (let pixel = 0; pixel < rows * columns; pixel++) {
    const pair = (pixel >> 1) * 4;
    values[pixel * 3] = bytes[pair + (pixel & 1)] ?? 0;
    values[pixel * 3 + 1] = bytes[pair + 2] ?? 0;
    values[pixel * 3 + 2] = bytes[pair + 3] ?? 0;
  }
  return values;
}

/** Samples that a codec decoded: cut to the bits stored, and read as signed where the image says so. */
export function fromDecoded(samples: ArrayLike<number>, module: PixelModule): StoredValues {
  const stored = storedValue({ ...module, highBit: module.bitsStored - 1 });
  return Int32Array.from({ length: module.rows * module.columns * module.samples }, (_, i) =>
    stored(samples[i] ?? 0),
  );
}

/** A word of pixel data → the value in its bits stored. */
function storedValue({ bitsStored, highBit, signed }: PixelModule): (word: number) => number {
  const shift = highBit + 1 - bitsStored;
  const unused = 32 - bitsStored;
  return signed
    ? word => ((word >> shift) << unused) >> unused
    : word => ((word >>> shift) << unused) >>> unused;
}

function wordReader(bytes: Uint8Array, width: number, littleEndian: boolean): (index: number) => number {
  if (width === 1) return index => bytes[index]!;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return width === 2
    ? index => view.getUint16(index * 2, littleEndian)
    : index => view.getInt32(index * 4, littleEndian);
}
