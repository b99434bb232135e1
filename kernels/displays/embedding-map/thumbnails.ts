import { failure } from '../../protocol/failures/index.ts';
import { thumbnail } from '../images/thumbnail.ts';
import type { MapPoints } from './map-points.ts';

/** Pictures kept in the output; the kernel draws others when they are pointed at. */
export const mostThumbnails = 300;

/** Pixels of the longer side. */
export const thumbnailSide = 64;

/** The first pictures of a map as JPEGs; those that cannot be read any more are left out. */
export async function drawThumbnails(
  { pictures }: MapPoints,
  signal: AbortSignal | undefined,
): Promise<Map<number, string>> {
  const drawn = new Map<number, string>();
  for (const [point, source] of [...pictures].slice(0, mostThumbnails)) {
    if (signal?.aborted) throw failure('cancelled', { what: 'Drawing thumbnails' }, signal.reason);
    const picture = await thumbnail(source, thumbnailSide);
    if (picture !== undefined) drawn.set(point, picture);
  }
  return drawn;
}
