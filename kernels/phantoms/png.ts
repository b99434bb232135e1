import type { Phantom } from './phantom.ts';

/** The picture as PNG, 8-bit gray or RGB. */
export async function encodePng({
  data,
  size,
  channels,
}: Pick<Phantom, 'data' | 'size' | 'channels'>): Promise<Uint8Array> {
  // Loaded when first needed: a cell that draws nothing does without.
  const { default: sharp } = await import('sharp');
  const picture = sharp(data, { raw: { width: size, height: size, channels } });
  const png = await (channels === 1 ? picture.toColourspace('b-w') : picture).png().toBuffer();
  return new Uint8Array(png.buffer, png.byteOffset, png.length);
}
