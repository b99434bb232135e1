import type { ShownImage } from '../../../webviews/protocol/image.ts';
import { mimeOf } from '../../../webviews/protocol/views.ts';
import type { DisplayBundle } from '../../protocol/kernel/outputs.ts';
import { escapeHtml } from '../markup/escape.ts';
import { payloadOf } from '../payload.ts';
import { dataUrl, toJpeg, toPng } from './encode.ts';
import { mimeOfFile, type FoundImage } from './recognise.ts';

export interface ImageOptions {
  readonly caption?: string | undefined;
  /** Widest it is drawn, in CSS pixels; its own width unless given. */
  readonly width?: number | undefined;
}

/** One picture: the view with zoom, a PNG, and what it is in words. */
export async function imageBundle(
  found: FoundImage,
  { caption, width }: ImageOptions = {},
): Promise<DisplayBundle> {
  const shown = await shownImage(found, caption);
  return {
    [mimeOf('image')]: payloadOf('image', {
      images: [shown],
      total: 1,
      ...(width !== undefined && { width }),
    }),
    'image/png': await toPng(found.pixels, { most: 1024 }),
    'text/plain': shown.alt + (caption === undefined ? '' : `\n${caption}`),
  };
}

/** At most `mostImages` pictures side by side. */
export async function galleryBundle(
  found: readonly FoundImage[],
  captions: readonly (string | undefined)[],
  total = found.length,
): Promise<DisplayBundle> {
  const images: ShownImage[] = [];
  for (const [at, each] of found.entries()) images.push(await thumbnail(each, captions[at] ?? each.name));
  const note = total > images.length ? `The first ${images.length} of ${total} pictures.` : undefined;
  const figures = images.map(
    ({ source, alt, caption }) =>
      `<figure style="display:inline-block;margin:4px"><img src="${source}" alt="${escapeHtml(alt)}"><figcaption>${escapeHtml(caption ?? '')}</figcaption></figure>`,
  );
  return {
    [mimeOf('image')]: payloadOf('image', { images, total }),
    'text/html': figures.join('') + (note === undefined ? '' : `<p>${note}</p>`),
    'text/plain': [...images.map(({ alt }) => alt), ...(note === undefined ? [] : [note])].join('\n'),
  };
}

/** Pictures that a gallery holds. */
export const mostImages = 60;

/** Files and pixels up to this size are shown as they are, larger ones as a JPEG of at most 2048 pixels a side. */
const largestFile = 2_000_000;

async function shownImage(found: FoundImage, caption: string | undefined): Promise<ShownImage> {
  const { pixels } = found;
  const size = await sizeOf(found);
  const source = await sourceOf(pixels);
  return { source, ...size, alt: altOf(found, size), ...(caption !== undefined && { caption }) };
}

async function sourceOf(pixels: FoundImage['pixels']): Promise<string> {
  if (pixels instanceof Uint8Array) {
    if (pixels.length <= largestFile) return dataUrl(mimeOfFile(pixels), pixels);
  } else if (pixels.data.length <= 2 * largestFile) return dataUrl('image/png', await toPng(pixels));
  return dataUrl('image/jpeg', await toJpeg(pixels, { most: 2048 }));
}

async function thumbnail(found: FoundImage, caption: string | undefined): Promise<ShownImage> {
  const size = await sizeOf(found);
  const source = dataUrl('image/jpeg', await toJpeg(found.pixels, { most: 256 }));
  return {
    source,
    ...size,
    alt: altOf(found, size),
    ...(caption !== undefined && { caption }),
    ...(found.id !== undefined && { name: found.id }),
  };
}

function altOf(
  { name = 'Picture' }: FoundImage,
  { width, height }: { width: number; height: number },
): string {
  return `${name}, ${width} × ${height} pixels`;
}

async function sizeOf({ pixels }: FoundImage): Promise<{ width: number; height: number }> {
  if (!(pixels instanceof Uint8Array)) return { width: pixels.width, height: pixels.height };
  const { default: sharp } = await import('sharp');
  const { autoOrient } = await sharp(pixels).metadata();
  return { width: autoOrient.width, height: autoOrient.height };
}
