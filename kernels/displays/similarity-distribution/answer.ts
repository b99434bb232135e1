import { pairsInBand, type Band } from '../../analysis/distributions/overlap-band.ts';
import type { PromptPair } from '../../analysis/distributions/margins.ts';
import { failure } from '../../protocol/failures/index.ts';
import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type { PairList, PairsAsk } from '../../../webviews/protocol/similarity-distribution.ts';
import type { SimilarityPanelResult } from './similarity-distributions.ts';

/** More rows are of no use to a reader, and slow to send; the list says how many there are. */
const mostPairs = 100_000;

/** Every pair of a panel in the band that the picture asks for. @throws Failure `view-message`. */
export function answerPairs(
  message: unknown,
  panels: readonly SimilarityPanelResult[],
  chosen: (panel: SimilarityPanelResult, band: Band) => void,
): PairList {
  const panel = isAsk(message) ? panels[message.panel] : undefined;
  if (!isAsk(message) || panel === undefined)
    throw failure('view-message', { view: 'similarity-distribution' });
  const { low, high } = message;
  chosen(panel, { low, high });
  return pairList(pairsInBand(panel, { low, high }), mostPairs);
}

/** The first `most` of `pairs` as columns. */
export function pairList(pairs: readonly PromptPair[], most: number): PairList {
  const kept = pairs.slice(0, most);
  return {
    total: pairs.length,
    totalWithin: pairs.filter(({ kind }) => kind === 'within').length,
    left: packArray(
      Uint32Array.from(kept, ({ left }) => left),
      [kept.length],
    ),
    right: packArray(
      Uint32Array.from(kept, ({ right }) => right),
      [kept.length],
    ),
    cosine: packArray(
      Float32Array.from(kept, ({ cosine }) => cosine),
      [kept.length],
    ),
  };
}

function isAsk(message: unknown): message is PairsAsk {
  if (typeof message !== 'object' || message === null) return false;
  const { kind, panel, low, high } = message as Partial<PairsAsk>;
  return kind === 'pairs' && [panel, low, high].every(value => typeof value === 'number');
}
