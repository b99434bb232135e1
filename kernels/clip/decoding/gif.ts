import { failure } from '../../protocol/failures/index.ts';
import type { DecodedImage } from './image.ts';
import type { ImageFile } from './read.ts';
import { checkSize } from './size-limit.ts';

/**
 * The first frame of a GIF as Pillow holds it: palette indices (sharp only gives colours, with those of transparent
 * pixels lost), or L where the palette is the plain gray ramp. Pixels outside the frame are 0 on the whole canvas,
 * or the transparent index. Throws `image-unreadable` for damaged or truncated data.
 */
export function decodeGif({ name, bytes }: ImageFile): DecodedImage {
  const unreadable = (problem: string) => failure('image-unreadable', { name, problem });
  const u8 = (at: number): number => {
    const value = bytes[at];
    if (value === undefined) throw unreadable('the GIF data are cut short');
    return value;
  };
  const u16 = (at: number) => u8(at) | (u8(at + 1) << 8);

  const width = u16(6);
  const height = u16(8);
  checkSize(name, width, height);
  let at = 13;
  const globalSize = tableSize(u8(10));
  const globalTable = bytes.subarray(at, at + globalSize);
  at += globalSize;
  let transparent: number | undefined;
  for (;;) {
    const block = u8(at++);
    if (block === 0x3b) throw unreadable('the GIF holds no frame');
    if (block === 0x21) {
      const label = u8(at++);
      if (label === 0xf9 && u8(at) >= 4 && (u8(at + 1) & 1) === 1) transparent = u8(at + 4);
      while (u8(at) !== 0) at += u8(at) + 1;
      at++;
    } else if (block === 0x2c) break;
    else throw unreadable(`the GIF has an unknown block 0x${block.toString(16)}`);
  }
  const left = u16(at);
  const top = u16(at + 2);
  const frameWidth = u16(at + 4);
  const frameHeight = u16(at + 6);
  const flags = u8(at + 8);
  at += 9;
  const localSize = tableSize(flags);
  const palette = localSize > 0 ? bytes.subarray(at, at + localSize) : globalTable;
  at += localSize;
  const canvasWidth = Math.max(width, left + frameWidth);
  const canvasHeight = Math.max(height, top + frameHeight);
  checkSize(name, canvasWidth, canvasHeight);
  const indices = unpack(bytes, at, frameWidth * frameHeight);
  if (!indices) throw unreadable('the GIF data are damaged or cut short');

  const covers = left === 0 && top === 0 && frameWidth === canvasWidth && frameHeight === canvasHeight;
  const data = new Uint8Array(canvasWidth * canvasHeight);
  if (!covers) data.fill(transparent ?? 0);
  const order = (flags & 0x40) === 0 ? undefined : interlaced(frameHeight);
  for (let row = 0; row < frameHeight; row++) {
    const y = top + (order ? order[row]! : row);
    data.set(indices.subarray(row * frameWidth, (row + 1) * frameWidth), y * canvasWidth + left);
  }
  if (isGrayRamp(palette)) {
    const gray = { mode: 'L', width: canvasWidth, height: canvasHeight, data } as const;
    return transparent === undefined ? gray : { ...gray, transparentColor: [transparent] };
  }
  const image = {
    mode: 'P',
    width: canvasWidth,
    height: canvasHeight,
    data,
    palette: palette.slice(),
  } as const;
  if (transparent === undefined) return image;
  const paletteAlpha = new Uint8Array(palette.length / 3).fill(255);
  paletteAlpha[transparent] = 0;
  return { ...image, paletteAlpha };
}

/** `GIF87a` or `GIF89a`. */
export function isGif(bytes: Uint8Array): boolean {
  return (
    bytes.length > 13 && bytes[0] === 0x47 && bytes[1] === 0x49 && bytes[2] === 0x46 && bytes[3] === 0x38
  );
}

function tableSize(flags: number): number {
  return (flags & 0x80) === 0 ? 0 : 3 << ((flags & 7) + 1);
}

function isGrayRamp(palette: Uint8Array): boolean {
  return palette.every((value, index) => value === Math.trunc(index / 3));
}

/** The rows of an interlaced frame in the order they are stored. */
function interlaced(height: number): number[] {
  const rows: number[] = [];
  for (const [start, step] of [
    [0, 8],
    [4, 8],
    [2, 4],
    [1, 2],
  ] as const) {
    for (let row = start; row < height; row += step) rows.push(row);
  }
  return rows;
}

/** GIF's variable-width LZW; undefined unless it yields `length` indices. */
function unpack(bytes: Uint8Array, start: number, length: number): Uint8Array | undefined {
  const minimum = bytes[start] ?? 0;
  if (minimum < 1 || minimum > 11) return undefined;
  const clear = 1 << minimum;
  const prefix = new Int16Array(4096);
  const suffix = new Uint8Array(4096);
  const stack = new Uint8Array(4097);
  for (let code = 0; code < clear; code++) suffix[code] = code;
  const output = new Uint8Array(length);
  let written = 0;
  let size = minimum + 1;
  let next = clear + 2;
  let previous = -1;
  let first = 0;
  let bits = 0;
  let held = 0;
  let at = start + 1;
  let left = 0;
  while (written < length) {
    while (held < size) {
      if (left === 0) {
        left = bytes[at++] ?? 0;
        if (left === 0) return undefined;
      }
      const byte = bytes[at++];
      if (byte === undefined) return undefined;
      bits |= byte << held;
      held += 8;
      left--;
    }
    const code = bits & ((1 << size) - 1);
    bits >>>= size;
    held -= size;
    if (code === clear) {
      size = minimum + 1;
      next = clear + 2;
      previous = -1;
      continue;
    }
    if (code === clear + 1) return undefined;
    if (code > next || (code === next && previous < 0)) return undefined;
    let depth = 0;
    let current = code;
    if (code === next) {
      stack[depth++] = first;
      current = previous;
    }
    while (current >= clear) {
      stack[depth++] = suffix[current]!;
      current = prefix[current]!;
    }
    first = suffix[current]!;
    stack[depth++] = first;
    while (depth > 0 && written < length) output[written++] = stack[--depth]!;
    if (previous >= 0 && next < 4096) {
      prefix[next] = previous;
      suffix[next] = first;
      next++;
      if (next === 1 << size && size < 12) size++;
    }
    previous = code;
  }
  return output;
}
