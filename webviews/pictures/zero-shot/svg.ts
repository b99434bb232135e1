import type { Provenance } from '../../protocol/views.ts';
import type { ZeroShotData } from '../../protocol/zero-shot.ts';
import { svgDocument } from '../document.ts';
import { escapeMarkup } from '../escape.ts';
import { pictureElement } from '../picture-element.ts';
import { rankedTexts, type RankedText } from './ranked.ts';
import { cut } from '../words.ts';
import { percent, summaryOf } from './words.ts';

const card = { width: 420, height: 128, gap: 16, picture: 96, bars: 4 };

/** The first 12 images as cards, two a line, each with its most probable texts. */
export function zeroShotSvg(data: ZeroShotData, provenance?: Provenance): string {
  const images = data.images.slice(0, 12);
  const ranked = rankedTexts({ ...data, images }, card.bars);
  const columns = images.length === 1 ? 1 : 2;
  const width = Math.max(640, columns * (card.width + card.gap) + card.gap);
  const height = 40 + Math.ceil(images.length / columns) * (card.height + card.gap);
  const cards = ranked.map((texts, at) => {
    const x = card.gap + (at % columns) * (card.width + card.gap);
    const y = 40 + Math.floor(at / columns) * (card.height + card.gap);
    return `<g transform="translate(${x} ${y})">${cardSvg(images[at]!, texts)}</g>`;
  });
  const shown = images.length < data.total ? ` · ${images.length} shown` : '';
  const summary = summaryOf({ ...data, images: data.images.slice(0, data.total) }) + shown;
  return svgDocument(
    {
      title: 'Zero-shot classification',
      width,
      height,
      content: `<text x="${card.gap}" y="26" font-size="15" font-weight="bold">${escapeMarkup(summary)}</text>
<g font-size="12">${cards.join('\n')}</g>`,
    },
    provenance,
  );
}

function cardSvg(
  { name, thumbnail, truth }: ZeroShotData['images'][number],
  texts: readonly RankedText[],
): string {
  const { picture } = card;
  const room = card.width - picture - 28;
  const bars = texts.map(({ text, probability }, at) => {
    const y = 22 + at * 26;
    const mark = text === truth ? ' (true)' : '';
    const colour = text === truth ? '#2e7d32' : truth !== undefined && at === 0 ? '#b3541e' : '#1565c0';
    return `<text x="${picture + 16}" y="${y + 10}">${escapeMarkup(cut(text, 36 - mark.length) + mark)}</text>
<text x="${card.width - 8}" y="${y + 10}" text-anchor="end">${percent(probability)}</text>
<rect x="${picture + 16}" y="${y + 14}" width="${room}" height="6" rx="3" fill="#e8e8e8"/>
<rect x="${picture + 16}" y="${y + 14}" width="${(room * Math.min(1, probability)).toFixed(1)}" height="6" rx="3" fill="${colour}"/>`;
  });
  const image = pictureElement(thumbnail, { x: 8, y: 24, width: picture, height: picture });
  return `<rect width="${card.width}" height="${card.height}" rx="6" fill="#fafafa" stroke="#dddddd"/>
<text x="8" y="16" fill="#616161">${escapeMarkup(cut(name, 60))}</text>${image}${bars.join('')}`;
}
