import { bitReader, extend } from './huffman.ts';
import type { FrameHeader, Scan } from './stream.ts';

/**
 * Lossless Huffman JPEG (ITU-T T.81 annex H, process 14), any predictor → samples `[height, width, components]`.
 * Throws a plain error on damaged or truncated data, and on subsampled components, which lossless medical images do not have.
 */
export function decodeLossless(bytes: Uint8Array, frame: FrameHeader, scans: readonly Scan[]): Uint16Array {
  const { width, height, components } = frame;
  const samples = components.length;
  if (components.some(({ across, down }) => samples > 1 && (across !== 1 || down !== 1))) {
    throw new Error('its lossless JPEG data have subsampled components');
  }
  const data = new Uint16Array(width * height * samples);
  for (const scan of scans) decodeScan(bytes, frame, scan, data);
  return data;
}

function decodeScan(bytes: Uint8Array, frame: FrameHeader, scan: Scan, data: Uint16Array): void {
  const { width, height, precision, components } = frame;
  const samples = components.length;
  const line = width * samples;
  const reader = bitReader(bytes, scan.offset);
  const initial = 1 << (precision - scan.low - 1);
  let fresh = true;
  let freshRow = 0;
  for (let y = 0, unit = 0; y < height; y++) {
    for (let x = 0; x < width; x++, unit++) {
      if (scan.restartInterval > 0 && unit > 0 && unit % scan.restartInterval === 0) {
        reader.restart();
        fresh = true;
        freshRow = y;
      }
      for (const { index, dc } of scan.components) {
        const at = y * line + x * samples + index;
        const size = reader.symbol(dc);
        const difference = size === 16 ? 32768 : extend(reader.bits(size), size);
        let prediction: number;
        if (fresh) prediction = initial;
        else if (y === freshRow) prediction = data[at - samples]!;
        else if (x === 0) prediction = data[at - line]!;
        else
          prediction = predict(scan.start, data[at - samples]!, data[at - line]!, data[at - line - samples]!);
        data[at] = prediction + difference;
      }
      fresh = false;
    }
  }
  if (scan.low > 0) {
    for (const { index } of scan.components) {
      for (let at = index; at < data.length; at += samples) data[at] = data[at]! << scan.low;
    }
  }
}

/** Table H.1: from the left, upper and upper-left neighbours. */
function predict(predictor: number, left: number, above: number, corner: number): number {
  switch (predictor) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return corner;
    case 4:
      return left + above - corner;
    case 5:
      return left + ((above - corner) >> 1);
    case 6:
      return above + ((left - corner) >> 1);
    case 7:
      return (left + above) >> 1;
    default:
      throw new Error(`its lossless JPEG data use predictor ${predictor}`);
  }
}
