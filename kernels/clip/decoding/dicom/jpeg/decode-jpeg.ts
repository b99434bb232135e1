import sharp from 'sharp';
import type { DecodedFrame } from '../codecs.ts';
import { decodeLossless } from './lossless.ts';
import { decodeSequential } from './sequential.ts';
import { readStream, type FrameHeader } from './stream.ts';

/**
 * A JPEG stream inside DICOM. 8-bit DCT processes go through libjpeg (sharp), which hands out RGB; 12-bit and lossless
 * ones, which it does not read, keep the stream's own components. `rgb` says that the components are no YCbCr.
 * Throws a plain error on damaged data.
 */
export async function decodeJpeg(
  bytes: Uint8Array,
  expected: {
    readonly columns: number;
    readonly rows: number;
    readonly samples: number;
    readonly rgb: boolean;
  },
): Promise<DecodedFrame & { readonly converted: boolean }> {
  const { frame, scans } = readStream(bytes);
  const { width, height, components } = frame;
  if (width !== expected.columns || height !== expected.rows || components.length !== expected.samples) {
    throw new Error(
      `its JPEG data hold ${width}×${height}×${components.length} where its attributes say ${expected.columns}×${expected.rows}×${expected.samples}`,
    );
  }
  const base = { width, height, samples: components.length };
  if (frame.process === 3) return { ...base, values: decodeLossless(bytes, frame, scans), converted: false };
  if (frame.precision > 8 && frame.process === 1) {
    return { ...base, values: decodeSequential(bytes, frame, scans), converted: false };
  }
  if (frame.precision > 8 || frame.process > 2) {
    throw new Error(`its JPEG process ${frame.process} with ${frame.precision} bits is not supported`);
  }
  return { ...base, values: await decodeWithLibjpeg(bytes, frame, expected.rgb), converted: true };
}

async function decodeWithLibjpeg(bytes: Uint8Array, frame: FrameHeader, rgb: boolean): Promise<Uint8Array> {
  const stream = rgb && !hasAdobeMarker(bytes) ? withoutTransform(bytes) : bytes;
  const image = sharp(stream, { failOn: 'error', ignoreIcc: true, limitInputPixels: false });
  const pipeline = frame.components.length === 1 ? image.toColourspace('b-w') : image;
  const { data, info } = await pipeline.raw().toBuffer({ resolveWithObject: true });
  if (info.channels !== frame.components.length)
    throw new Error('its JPEG data have other components than it says');
  return new Uint8Array(data.buffer, data.byteOffset, data.length);
}

/** The stream with an Adobe marker that says its components are RGB, so that libjpeg converts nothing. */
function withoutTransform(bytes: Uint8Array): Uint8Array {
  const marker = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, 0];
  const stream = new Uint8Array(bytes.length + marker.length);
  stream.set(bytes.subarray(0, 2));
  stream.set(marker, 2);
  stream.set(bytes.subarray(2), 2 + marker.length);
  return stream;
}

function hasAdobeMarker(bytes: Uint8Array): boolean {
  for (let at = 2; at + 9 < bytes.length && bytes[at] === 0xff && bytes[at + 1] !== 0xda;) {
    if (bytes[at + 1] === 0xee && bytes[at + 4] === 0x41 && bytes[at + 5] === 0x64) return true;
    at += 2 + ((bytes[at + 2]! << 8) | bytes[at + 3]!);
  }
  return false;
}
