import type { SheetPart } from '../../protocol/sheet.ts';
import { barsBlock } from './bars-block.ts';
import { ink, paragraph, stacked, type Block } from './block.ts';
import { cardsBlock } from './cards-block.ts';
import { curvesBlock } from './curves-block.ts';
import { matrixBlock } from './matrix-block.ts';
import { tableBlock } from './table-block.ts';

/** Parts with their titles and notes, one below the other; of parts by name those of the first. */
export function partsBlock(parts: readonly SheetPart[]): Block {
  return stacked(
    parts.map(part =>
      stacked(
        [
          paragraph(part.title, { most: 2, size: 12, bold: true }),
          paragraph(part.note ?? '', { most: 3, fill: ink.quiet }),
          blockOf(part),
        ],
        4,
      ),
    ),
    16,
  );
}

function blockOf(part: SheetPart): Block {
  switch (part.kind) {
    case 'table':
      return tableBlock(part);
    case 'bars':
      return barsBlock(part);
    case 'curves':
      return curvesBlock(part);
    case 'matrix':
      return matrixBlock(part);
    case 'cards':
      return cardsBlock(part);
    case 'texts':
      return stacked(
        part.groups.map(({ label, texts }) => paragraph(textsSentence(label, texts), { most: 4 })),
        2,
      );
    case 'choice':
      return paragraph(part.value);
    case 'by-name': {
      const [first] = part.choices;
      if (!first) return paragraph(`There is no ${part.what} to choose.`, { fill: ink.quiet });
      return stacked(
        [
          paragraph(firstSentence(part.what, first.name, part.choices.length), { fill: ink.quiet }),
          partsBlock(first.parts),
        ],
        6,
      );
    }
  }
}

/** `effusion: meniscus sign | blunted costophrenic angle`. */
export function textsSentence(label: string, texts: readonly string[]): string {
  return `${label === '' ? '' : `${label}: `}${texts.join(' | ')}`;
}

/** Which of several is shown where only one can be. */
export function firstSentence(what: string, name: string, count: number): string {
  return count === 1 ? `${what}: ${name}` : `${what}: ${name}, the first of ${count.toLocaleString('en')}`;
}
