import type { Sharp } from 'sharp';

/** 8-bit pixels, rows top to bottom, channels interleaved. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 2 | 3 | 4;
  readonly data: Uint8Array;
}

/** An image file in memory, or pixels. */
export type Encodable = Uint8Array | Pixels;

/** As PNG, shrunk so that neither side is longer than `most`, or enlarged `times` without smoothing. */
export async function toPng(
  image: Encodable,
  { most, times }: { most?: number; times?: number } = {},
): Promise<Uint8Array> {
  let picture = shrunk(await open(image), most);
  if (times !== undefined && !(image instanceof Uint8Array))
    picture = picture.resize(image.width * times, image.height * times, { kernel: 'nearest' });
  return plain(await picture.png().toBuffer());
}

/** As JPEG on white, neither side longer than `most`: for thumbnails. */
export async function toJpeg(image: Encodable, { most }: { most: number }): Promise<Uint8Array> {
  const picture = shrunk(await open(image), most).flatten({ background: '#ffffff' });
  return plain(await picture.jpeg({ quality: 82 }).toBuffer());
}

export function dataUrl(mime: string, bytes: Uint8Array): string {
  const { buffer, byteOffset, length } = bytes;
  return `data:${mime};base64,${Buffer.from(buffer, byteOffset, length).toString('base64')}`;
}

/** Loaded when first needed: a cell that shows no picture does without. */
async function open(image: Encodable): Promise<Sharp> {
  const { default: sharp } = await import('sharp');
  if (image instanceof Uint8Array) return sharp(image, { autoOrient: true, failOn: 'none' });
  const { width, height, channels, data } = image;
  const picture = sharp(data, { raw: { width, height, channels } });
  return channels < 3 ? picture.toColourspace('b-w') : picture;
}

function shrunk(picture: Sharp, most: number | undefined): Sharp {
  if (most === undefined) return picture;
  return picture.resize(most, most, { fit: 'inside', withoutEnlargement: true });
}

function plain(buffer: Buffer): Uint8Array {
  return new Uint8Array(buffer);
}
