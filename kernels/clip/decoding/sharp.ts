import sharp, { type Metadata, type Sharp } from 'sharp';
import { failure } from '../../protocol/failures/index.ts';
import type { DecodedImage } from './image.ts';
import { pngHeader } from './png-header.ts';
import type { ImageFile } from './read.ts';
import { checkSize } from './size-limit.ts';
import { isPaletteTiff } from './tiff-header.ts';

/**
 * PNG, JPEG, WebP and TIFF through sharp (libvips), set so that its pixels equal Pillow's: no colour management, EXIF
 * orientation applied, the first page, the file's own colour space.
 */
export async function decodeWithSharp(file: ImageFile): Promise<DecodedImage> {
  try {
    const metadata = await open(file).metadata();
    if (!formats.has(metadata.format))
      throw failure('image-unreadable', { name: file.name, problem: `it is of format ${metadata.format}` });
    checkSize(file.name, metadata.width, metadata.height);
    return await decodeAs(file, metadata);
  } catch (error) {
    if (error instanceof Error && error.name === 'Failure') throw error;
    throw failure('image-unreadable', { name: file.name, problem: problemOf(error) }, error);
  }
}

/** libvips knows more formats; those that Pillow renders otherwise or not at all (SVG, HEIF) would give other pixels. */
const formats: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'tiff']);

/** `failOn: 'error'` refuses truncated and damaged data, and lets pass what Pillow lets pass (libjpeg's warnings). */
function open({ bytes }: ImageFile): Sharp {
  return sharp(bytes, {
    failOn: 'error',
    ignoreIcc: true,
    autoOrient: true,
    limitInputPixels: false,
    sequentialRead: true,
    pages: 1,
  });
}

async function decodeAs(file: ImageFile, metadata: Metadata): Promise<DecodedImage> {
  const { depth, space } = metadata;
  if (depth !== 'uchar' && depth !== 'ushort') {
    throw failure('image-unreadable', {
      name: file.name,
      problem: `its samples are of type ${depth}; save it with 8 or 16 bits a sample`,
    });
  }
  if (space === 'cmyk') {
    return keep('CMYK', 4, await pixels(open(file).pipelineColourspace('cmyk').toColourspace('cmyk')));
  }
  const gray = space === 'b-w' || space === 'grey16';
  const png = pngHeader(file.bytes);
  const palette = metadata.isPalette || isPaletteTiff(file.bytes);
  // To Pillow the transparency of one colour of a PNG (tRNS) is no channel.
  const alpha = metadata.hasAlpha && !palette && (png === undefined || png.colorType >= 4);
  const raw =
    depth === 'ushort'
      ? highBytes(await pixels(open(file).pipelineColourspace('rgb16').toColourspace('rgb16'), 'ushort'))
      : await pixels(gray && !alpha ? open(file).toColourspace('b-w') : open(file));
  if (palette || (gray && metadata.bitsPerSample === 1)) return indexed(raw);
  // Pillow has no 16-bit gray with alpha: it reads RGBA.
  if (gray && alpha && depth === 'uchar') return keep('LA', 2, grayAndAlpha(raw));
  if (alpha) return keep('RGBA', 4, raw);
  const opaque = gray ? keep('L', 1, raw) : keep('RGB', 3, raw);
  return png?.transparentColor && depth === 'uchar'
    ? { ...opaque, transparentColor: png.transparentColor }
    : opaque;
}

interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Uint8Array;
}

async function pixels(pipeline: Sharp, depth: 'uchar' | 'ushort' = 'uchar'): Promise<Pixels> {
  const { data, info } = await pipeline.raw({ depth }).toBuffer({ resolveWithObject: true });
  // Not as a Buffer, whose slice() shares memory where that of a Uint8Array copies.
  const plain = new Uint8Array(data.buffer, data.byteOffset, data.length);
  return { width: info.width, height: info.height, channels: info.channels, data: plain };
}

/** The high byte of little-endian 16-bit samples. */
function highBytes(deep: Pixels): Pixels {
  const data = new Uint8Array(deep.data.length / 2);
  const low = littleEndian ? 1 : 0;
  for (let i = 0; i < data.length; i++) data[i] = deep.data[i * 2 + low]!;
  return { ...deep, data };
}

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

/** The first `channels` of every pixel. */
function keep(mode: DecodedImage['mode'], channels: number, raw: Pixels): DecodedImage {
  const { width, height } = raw;
  if (raw.channels === channels) return { mode, width, height, data: raw.data };
  const data = new Uint8Array(width * height * channels);
  for (let i = 0, from = 0; i < data.length; i += channels, from += raw.channels) {
    for (let c = 0; c < channels; c++) data[i + c] = raw.data[from + c]!;
  }
  return { mode, width, height, data };
}

/** Gray and alpha of pixels whose gray may have been repeated. */
function grayAndAlpha(raw: Pixels): Pixels {
  const data = new Uint8Array(raw.width * raw.height * 2);
  for (let i = 0, at = 0; i < data.length; i += 2, at += raw.channels) {
    data[i] = raw.data[at]!;
    data[i + 1] = raw.data[at + raw.channels - 1]!;
  }
  return { ...raw, channels: 2, data };
}

/** A palette image again: libvips hands out colours, Pillow keeps indices. Which index a colour has is of no effect. */
function indexed({ width, height, channels, data }: Pixels): DecodedImage {
  const known = new Map<number, number>();
  const palette: number[] = [];
  const paletteAlpha: number[] = [];
  const indices = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < indices.length; i++, at += channels) {
    const red = data[at]!;
    const green = channels >= 3 ? data[at + 1]! : red;
    const blue = channels >= 3 ? data[at + 2]! : red;
    const alpha = channels === 4 ? data[at + 3]! : 255;
    const color = ((alpha << 24) | (red << 16) | (green << 8) | blue) >>> 0;
    let index = known.get(color);
    if (index === undefined) {
      index = known.size;
      known.set(color, index);
      palette.push(red, green, blue);
      paletteAlpha.push(alpha);
    }
    indices[i] = index;
  }
  const image = { mode: 'P', width, height, data: indices, palette: Uint8Array.from(palette) } as const;
  return channels === 4 ? { ...image, paletteAlpha: Uint8Array.from(paletteAlpha) } : image;
}

/** libvips says what it could not do on the first line. */
function problemOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  if (/unsupported image format|empty/i.test(text)) return 'no supported format was recognised in it';
  return (text.split('\n')[0] ?? text).trim().replace(/\.$/, '');
}
