import type { ImageViewData, ShownImage } from '../../protocol/image.ts';
import { csvText } from '../csv.ts';
import { svgDocument, type Drawing } from '../document.ts';
import { escapeMarkup } from '../escape.ts';
import type { ViewExporter } from '../exporter.ts';
import { pictureElement } from '../picture-element.ts';
import { cut } from '../words.ts';

/** One picture as it is, or the gallery; names and sizes in pixels. */
export const imageExporter: ViewExporter<'image'> = {
  svg: ({ data, provenance }) => svgDocument(drawingOf(data), provenance),
  csv: ({ data }) =>
    csvText(
      ['name', 'caption', 'width', 'height'],
      data.images.map(({ alt, caption, width, height }) => [alt, caption, width, height]),
    ),
  picture: ({ data }) => (data.total === 1 ? data.images[0]?.source : undefined),
};

const tile = { side: 160, gap: 16, caption: 22, columns: 5 };
/** In CSS pixels; larger pictures keep their own pixels and are drawn smaller. */
const widest = 1024;

function drawingOf({ images, total, width }: ImageViewData): Drawing {
  const [only] = images;
  if (only && total === 1) return single(only, width);
  const columns = Math.max(1, Math.min(tile.columns, images.length));
  const step = { x: tile.side + tile.gap, y: tile.side + tile.caption + tile.gap };
  const tiles = images.map(({ source, caption, alt }, at) => {
    const [x, y] = [tile.gap + (at % columns) * step.x, tile.gap + Math.floor(at / columns) * step.y];
    return `${pictureElement(source, { x, y, width: tile.side, height: tile.side })}<text x="${x}" y="${y + tile.side + 14}">${escapeMarkup(cut(caption ?? alt, 27))}</text>`;
  });
  const height = tile.gap + Math.ceil(images.length / columns) * step.y;
  const note =
    images.length < total
      ? `<text x="${tile.gap}" y="${height + 4}" fill="#616161">The first ${images.length} of ${total} pictures.</text>`
      : '';
  return {
    title: `${total} pictures`,
    width: tile.gap + columns * step.x,
    height: height + (note === '' ? 0 : 16),
    content: tiles.join('\n') + note,
  };
}

function single({ source, alt, caption, width, height }: ShownImage, asked: number | undefined): Drawing {
  const drawn = Math.max(1, Math.min(asked ?? width, width, widest));
  const high = (drawn * height) / Math.max(1, width);
  return {
    title: alt,
    width: Math.max(drawn, caption === undefined ? 0 : 320),
    height: Math.round(high) + (caption === undefined ? 0 : 24),
    content: `${pictureElement(source, { x: 0, y: 0, width: drawn, height: high })}${caption === undefined ? '' : `<text x="8" y="${Math.round(high) + 16}">${escapeMarkup(cut(caption, Math.floor(Math.max(drawn, 320) / 6)))}</text>`}`,
  };
}
