import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type {
  CardsPart,
  CurveSeries,
  CurvesPart,
  SheetData,
  SheetPart,
  TablePart,
} from '../../../webviews/protocol/sheet.ts';
import { unreadableCaution } from '../encoded-images/encoded-images.ts';
import { shortened, truncatedCaution } from '../encoded-images/text-vectors.ts';
import { numberColumn, textColumn } from '../sheet/columns.ts';
import type { EncoderSpace, SpaceSide } from './embedding-space.ts';
import { spaceRows } from './space-measures.ts';

/** Measures with how to read them, the spectrum, and the hubs. */
export function spaceSheet(
  spaces: readonly EncoderSpace[],
  { neighbors, drawn }: { readonly neighbors: number; readonly drawn: number | undefined },
): SheetData {
  return {
    title: 'How embeddings lie in their space',
    summary: spaces.map(summaryOf).join(' '),
    cautions: [
      ...(drawn === undefined
        ? []
        : [`Of more rows ${drawn.toLocaleString('en')} were drawn at random and measured.`]),
      ...spaces.flatMap(({ truncated }) => truncatedCaution(truncated)),
      ...spaces.slice(0, 1).flatMap(space => unreadableCaution(space)),
    ],
    parts: [measureTable(spaces), readings(spaces), spectrum(spaces), hubs(spaces, neighbors)],
    edited: false,
  };
}

function summaryOf({ name, texts, gap }: EncoderSpace): string {
  const apart = gap ? `; images and texts are ${gap.distance.toFixed(2)} apart` : '';
  return `${name}: two texts have a cosine of ${texts.meanCosine.toFixed(2).replace('-', '−')} on average, and the ${texts.count} texts use about ${Math.round(texts.centredEffectiveRank)} of at most ${Math.min(texts.count - 1, texts.dim)} directions${apart}.`;
}

function measureTable(spaces: readonly EncoderSpace[]): TablePart {
  const rows = spaceRows(spaces);
  return {
    kind: 'table',
    id: 'measures',
    title: 'Measures',
    total: rows.length,
    columns: [
      textColumn(
        'measure',
        rows.map(row => row.measure),
      ),
      textColumn(
        'of',
        rows.map(row => row.of),
      ),
      ...spaces.map(({ name }) =>
        numberColumn(
          name,
          rows.map(row => row[name] as number | undefined),
        ),
      ),
    ],
  };
}

/** Each measure once, with a sentence on how to read it. */
function readings(spaces: readonly EncoderSpace[]): CardsPart {
  const sentences = new Map(spaceRows(spaces).map(row => [row.measure, row['how to read it']]));
  return {
    kind: 'cards',
    id: 'readings',
    title: 'How to read them',
    groups: [
      {
        title: '',
        cards: [...sentences].map(([title, text]) => ({ title, lines: [{ text }] })),
      },
    ],
  };
}

function spectrum(spaces: readonly EncoderSpace[]): CurvesPart {
  const sides = spaces.flatMap(({ name, texts, images }) => [
    { name: images ? `${name}, texts` : name, side: texts, dashed: false },
    ...(images ? [{ name: `${name}, images`, side: images, dashed: true }] : []),
  ]);
  return {
    kind: 'curves',
    id: 'spectrum',
    title: 'Variance by number of directions',
    note: 'Share of the variance around the mean that the largest directions hold together. A curve that rises at once tells much by few directions.',
    x: { label: 'directions', scale: 'log', digits: 0 },
    y: { label: 'share of the variance', range: [0, 1], digits: 3 },
    series: sides.map(({ name, side, dashed }) => seriesOf(name, side, dashed)),
  };
}

function seriesOf(name: string, { varianceShares }: SpaceSide, dashed: boolean): CurveSeries {
  let sum = 0;
  const y = Float64Array.from(varianceShares, share => Math.min(1, (sum += share)));
  const x = Float64Array.from(y, (_, at) => at + 1);
  return { name, x: packArray(x, [x.length]), y: packArray(y, [y.length]), shape: 'line', dashed };
}

function hubs(spaces: readonly EncoderSpace[], neighbors: number): SheetPart {
  const choices = spaces.flatMap(({ name, texts, images }) => [
    { name: images ? `${name}, texts` : name, parts: [hubTable(`hubs of ${name}`, texts, 'prompt')] },
    ...(images
      ? [{ name: `${name}, images`, parts: [hubTable(`image hubs of ${name}`, images, 'image')] }]
      : []),
  ]);
  return {
    kind: 'by-name',
    id: 'hubs',
    title: 'Hubs',
    note: `How often each is among the ${neighbors} nearest of another; ${neighbors} on average.`,
    what: 'side',
    choices,
  };
}

function hubTable(
  id: string,
  { ids, hubness: { occurrences } }: SpaceSide,
  kind: 'prompt' | 'image',
): TablePart {
  const rows = [...occurrences.keys()]
    .sort((one, other) => occurrences[other]! - occurrences[one]!)
    .slice(0, 10);
  return {
    kind: 'table',
    id,
    title: 'Most often near',
    total: rows.length,
    items: rows.map(row => (kind === 'prompt' ? { kind, text: ids[row]! } : { kind, name: ids[row]! })),
    columns: [
      textColumn(
        kind === 'prompt' ? 'text' : 'image',
        rows.map(row => shortened(ids[row]!, 300)),
      ),
      numberColumn(
        'times a neighbour',
        rows.map(row => occurrences[row]!),
        { digits: 0, bar: [0, occurrences[rows[0]!] || 1] },
      ),
    ],
  };
}
