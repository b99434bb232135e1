import { types } from 'node:util';
import type { DecodedImage } from '../../clip/decoding/image.ts';
import { onWhite, picture } from '../../clip/preprocessing/modes.ts';
import type { Encodable, Pixels } from './encode.ts';

/** A picture that a value holds. */
export interface FoundImage {
  readonly pixels: Encodable;
  /** What it is called or shows, for people who do not see it. */
  readonly name?: string | undefined;
  /** What it goes by in every picture of the notebook: its path, or its name in memory. */
  readonly id?: string | undefined;
}

/**
 * The picture in a value: bytes of a PNG, JPEG, WebP or GIF file, `{ name, bytes }`, a phantom, a decoded image, or
 * `{ width, height, data }` of 1, 3 or 4 bytes a pixel. Undefined for anything else.
 */
export function imageFrom(value: unknown): FoundImage | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (value instanceof Uint8Array) return isImageFile(value) ? { pixels: value } : undefined;
  const { name, bytes, data, width, height, size, channels, mode } = value as Partial<
    Record<string, unknown>
  >;
  const named = typeof name === 'string' ? { name, id: name } : phantomName(value);
  if (bytes instanceof Uint8Array) return isImageFile(bytes) ? { pixels: bytes, ...named } : undefined;
  if (!(data instanceof Uint8Array || data instanceof Uint8ClampedArray)) return undefined;
  const plain = new Uint8Array(data.buffer, data.byteOffset, data.length);
  if (typeof mode === 'string' && isSide(width) && isSide(height))
    return decoded({ ...(value as DecodedImage), data: plain });
  const sides =
    isSide(width) && isSide(height)
      ? ([width, height] as const)
      : isSide(size)
        ? ([size, size] as const)
        : undefined;
  if (sides === undefined) return undefined;
  const found = plain.length / (sides[0] * sides[1]);
  if (channels !== undefined && channels !== found) return undefined;
  return isChannels(found)
    ? { pixels: { width: sides[0], height: sides[1], channels: found, data: plain }, ...named }
    : undefined;
}

/** First bytes of PNG, JPEG, GIF and WebP. */
export function isImageFile(bytes: Uint8Array): boolean {
  const starts = (text: string, at = 0): boolean =>
    bytes.length > at + text.length &&
    Array.from(text).every((character, index) => bytes[at + index] === character.charCodeAt(0));
  return (
    starts('\x89PNG\r\n\x1a\n') ||
    starts('\xff\xd8\xff') ||
    starts('GIF8') ||
    (starts('RIFF') && starts('WEBP', 8))
  );
}

export function mimeOfFile(bytes: Uint8Array): string {
  const kinds: Readonly<Record<number, string>> = {
    0x89: 'image/png',
    0xff: 'image/jpeg',
    0x47: 'image/gif',
    0x52: 'image/webp',
  };
  return kinds[bytes[0] ?? 0] ?? 'application/octet-stream';
}

function decoded(image: DecodedImage): FoundImage | undefined {
  const bytesPerPixel: Readonly<Record<string, number>> = { L: 1, P: 1, LA: 2, RGB: 3, RGBA: 4, CMYK: 4 };
  if (image.data.length !== image.width * image.height * (bytesPerPixel[image.mode] ?? NaN)) return undefined;
  const { width, height, data, channels } = onWhite(picture(image));
  return isChannels(channels) ? { pixels: { width, height, channels, data } } : undefined;
}

function phantomName(value: object): { name?: string } {
  const { modality, seed } = value as { modality?: unknown; seed?: unknown };
  return typeof modality === 'string' && typeof seed === 'number' ? { name: `${modality} ${seed}` } : {};
}

function isSide(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) > 0;
}

function isChannels(value: number): value is Pixels['channels'] {
  return value === 1 || value === 3 || value === 4;
}

/** A list of nothing but pictures that are objects, such as `phantoms()` returns. */
export function areImages(value: unknown): value is readonly object[] {
  return Array.isArray(value) && value.length > 0 && !types.isProxy(value) && value.every(isImage);
}

function isImage(value: unknown): boolean {
  if (types.isProxy(value)) return false;
  return imageFrom(value) !== undefined;
}
