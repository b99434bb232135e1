import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type { CurvesPart, SheetData, SheetPart, TablePart } from '../../../webviews/protocol/sheet.ts';
import { chanceRanks } from '../../analysis/retrieval/rank-estimates.ts';
import { unreadableCaution, type EncodedImages } from '../encoded-images/encoded-images.ts';
import { shortened, truncatedCaution } from '../encoded-images/text-vectors.ts';
import { estimateColumn, numberColumn, textColumn } from '../sheet/columns.ts';
import type { RetrievalDirection } from './cross-modal-retrieval.ts';
import { worstFirst, type Galleries } from './galleries.ts';
import type { DrawnHits } from './image-search.ts';
import type { PairedTexts } from './paired-texts.ts';
import { retrievalRows, type MeasuredRetrieval } from './retrieval-rows.ts';
import { searchParts } from './search-parts.ts';

/** What the sheet shows. */
export interface RetrievalPicture extends MeasuredRetrieval {
  readonly shown: EncodedImages;
  readonly galleries: Galleries;
  readonly search: DrawnHits;
  /** Texts that the model cut. */
  readonly cut: readonly string[];
  readonly level: number;
  readonly edited: boolean;
}

/** Rows of the tables of hardest queries. */
const hardest = 20;

export function retrievalSheet(picture: RetrievalPicture): SheetData {
  const { shown, pairs, galleries, search, cut, edited } = picture;
  return {
    title: 'Retrieval both ways',
    summary: summaryOf(picture),
    cautions: [
      ...fewQueries(picture),
      ...(pairs.repeated > 0
        ? [
            `${pairs.repeated} ${pairs.repeated === 1 ? 'text repeats another' : 'texts repeat others'}. Equal texts count as one, and each image of it is right.`,
          ]
        : []),
      ...unreadableCaution(shown.embeddings),
      ...truncatedCaution(cut),
    ],
    parts: [
      ...(picture.imageToText ? [...measuresTables(picture), recallCurves(picture)] : []),
      ...searchParts(search, {
        editable: true,
        caption: row => pairs.texts[pairs.textsOf[row]![0] ?? -1],
        markOf: (query, row) => markOf(pairs, query, row),
      }),
      ...galleries.parts,
      ...hardestTables(picture),
    ],
    edited,
  };
}

function summaryOf({ shown, pairs, imageToText, textToImage, ks }: RetrievalPicture): string {
  const sizes = `${counted(shown.embeddings.count, 'image')} and ${counted(pairs.texts.length, 'text')}`;
  if (!imageToText || !textToImage) return `${sizes}; no image has a text, so nothing can be right or wrong.`;
  const at = Math.min(1, ks.length - 1);
  const share = ({ recall }: RetrievalDirection): string => `${(recall[at]!.value * 100).toFixed(0)} %`;
  const [k] = [ks[at]!];
  const first = k === 1 ? 'at first place' : `among the first ${k}`;
  return `${sizes}. ${share(imageToText)} of the images find their text ${first}, ${share(textToImage)} of the texts their image.`;
}

function fewQueries({ imageToText, textToImage, shown }: RetrievalPicture): string[] {
  const fewest = Math.min(imageToText?.queries ?? 0, textToImage?.queries ?? 0);
  const cautions: string[] = [];
  if (fewest > 0 && fewest < 30)
    cautions.push(`Only ${counted(fewest, 'query', 'queries')}: the intervals are rough.`);
  const without = shown.embeddings.count - (imageToText?.queries ?? 0);
  if (imageToText && without > 0)
    cautions.push(`${counted(without, 'image')} without a text: candidates only, no queries.`);
  return cautions;
}

/** Shares and ranks apart: they have no common scale. */
function measuresTables(picture: RetrievalPicture): TablePart[] {
  const all = retrievalRows(picture);
  const tableOf = (id: string, title: string, note: string, rows: typeof all, digits: number): TablePart => ({
    kind: 'table',
    id,
    title,
    note,
    columns: [
      textColumn(
        'query → answer',
        rows.map(({ direction }) => direction),
      ),
      textColumn(
        'measure',
        rows.map(({ measure }) => measure),
      ),
      estimateColumn('value', rows, { digits }),
      numberColumn(
        'chance',
        rows.map(({ chance }) => chance),
        { digits },
      ),
      numberColumn(
        'queries',
        rows.map(({ queries }) => queries),
        { digits: 0 },
      ),
    ],
    total: rows.length,
  });
  const isRank = ({ measure }: (typeof all)[number]): boolean => measure === 'median rank';
  return [
    tableOf(
      'measures',
      'Found among the first',
      `Brackets: ${picture.level * 100} % interval of a bootstrap over queries. Chance: a random order of as many. Of equal cosines the wrong one ranks first. Recall@k falls as candidates are added: compare only among equally many.`,
      all.filter(row => !isRank(row)),
      3,
    ),
    tableOf(
      'ranks',
      'Median rank',
      'Half of the queries find theirs at this rank or before.',
      all.filter(isRank),
      1,
    ),
  ];
}

/** Recall@k over k, both ways, with chance. */
function recallCurves({ pairs, imageToText, textToImage }: RetrievalPicture): CurvesPart {
  const { textsOf, imagesOf } = pairs;
  const most = Math.min(100, Math.max(textsOf.length, imagesOf.length));
  const ks = Array.from({ length: most }, (_, at) => at + 1);
  const line = (name: string, values: readonly number[], dashed = false): CurvesPart['series'][number] => ({
    name,
    x: packArray(Float64Array.from(ks), [ks.length]),
    y: packArray(Float64Array.from(values), [ks.length]),
    shape: 'line',
    ...(dashed && { dashed }),
  });
  const chance = chanceRanks(
    textsOf.map(({ length }) => length),
    imagesOf.length,
    ks,
  );
  const recall = ({ ranks, queries }: RetrievalDirection): number[] =>
    ks.map(k => ranks.reduce((sum, rank) => sum + (rank > 0 && rank <= k ? 1 : 0), 0) / queries);
  return {
    kind: 'curves',
    id: 'recall',
    title: 'Recall@k',
    x: { label: 'k', scale: 'log', range: [1, Math.max(2, most)], digits: 0 },
    y: { label: 'share found', range: [0, 1], digits: 3 },
    series: [
      ...(imageToText ? [line('text of an image', recall(imageToText))] : []),
      ...(textToImage ? [line('image of a text', recall(textToImage))] : []),
      ...(chance ? [line('chance (text of an image)', chance.recall, true)] : []),
    ],
  };
}

function hardestTables({ shown, pairs, galleries, imageToText, textToImage }: RetrievalPicture): SheetPart[] {
  const { ids } = shown.embeddings;
  const tableOf = (
    id: string,
    title: string,
    direction: RetrievalDirection | undefined,
    nameOf: (query: number) => string,
    rightOf: (query: number) => number,
    item: (query: number) => NonNullable<TablePart['items']>[number],
  ): TablePart[] => {
    if (direction === undefined) return [];
    const order = worstFirst(direction).filter(query => direction.ranks[query]! > 1);
    const rows = order.slice(0, hardest);
    if (rows.length === 0) return [];
    return [
      {
        kind: 'table',
        id,
        title,
        note: 'Look at these first: a wrong pair, a vague text, or something that the model does not see.',
        columns: [
          textColumn(
            'query',
            rows.map(query => shortened(nameOf(query), 140)),
          ),
          numberColumn(
            'rank',
            rows.map(query => direction.ranks[query]!),
            { digits: 0 },
          ),
          numberColumn('cosine with the right one', rows.map(rightOf)),
        ],
        total: order.length,
        items: rows.map(item),
      },
    ];
  };
  return [
    ...tableOf(
      'hardest-images',
      'Images whose text is found late',
      imageToText,
      row => ids[row]!,
      row => Math.max(...pairs.textsOf[row]!.map(text => galleries.cosine(row, text))),
      row => ({ kind: 'image', name: ids[row]! }),
    ),
    ...tableOf(
      'hardest-texts',
      'Texts whose image is found late',
      textToImage,
      text => pairs.texts[text]!,
      text => Math.max(...pairs.imagesOf[text]!.map(row => galleries.cosine(row, text))),
      text => ({ kind: 'prompt', text: pairs.texts[text]! }),
    ),
  ];
}

/** A free query is judged only if it is one of the texts. */
function markOf({ texts, imagesOf }: PairedTexts, query: string, row: number): 'good' | 'bad' | undefined {
  const text = texts.indexOf(query);
  return text < 0 ? undefined : imagesOf[text]!.includes(row) ? 'good' : 'bad';
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}
