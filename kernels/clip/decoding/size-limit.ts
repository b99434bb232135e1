import { failure } from '../../protocol/failures/index.ts';

/** Megapixels: a 300-megapixel RGB image takes 0.9 GB. */
const limit = 300;

/** Throws `image-too-large`, or `image-unreadable` where there is no pixel at all. */
export function checkSize(name: string, width: number, height: number): void {
  if (!(width > 0 && height > 0)) {
    throw failure('image-unreadable', { name, problem: `its header gives ${width}×${height} pixels` });
  }
  if (width * height > limit * 1e6) throw failure('image-too-large', { name, width, height, limit });
}
