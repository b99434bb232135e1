import { oneHotRows } from '../../analysis/neighborhoods/one-hot.ts';
import type { MapChoices } from '../../../webviews/protocol/embedding-map.ts';
import { failure } from '../../protocol/failures/index.ts';
import { layOutMap, type MapProjection } from './lay-out.ts';
import type { MapPoints } from './map-points.ts';

/** The labels of a map without their meaning. */
export interface Baseline {
  readonly projection?: MapProjection;
  readonly notes: readonly string[];
}

/** One-hot vectors of n labels are n² numbers. */
const mostAsked = 2_000;
const mostUnasked = 500;

/** Lays the names of `points` out as one-hot vectors, in the same way as the map itself. */
export async function oneHotBaseline(
  { names, allText }: MapPoints,
  choices: MapChoices,
  {
    baseline,
    signal,
  }: { readonly baseline: 'one-hot' | false | undefined; readonly signal: AbortSignal | undefined },
): Promise<Baseline> {
  const chosen: unknown = baseline;
  if (chosen !== undefined && chosen !== false && chosen !== 'one-hot')
    throw failure('map-option', {
      option: 'baseline',
      problem: `${JSON.stringify(chosen)} is neither 'one-hot' nor false`,
    });
  if (baseline === false || (baseline === undefined && (!allText || names.length > mostUnasked)))
    return { notes: [] };
  if (names.length > mostAsked)
    return {
      notes: [
        `The one-hot baseline is left out: it is drawn for up to ${mostAsked.toLocaleString('en')} labels.`,
      ],
    };
  if (new Set(names).size < 2)
    return { notes: ['The one-hot baseline is left out: all labels are the same.'] };
  const projection = await layOutMap(oneHotRows(names), choices, {
    signal,
    stop: new AbortController().signal,
    onFrame: () => undefined,
    measured: false,
  });
  return { projection, notes: [] };
}
