import type { CardGroup, CardsPart, SheetCard } from '../../protocol/sheet.ts';
import { shareOf } from '../../protocol/sheet-words.ts';
import { pictureElement } from '../picture-element.ts';
import {
  hues,
  ink,
  markHues,
  markSigns,
  paragraph,
  rounded,
  stacked,
  textAt,
  width,
  type Block,
} from './block.ts';
import { cutSentence } from './table-block.ts';

const [mostGroups, mostCards, mostLines] = [8, 8, 6];
const across = 4;
const wide = width / across;
const side = 44;

/** The first cards of the first groups. */
export function cardsBlock({ groups }: CardsPart): Block {
  if (groups.length === 0) return paragraph('There are no cards.', { fill: ink.quiet });
  const shown = groups.slice(0, mostGroups);
  return stacked(
    [
      ...shown.map(groupBlock),
      paragraph(cutSentence(shown.length, groups.length, 'groups'), { fill: ink.quiet }),
    ],
    12,
  );
}

function groupBlock({ title, note, cards }: CardGroup): Block {
  const shown = cards.slice(0, mostCards);
  const rows = Array.from({ length: Math.ceil(shown.length / across) }, (_, row) => {
    const list = shown.slice(row * across, (row + 1) * across);
    const content = list.map(
      (card, at) => `<g transform="translate(${rounded(at * wide)} 0)">${cardAt(card)}</g>`,
    );
    return { height: Math.max(...list.map(heightOf)), content: content.join('') };
  });
  return stacked(
    [
      paragraph(title, { most: 2, bold: true }),
      paragraph(note ?? '', { fill: ink.quiet }),
      ...(cards.length === 0 ? [paragraph('Nothing here.', { fill: ink.quiet })] : rows),
      paragraph(cutSentence(shown.length, cards.length, 'cards'), { fill: ink.quiet }),
    ],
    4,
  );
}

function heightOf({ lines, thumbnail }: SheetCard): number {
  return Math.max(thumbnail ? side + 8 : 0, 20 + Math.min(mostLines, lines.length) * 16) + 4;
}

function cardAt(card: SheetCard): string {
  const { title, thumbnail, mark, lines } = card;
  const left = thumbnail ? side + 14 : 8;
  const room = wide - left - 12;
  const frame = `<rect x="0.5" y="0.5" width="${wide - 8}" height="${heightOf(card) - 4}" rx="4" fill="none" stroke="${mark ? markHues[mark] : ink.line}"/>`;
  const name = textAt(mark ? `${markSigns[mark]} ${title}` : title, {
    x: left,
    y: 15,
    room,
    more: 'font-weight="bold"',
    ...(mark && { fill: markHues[mark] }),
  });
  const words = lines.slice(0, mostLines).map(({ text, share, value, mark: own }, at) => {
    const y = 20 + at * 16;
    const bar =
      share === undefined
        ? ''
        : `<rect x="${left}" y="${y + 1}" width="${rounded(shareOf(share, [0, 1]) * room)}" height="13" fill="${own ? markHues[own] : hues[0]}" fill-opacity="0.2"/>`;
    const taken = value === undefined ? 0 : value.length * 6.1 + 6;
    const end = value === undefined ? '' : textAt(value, { x: left + room, y: y + 12, anchor: 'end' });
    return (
      bar +
      textAt(own ? `${markSigns[own]} ${text}` : text, { x: left + 2, y: y + 12, room: room - taken }) +
      end
    );
  });
  const picture = thumbnail ? pictureElement(thumbnail, { x: 6, y: 5, width: side, height: side }) : '';
  return [frame, picture, name, ...words].join('');
}
