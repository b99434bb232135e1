import type { CardsPart, SheetCard, SheetMark } from '../../../../webviews/protocol/sheet.ts';
import { flipsOf } from '../flips.ts';
import type { RankedVariant } from '../laboratory.ts';
import type { LaboratoryPicture } from '../values.ts';

/** Cards of each kind of flip. */
const most = 12;

/** Images of which the best two variants say different things; undefined with one variant. */
export function flipsPart(
  order: readonly RankedVariant[],
  picture: LaboratoryPicture,
): CardsPart | undefined {
  const [best, second] = order.map(({ variant }) => variant);
  if (best === undefined || second === undefined) return undefined;
  const flips = flipsOf(best, second, picture);
  const { thumbnails } = picture.compared;
  const kinds: [title: string, own: typeof flips][] = [
    ['Only the best is right', flips.filter(({ before, after }) => before === 'right' && after === 'wrong')],
    [
      'Only the second is right',
      flips.filter(({ before, after }) => before === 'wrong' && after === 'right'),
    ],
    ['Neither is right', flips.filter(({ before, after }) => before === 'wrong' && after === 'wrong')],
    ['Truth not known', flips.filter(({ before }) => before === undefined)],
  ];
  return {
    id: 'flips',
    kind: 'cards',
    title:
      flips.length === 0
        ? 'No image flips between the best two'
        : `${flips.length} ${flips.length === 1 ? 'image flips' : 'images flip'} between the best two`,
    note: `Best: “${best.name}”. Second: “${second.name}”.`,
    groups: kinds
      .filter(([, own]) => own.length > 0)
      .map(([title, own]) => ({
        title: `${title}: ${own.length}`,
        ...(own.length > most && { note: `The first ${most} are drawn.` }),
        cards: own.slice(0, most).map(({ row, image, from, to, truth, before, after }): SheetCard => ({
          title: image,
          ...(thumbnails[row] !== undefined && { thumbnail: thumbnails[row] }),
          item: { kind: 'image', name: image },
          lines: [
            { text: `best: ${said(from)}`, mark: markOf(before) },
            { text: `second: ${said(to)}`, mark: markOf(after) },
            ...(truth ? [{ text: `truth: ${said(truth)}` }] : []),
          ],
        })),
      })),
  };
}

function said(labels: readonly string[]): string {
  return labels.length === 0 ? 'none' : labels.join(', ');
}

function markOf(verdict: 'right' | 'wrong' | undefined): SheetMark | undefined {
  return verdict && (verdict === 'right' ? 'good' : 'bad');
}
