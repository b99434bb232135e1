import { fixedPoint, type Taps } from './filters.ts';

/** Room that `writeSpans` (1, 3 or 4 channels) and `writePairs` (as for 3) need for the weights of all outputs. */
export function weightBytes({ count }: Taps, channels: number): number {
  let bytes = 0;
  for (const taps of count) bytes += channels === 1 ? Math.ceil(taps / 8) * 32 : Math.ceil(taps / 2) * 8;
  return bytes;
}

/**
 * Writes what the horizontal passes read: the spans at `spans`, their weights at `start`. Taps are addressed from the byte of pixel
 * `left`.
 */
export function writeSpans(
  memory: Uint8Array,
  across: Taps,
  channels: number,
  left: number,
  spans: number,
  start: number,
): void {
  const view = new DataView(memory.buffer);
  let weights = start;
  for (let x = 0; x < across.first.length; x++) {
    const blocks =
      channels === 1 ? writeEights(view, across, x, weights) : writePairs(view, across, x, weights);
    view.setUint32(spans + x * 12, (across.first[x]! - left) * channels, true);
    view.setUint32(spans + x * 12 + 4, blocks, true);
    view.setUint32(spans + x * 12 + 8, weights, true);
    weights += blocks * (channels === 1 ? 32 : 8);
  }
}

/** Weights of one output by pairs of taps, `[high, high, low, low]`; returns the number of pairs. */
export function writePairs(
  view: DataView,
  { count, weights, stride }: Taps,
  output: number,
  at: number,
): number {
  const pairs = (count[output]! + 1) >> 1;
  for (let tap = 0; tap < pairs * 2; tap++) {
    const weight = tap < count[output]! ? fixedPoint(weights[output * stride + tap]!) : 0;
    const place = at + (tap >> 1) * 8 + (tap & 1) * 2;
    view.setInt16(place, weight >> 12, true);
    view.setInt16(place + 4, weight & 4095, true);
  }
  return pairs;
}

/** Weights of one output by eights, `[8 × high, 8 × low]`; returns the number of eights. */
function writeEights(view: DataView, { count, weights, stride }: Taps, output: number, at: number): number {
  const eights = (count[output]! + 7) >> 3;
  for (let tap = 0; tap < eights * 8; tap++) {
    const weight = tap < count[output]! ? fixedPoint(weights[output * stride + tap]!) : 0;
    const place = at + (tap >> 3) * 32 + (tap & 7) * 2;
    view.setInt16(place, weight >> 12, true);
    view.setInt16(place + 16, weight & 4095, true);
  }
  return eights;
}
