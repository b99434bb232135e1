import type { Provenance } from '../../../webviews/protocol/views.ts';
import type { ZeroShotData } from '../../../webviews/protocol/zero-shot.ts';
import { canDrawText, svgToPng } from '../images/svg.ts';
import { escapeHtml } from '../markup/escape.ts';
import { rankedTexts, type RankedText } from './ranked.ts';
import { percent, provenanceLine, summaryOf } from './words.ts';

/** The first 12 cards as a PNG on white; undefined where the machine has no fonts. */
export async function zeroShotPng(
  data: ZeroShotData,
  provenance: Provenance,
): Promise<Uint8Array | undefined> {
  return (await canDrawText()) ? svgToPng(zeroShotSvg(data, provenance)) : undefined;
}

const card = { width: 420, height: 128, gap: 16, picture: 96, bars: 4 };

/** Two cards a line. */
function zeroShotSvg(data: ZeroShotData, provenance: Provenance): string {
  const images = data.images.slice(0, 12);
  const ranked = rankedTexts({ ...data, images }, card.bars);
  const columns = images.length === 1 ? 1 : 2;
  const width = Math.max(640, columns * (card.width + card.gap) + card.gap);
  const height = 40 + Math.ceil(images.length / columns) * (card.height + card.gap) + 32;
  const cards = ranked.map((texts, at) => {
    const x = card.gap + (at % columns) * (card.width + card.gap);
    const y = 40 + Math.floor(at / columns) * (card.height + card.gap);
    return `<g transform="translate(${x} ${y})">${cardSvg(images[at]!, texts)}</g>`;
  });
  const shown = images.length < data.total ? ` · ${images.length} shown` : '';
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="sans-serif" font-size="12" fill="#1f1f1f">
<rect width="100%" height="100%" fill="#ffffff"/>
<text x="${card.gap}" y="26" font-size="15" font-weight="bold">${escapeHtml(summaryOf({ ...data, images: data.images.slice(0, data.total) }) + shown)}</text>
${cards.join('\n')}
<text x="${card.gap}" y="${height - 14}" font-size="10" fill="#616161">${escapeHtml(cut(provenanceLine(provenance), Math.floor(width / 5.6)))}</text>
</svg>`;
}

function cardSvg(
  { name, thumbnail, truth }: ZeroShotData['images'][number],
  texts: readonly RankedText[],
): string {
  const { picture } = card;
  const room = card.width - picture - 28;
  const bars = texts.map(({ text, probability }, at) => {
    const y = 22 + at * 26;
    const mark = truth === undefined ? '' : text === truth ? '✓ ' : '';
    const colour = text === truth ? '#2e7d32' : truth !== undefined && at === 0 ? '#b3541e' : '#1565c0';
    return `<text x="${picture + 16}" y="${y + 10}">${escapeHtml(cut(mark + text, 36))}</text>
<text x="${card.width - 8}" y="${y + 10}" text-anchor="end">${percent(probability)}</text>
<rect x="${picture + 16}" y="${y + 14}" width="${room}" height="6" rx="3" fill="#e8e8e8"/>
<rect x="${picture + 16}" y="${y + 14}" width="${(room * Math.min(1, probability)).toFixed(1)}" height="6" rx="3" fill="${colour}"/>`;
  });
  const image = thumbnail
    ? `<image href="${thumbnail}" x="8" y="24" width="${picture}" height="${picture}"/>`
    : `<rect x="8" y="24" width="${picture}" height="${picture}" fill="#eeeeee"/>`;
  return `<rect width="${card.width}" height="${card.height}" rx="6" fill="#fafafa" stroke="#dddddd"/>
<text x="8" y="16" fill="#616161">${escapeHtml(cut(name, 60))}</text>${image}${bars.join('')}`;
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}
