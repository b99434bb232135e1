import type { DecodedImage } from '../decoding/image.ts';
import type { Raster } from './raster.ts';

/** An 8-bit image on its way through the steps. LA travels as RGBA with three equal colours: every step treats them alike. */
export interface Picture extends Raster {
  readonly mode: 'L' | 'RGB' | 'RGBA' | 'CMYK' | 'P';
  readonly palette?: Uint8Array;
  readonly paletteAlpha?: Uint8Array;
  readonly transparentColor?: readonly number[];
}

/** The decoded image as the steps take it; pixels are shared, not copied, except for LA. */
export function picture(image: DecodedImage): Picture {
  const { mode } = image;
  switch (mode) {
    case 'L':
      return { ...image, mode, channels: 1 };
    case 'P':
      return { ...image, mode, channels: 1, palette: image.palette ?? grayRamp() };
    case 'LA':
      return { ...image, mode: 'RGBA', channels: 4, data: spread(image.data) };
    case 'RGB':
      return { ...image, mode, channels: 3 };
    case 'RGBA':
    case 'CMYK':
      return { ...image, mode, channels: 4 };
  }
}

/** The image laid on white where it is transparent (Pillow's `alpha_composite` on an opaque background), then `toColor`. */
export function onWhite(source: Picture): Picture {
  const color = toColor(source);
  const opacity = opacities(source);
  if (!opacity) return color;
  const { channels } = color;
  const data = color.data.slice();
  for (let pixel = 0, at = 0; at < data.length; pixel++) {
    const alpha = opacity(pixel);
    for (let c = 0; c < channels; c++, at++) {
      const sum = (data[at]! * alpha + 255 * (255 - alpha)) * 128 + 16384;
      data[at] = ((sum >> 8) + sum) >> 15;
    }
  }
  return { ...color, data };
}

/** The opacity of each pixel, if any can be less than 255. */
function opacities({
  mode,
  data,
  paletteAlpha,
  transparentColor,
}: Picture): ((pixel: number) => number) | undefined {
  if (mode === 'RGBA') return pixel => data[pixel * 4 + 3]!;
  if (mode === 'P' && paletteAlpha) return pixel => paletteAlpha[data[pixel]!] ?? 255;
  if (!transparentColor || (mode !== 'L' && mode !== 'RGB')) return undefined;
  const channels = mode === 'L' ? 1 : 3;
  return pixel => (transparentColor.every((value, c) => data[pixel * channels + c] === value) ? 0 : 255);
}

/** Pillow's `convert('RGB')` (libImaging/Convert.c): alpha is dropped, CMYK is naive, P is looked up. L stays L, its three channels being equal. */
export function toColor(source: Picture): Picture {
  const { width, height, data } = source;
  const pixels = width * height;
  if (source.mode === 'L' || source.mode === 'RGB') return source;
  const rgb = new Uint8Array(pixels * 3);
  if (source.mode === 'P') {
    const palette = source.palette!;
    for (let i = 0; i < pixels; i++) {
      for (let c = 0; c < 3; c++) rgb[i * 3 + c] = palette[data[i]! * 3 + c] ?? 0;
    }
  } else if (source.mode === 'CMYK') {
    for (let i = 0; i < pixels; i++) {
      const white = 255 - data[i * 4 + 3]!;
      for (let c = 0; c < 3; c++) rgb[i * 3 + c] = white - multiply(data[i * 4 + c]!, white);
    }
  } else {
    for (let i = 0; i < pixels; i++) {
      for (let c = 0; c < 3; c++) rgb[i * 3 + c] = data[i * 4 + c]!;
    }
  }
  return { mode: 'RGB', width, height, channels: 3, data: rgb };
}

/** Pillow's `convert('L')`: ITU-R 601-2 luma in 16-bit fixed point, rounded. */
export function toGray(source: Picture): Picture {
  if (source.mode === 'L') return source;
  const { width, height, data } = toColor(source);
  const gray = new Uint8Array(width * height);
  for (let i = 0, at = 0; i < gray.length; i++, at += 3) {
    gray[i] = (data[at]! * 19595 + data[at + 1]! * 38470 + data[at + 2]! * 7471 + 32768) >> 16;
  }
  return { mode: 'L', width, height, channels: 1, data: gray };
}

/** RGBA → RGBa: colours multiplied by alpha, as Pillow does before it resizes. */
export function premultiply({ width, height, data }: Raster): Raster {
  const scaled = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3]!;
    for (let c = 0; c < 3; c++) scaled[i + c] = multiply(data[i + c]!, alpha);
    scaled[i + 3] = alpha;
  }
  return { width, height, channels: 4, data: scaled };
}

/** RGBa → RGBA, in place. */
export function unpremultiply({ data }: Raster): void {
  for (let i = 0; i < data.length; i += 4) {
    const alpha = data[i + 3]!;
    if (alpha === 0 || alpha === 255) continue;
    for (let c = 0; c < 3; c++) data[i + c] = Math.min(255, Math.trunc((255 * data[i + c]!) / alpha));
  }
}

/** a · b / 255, rounded, as Pillow's MULDIV255. */
function multiply(a: number, b: number): number {
  const product = a * b + 128;
  return ((product >> 8) + product) >> 8;
}

function spread(pairs: Uint8Array): Uint8Array {
  const data = new Uint8Array(pairs.length * 2);
  for (let i = 0, at = 0; i < pairs.length; i += 2, at += 4) {
    data.fill(pairs[i]!, at, at + 3);
    data[at + 3] = pairs[i + 1]!;
  }
  return data;
}

function grayRamp(): Uint8Array {
  return Uint8Array.from({ length: 768 }, (_, index) => Math.trunc(index / 3));
}
