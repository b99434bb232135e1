import type { DataSet } from 'dicom-parser';
import { failure, Failure } from '../../../protocol/failures/index.ts';
import type { DecodedImage, DecodeOptions } from '../image.ts';
import type { ImageFile } from '../read.ts';
import { checkSize } from '../size-limit.ts';
import { decodeStream } from './codecs.ts';
import { colors, paletteColors, ybrToRgb } from './color.ts';
import { frameBytes } from './frame.ts';
import { displayed } from './grayscale.ts';
import { decodeJpeg } from './jpeg/decode-jpeg.ts';
import { parseDicom } from './part10.ts';
import { pixelModule, type PixelModule } from './pixel-module.ts';
import { unpackRle } from './rle.ts';
import { fromBytes, fromDecoded, fromYbr422, type StoredValues } from './stored-values.ts';

/**
 * One frame of a DICOM image → mode L (monochrome, displayed as the image's own attributes say) or RGB.
 * Throws `image-unreadable` (which names an unknown transfer syntax) and `image-too-large`; neither ever quotes an
 * attribute that could identify a patient.
 */
export async function decodeDicom(file: ImageFile, options: DecodeOptions): Promise<DecodedImage> {
  try {
    const { dataSet, transferSyntax } = parseDicom(file.bytes);
    const module = pixelModule(dataSet);
    checkSize(file.name, module.columns, module.rows);
    const frame = options.frame ?? 0;
    if (frame >= module.frames) throw new Error(`it has ${module.frames} frames, and none numbered ${frame}`);
    const { values, rgb } = await storedValues(dataSet, module, transferSyntax, frame);
    const { rows: height, columns: width } = module;
    if (module.photometric === 'PALETTE COLOR') {
      return { mode: 'RGB', width, height, data: paletteColors(values, dataSet) };
    }
    if (module.samples === 1) {
      const data = displayed(values, dataSet, module, frame, options.dicomRange ?? 'window');
      return { mode: 'L', width, height, data };
    }
    const data = colors(values, module);
    if (!rgb) ybrToRgb(data);
    return { mode: 'RGB', width, height, data };
  } catch (error) {
    if (error instanceof Failure) throw error;
    throw failure('image-unreadable', { name: file.name, problem: problemOf(error) }, error);
  }
}

interface Frame {
  readonly values: StoredValues;
  /** False if three samples are YCbCr. */
  readonly rgb: boolean;
}

async function storedValues(
  dataSet: DataSet,
  module: PixelModule,
  transferSyntax: string,
  frame: number,
): Promise<Frame> {
  const bytes = frameBytes(dataSet, module, frame);
  const declaredRgb = !module.photometric.startsWith('YBR_FULL');
  const compression = compressions[transferSyntax];
  if (!compression) {
    const named = /^[0-9.]{1,64}$/.test(transferSyntax) ? transferSyntax : '(malformed)';
    throw new Error(`its transfer syntax ${named} is not supported; convert it to Explicit VR Little Endian`);
  }
  switch (compression) {
    case 'none':
    case 'none, big endian':
      if (module.photometric === 'YBR_FULL_422') return { values: fromYbr422(bytes, module), rgb: false };
      return {
        values: fromBytes(compression === 'none' ? bytes : inOrder(bytes, dataSet, module), module, {
          littleEndian: compression === 'none',
          planar: module.planar,
        }),
        rgb: declaredRgb,
      };
    case 'rle':
      return {
        values: fromBytes(unpackRle(bytes, module), module, { littleEndian: true, planar: true }),
        rgb: declaredRgb,
      };
    case 'jpeg': {
      const decoded = await decodeJpeg(bytes, { ...module, rgb: module.photometric === 'RGB' });
      return { values: fromDecoded(decoded.values, module), rgb: decoded.converted || declaredRgb };
    }
    case 'jpeg-ls':
    case 'jpeg-2000':
    case 'htj2k': {
      const decoded = await decodeStream(compression, bytes, module);
      return { values: fromDecoded(decoded.values, module), rgb: declaredRgb };
    }
  }
}

/** Big-endian files hold 8-bit samples of VR OW as swapped pairs (PS3.5 §8.1.1 and annex A.3). */
function inOrder(bytes: Uint8Array, dataSet: DataSet, { bitsAllocated }: PixelModule): Uint8Array {
  if (bitsAllocated > 8 || dataSet.elements['x7fe00010']?.vr !== 'OW') return bytes;
  return bytes.map((_, index) => bytes[index ^ 1] ?? 0);
}

type Compression = 'none' | 'none, big endian' | 'rle' | 'jpeg' | 'jpeg-ls' | 'jpeg-2000' | 'htj2k';

/** PS3.6 annex A. */
const compressions: Readonly<Record<string, Compression>> = {
  '1.2.840.10008.1.2': 'none',
  '1.2.840.10008.1.2.1': 'none',
  '1.2.840.10008.1.2.1.99': 'none',
  '1.2.840.10008.1.2.2': 'none, big endian',
  '1.2.840.10008.1.2.4.50': 'jpeg',
  '1.2.840.10008.1.2.4.51': 'jpeg',
  '1.2.840.10008.1.2.4.57': 'jpeg',
  '1.2.840.10008.1.2.4.70': 'jpeg',
  '1.2.840.10008.1.2.4.80': 'jpeg-ls',
  '1.2.840.10008.1.2.4.81': 'jpeg-ls',
  '1.2.840.10008.1.2.4.90': 'jpeg-2000',
  '1.2.840.10008.1.2.4.91': 'jpeg-2000',
  '1.2.840.10008.1.2.4.201': 'htj2k',
  '1.2.840.10008.1.2.4.202': 'htj2k',
  '1.2.840.10008.1.2.4.203': 'htj2k',
  '1.2.840.10008.1.2.5': 'rle',
};

/** Only messages of this program name a problem: those of the parser might quote the file. */
function problemOf(error: unknown): string {
  if (error instanceof Error && error.message.startsWith('it')) return error.message;
  return 'its DICOM data are damaged or cut short';
}
