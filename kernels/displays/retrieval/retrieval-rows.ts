import { chanceRanks } from '../../analysis/retrieval/rank-estimates.ts';
import type { RetrievalDirection } from './cross-modal-retrieval.ts';
import type { PairedTexts } from './paired-texts.ts';

/** One measure of one direction. */
export interface RetrievalRow {
  /** `text of an image` or `image of a text`. */
  readonly direction: string;
  /** `Recall@5`, `MRR`, `median rank`. */
  readonly measure: string;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** What a random order gives on average. */
  readonly chance: number;
  readonly queries: number;
  readonly [column: string]: string | number;
}

/** Both directions measured. */
export interface MeasuredRetrieval {
  readonly pairs: PairedTexts;
  readonly imageToText: RetrievalDirection | undefined;
  readonly textToImage: RetrievalDirection | undefined;
  readonly ks: readonly number[];
}

export function retrievalRows({ pairs, imageToText, textToImage, ks }: MeasuredRetrieval): RetrievalRow[] {
  const { textsOf, imagesOf } = pairs;
  return [
    ...rowsOf('text of an image', imageToText, textsOf, imagesOf.length, ks),
    ...rowsOf('image of a text', textToImage, imagesOf, textsOf.length, ks),
  ];
}

function rowsOf(
  direction: string,
  found: RetrievalDirection | undefined,
  relevant: readonly (readonly number[])[],
  entries: number,
  ks: readonly number[],
): RetrievalRow[] {
  const counts = relevant.map(({ length }) => length);
  const chance = chanceRanks(counts, entries, ks);
  if (found === undefined || chance === undefined) return [];
  const row = (
    measure: string,
    { value, interval }: RetrievalDirection['medianRank'],
    byChance: number,
  ): RetrievalRow => ({
    direction,
    measure,
    value,
    low: interval.low,
    high: interval.high,
    chance: byChance,
    queries: found.queries,
  });
  return [
    ...found.recall.map((each, at) => row(`Recall@${each.k}`, each, chance.recall[at]!)),
    row('MRR', found.meanReciprocalRank, chance.meanReciprocalRank),
    row('median rank', found.medianRank, chance.medianRank),
  ];
}
