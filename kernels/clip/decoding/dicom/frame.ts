import dicomParser, { type DataSet, type Element } from 'dicom-parser';
import type { PixelModule } from './pixel-module.ts';

/** The bytes of one frame: a compressed stream, or the frame's part of uncompressed pixel data. Throws if cut short. */
export function frameBytes(dataSet: DataSet, module: PixelModule, frame: number): Uint8Array {
  const element = dataSet.elements['x7fe00010']!;
  return element.encapsulatedPixelData === true
    ? encapsulated(dataSet, element, module.frames, frame)
    : native(dataSet, element, module, frame);
}

function native(dataSet: DataSet, element: Element, module: PixelModule, frame: number): Uint8Array {
  const samples = module.photometric === 'YBR_FULL_422' ? 2 : module.samples;
  const bits = module.rows * module.columns * samples * module.bitsAllocated;
  const start = element.dataOffset + Math.floor((bits * frame) / 8);
  const end = start + Math.ceil(bits / 8);
  if (end > Math.min(dataSet.byteArray.length, element.dataOffset + element.length)) throw cutShort();
  // The pad byte of an odd length belongs to the last word of big-endian data.
  return dataSet.byteArray.subarray(start, end + (end & 1));
}

function encapsulated(dataSet: DataSet, element: Element, frames: number, frame: number): Uint8Array {
  const fragments = element.fragments ?? [];
  if (fragments.length === 0) throw cutShort();
  const last = fragments[fragments.length - 1]!;
  if (last.position + last.length > dataSet.byteArray.length) throw cutShort();
  const join = (first: number, count: number) =>
    dicomParser.readEncapsulatedPixelDataFromFragments(dataSet, element, first, count);
  if (frames === 1) return join(0, fragments.length);
  if ((element.basicOffsetTable?.length ?? 0) > 0) {
    return dicomParser.readEncapsulatedImageFrame(dataSet, element, frame);
  }
  if (fragments.length === frames) return join(frame, 1);
  const table = dicomParser.createJPEGBasicOffsetTable(dataSet, element);
  return dicomParser.readEncapsulatedImageFrame(dataSet, element, frame, table);
}

function cutShort(): Error {
  return new Error('its pixel data are cut short');
}
