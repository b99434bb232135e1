import type { CardsPart, SheetCard, SheetMark, SheetPart } from '../../../webviews/protocol/sheet.ts';
import { shortened } from '../encoded-images/text-vectors.ts';
import type { DrawnHits, QueryHits } from './image-search.ts';

/** A field for queries, and what they found. */
export function searchParts(
  { found, thumbnails }: DrawnHits,
  {
    editable,
    caption,
    markOf,
  }: {
    readonly editable: boolean;
    /** What stands under the picture of a row. */
    readonly caption?: ((row: number) => string | undefined) | undefined;
    readonly markOf?: ((query: string, row: number) => SheetMark | undefined) | undefined;
  },
): SheetPart[] {
  const galleries: CardsPart = {
    kind: 'cards',
    id: 'found',
    title: 'Nearest images',
    note: 'Best first, with the cosine. There is always a nearest image, also for a text that fits none: compare cosines between queries.',
    groups: found.map(({ query, hits }) => ({
      title: shortened(query, 160),
      item: { kind: 'prompt', text: query },
      cards: hits.map(hit => hitCard(hit, { thumbnails, caption, mark: markOf?.(query, hit.row) })),
    })),
  };
  if (!editable) return [galleries];
  return [
    {
      kind: 'texts',
      id: 'queries',
      title: 'Search with words of your own',
      note: 'Press Enter: only this text is encoded.',
      groups: [{ label: 'query', texts: found.map(({ query }) => query) }],
      extensible: true,
    },
    galleries,
  ];
}

/** An image that was found. */
export function hitCard(
  { image, row, cosine }: QueryHits['hits'][number],
  {
    thumbnails,
    caption,
    mark,
  }: {
    readonly thumbnails: ReadonlyMap<number, string>;
    readonly caption?: ((row: number) => string | undefined) | undefined;
    readonly mark?: SheetMark | undefined;
  },
): SheetCard {
  const words = caption?.(row);
  return {
    title: image,
    thumbnail: thumbnails.get(row),
    ...(mark && { mark }),
    item: { kind: 'image', name: image },
    lines: [
      { text: 'cosine', value: cosine.toFixed(3) },
      ...(words === undefined ? [] : [{ text: shortened(words, 90) }]),
    ],
  };
}
