import { dot, unitRows, type Vectors } from '../../analysis/embedding-space/unit-rows.ts';
import type { NearestEntries } from '../../analysis/retrieval/retrieve.ts';
import type { PartsByName, SheetCard } from '../../../webviews/protocol/sheet.ts';
import { thumbnailsOf, type EncodedImages } from '../encoded-images/encoded-images.ts';
import { shortened } from '../encoded-images/text-vectors.ts';
import type { RetrievalDirection } from './cross-modal-retrieval.ts';
import { hitCard } from './search-parts.ts';
import type { MeasuredRetrieval } from './retrieval-rows.ts';

/** What galleries are drawn from. */
export interface RankedPairs extends MeasuredRetrieval {
  readonly shown: EncodedImages;
  /** `[texts, dim]`. */
  readonly vectors: Vectors;
  readonly nearest: { readonly texts: NearestEntries; readonly images: NearestEntries };
}

/** Galleries of some queries of each direction. */
export interface Galleries {
  readonly parts: readonly PartsByName[];
  /** Cosine of an image with a text. */
  cosine(row: number, text: number): number;
}

/** Queries of each direction that have a gallery; thumbnails of more would make the notebook heavy. */
const shownQueries = 9;

/** Galleries of the queries found worst, best and in the middle. @throws Failure `cancelled`. */
export async function drawGalleries(
  { shown, pairs, vectors, imageToText, textToImage, nearest }: RankedPairs,
  signal?: AbortSignal,
): Promise<Galleries> {
  const { ids } = shown.embeddings;
  const unitImages = new Map<number, Float64Array>();
  const unitTexts = new Map<number, Float64Array>();
  const cosine = (row: number, text: number): number =>
    dot(unitRow(shown.embeddings, row, unitImages), unitRow(vectors, text, unitTexts));
  const [images, texts] = [pickQueries(imageToText), pickQueries(textToImage)];
  const rows = new Set([
    ...images,
    ...texts.flatMap(text => [
      ...entriesOf(nearest.images, text).map(({ entry }) => entry),
      ...pairs.imagesOf[text]!.slice(0, 1),
    ]),
  ]);
  const thumbnails = await thumbnailsOf(shown, rows, signal);
  const note = `Queries found worst, then some from the middle, then best; ✓ marks what belongs to the query. The last card is the right one where it is not among the nearest.`;
  const textCard = (text: number, value: number, own: readonly number[], rank?: number): SheetCard => ({
    title: rank === undefined ? `the right text` : `text ${text + 1}`,
    mark: own.includes(text) ? 'good' : 'bad',
    item: { kind: 'prompt', text: pairs.texts[text]! },
    lines: [
      { text: shortened(pairs.texts[text]!, 420) },
      { text: rank === undefined ? 'cosine' : `${rank}. nearest, cosine`, value: value.toFixed(3) },
    ],
  });
  const imageGalleries: PartsByName = {
    kind: 'by-name',
    id: 'texts-of-images',
    title: 'Texts found for an image',
    note,
    what: 'image',
    choices: images.map(row => {
      const own = pairs.textsOf[row]!;
      const found = entriesOf(nearest.texts, row);
      const missing = own.filter(text => found.every(({ entry }) => entry !== text)).slice(0, 1);
      return {
        name: choiceName(ids[row]!, imageToText!.ranks[row]!),
        thumbnail: thumbnails.get(row),
        item: { kind: 'image', name: ids[row]! },
        parts: [
          {
            kind: 'cards',
            id: `texts-of-${row}`,
            title: ids[row]!,
            groups: [
              {
                title: `Its text is at rank ${imageToText!.ranks[row]!} of ${pairs.texts.length}`,
                cards: [
                  ...found.map(({ entry, value }, at) => textCard(entry, value, own, at + 1)),
                  ...missing.map(text => textCard(text, cosine(row, text), own)),
                ],
              },
            ],
          },
        ],
      };
    }),
  };
  const textGalleries: PartsByName = {
    kind: 'by-name',
    id: 'images-of-texts',
    title: 'Images found for a text',
    note,
    what: 'text',
    choices: texts.map(text => {
      const own = pairs.imagesOf[text]!;
      const found = entriesOf(nearest.images, text);
      const missing = own.filter(row => found.every(({ entry }) => entry !== row)).slice(0, 1);
      const card = (row: number, value: number): SheetCard =>
        hitCard(
          { image: ids[row]!, row, cosine: value },
          { thumbnails, mark: own.includes(row) ? 'good' : 'bad' },
        );
      return {
        name: choiceName(shortened(pairs.texts[text]!, 60), textToImage!.ranks[text]!),
        item: { kind: 'prompt', text: pairs.texts[text]! },
        parts: [
          {
            kind: 'cards',
            id: `images-of-${text}`,
            title: `Its image is at rank ${textToImage!.ranks[text]!} of ${ids.length}`,
            note: shortened(pairs.texts[text]!, 420),
            groups: [
              { title: 'Nearest images', cards: found.map(({ entry, value }) => card(entry, value)) },
              ...(missing.length === 0
                ? []
                : [{ title: 'The right one', cards: missing.map(row => card(row, cosine(row, text))) }]),
            ],
          },
        ],
      };
    }),
  };
  return { parts: [imageGalleries, textGalleries].filter(({ choices }) => choices.length > 0), cosine };
}

/** A third each from the worst, the middle and the best, worst first; none twice. */
function pickQueries(direction: RetrievalDirection | undefined): number[] {
  if (direction === undefined) return [];
  const order = worstFirst(direction);
  if (order.length <= shownQueries) return order;
  const third = shownQueries / 3;
  const middle = Math.floor((order.length - third) / 2);
  return [...order.slice(0, third), ...order.slice(middle, middle + third), ...order.slice(-third)];
}

/** Queries that count, the largest rank first, the earlier of equals first. */
export function worstFirst({ ranks }: RetrievalDirection): number[] {
  return [...ranks.keys()]
    .filter(query => ranks[query]! > 0)
    .sort((one, other) => ranks[other]! - ranks[one]! || one - other);
}

function choiceName(name: string, rank: number): string {
  return `rank ${rank} · ${name}`;
}

function entriesOf(
  { k, entries, cosine }: NearestEntries,
  query: number,
): { readonly entry: number; readonly value: number }[] {
  return Array.from({ length: k }, (_, rank) => ({
    entry: entries[query * k + rank]!,
    value: cosine[query * k + rank]!,
  }));
}

function unitRow(vectors: Vectors, row: number, kept: Map<number, Float64Array>): Float64Array {
  const { data, dim } = vectors;
  let unit = kept.get(row);
  unit ??= unitRows({ data: data.subarray(row * dim, (row + 1) * dim), count: 1, dim })[0]!;
  kept.set(row, unit);
  return unit;
}
