import { escapeMarkup } from './escape.ts';

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A picture inside a document; a gray field where there is none. Only data: a document must not ask a network for anything. */
export function pictureElement(source: string | undefined, { x, y, width, height }: Box): string {
  const place = `x="${x}" y="${y}" width="${width}" height="${height}"`;
  return source?.startsWith('data:image/')
    ? `<image href="${escapeMarkup(source)}" ${place}/>`
    : `<rect ${place} fill="#eeeeee"/>`;
}
