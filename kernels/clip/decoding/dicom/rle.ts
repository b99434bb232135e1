import type { PixelModule } from './pixel-module.ts';

/**
 * RLE lossless (PS3.5 annex G) → little-endian planar bytes. A segment holds one byte plane, most significant first
 * within each sample. Throws if the data are damaged or cut short.
 */
export function unpackRle(
  bytes: Uint8Array,
  { rows, columns, samples, bitsAllocated }: PixelModule,
): Uint8Array {
  const pixels = rows * columns;
  const width = bitsAllocated / 8;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < 64) throw new Error('its RLE header is cut short');
  const segments = view.getUint32(0, true);
  if (segments !== samples * width) {
    throw new Error(`its RLE data have ${segments} segments where ${samples * width} are needed`);
  }
  const planes = new Uint8Array(pixels * samples * width);
  for (let segment = 0; segment < segments; segment++) {
    const start = view.getUint32(4 + segment * 4, true);
    const end = segment + 1 < segments ? view.getUint32(8 + segment * 4, true) : bytes.length;
    const sample = Math.floor(segment / width);
    const place = width - 1 - (segment % width);
    unpackSegment(bytes.subarray(start, end), planes, sample * pixels * width + place, width, pixels);
  }
  return planes;
}

/** PackBits into every `step`-th byte from `start`. */
function unpackSegment(
  bytes: Uint8Array,
  target: Uint8Array,
  start: number,
  step: number,
  count: number,
): void {
  let at = 0;
  let written = 0;
  while (written < count) {
    const control = bytes[at++];
    if (control === undefined) throw new Error('its RLE data are cut short');
    if (control === 128) continue;
    const repeats = control > 128;
    const length = Math.min(repeats ? 257 - control : control + 1, count - written);
    if (at + (repeats ? 1 : length) > bytes.length) throw new Error('its RLE data are cut short');
    for (let i = 0; i < length; i++) target[start + written++ * step] = bytes[repeats ? at : at + i]!;
    at += repeats ? 1 : control + 1;
  }
}
