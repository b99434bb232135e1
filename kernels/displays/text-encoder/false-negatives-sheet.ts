import { falseNegativesOf } from '../../analysis/contrastive-loss/false-negatives.ts';
import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type {
  CardsPart,
  CurvesPart,
  MatrixPart,
  SheetData,
  SheetPart,
  TablePart,
} from '../../../webviews/protocol/sheet.ts';
import { shortened, truncatedCaution } from '../encoded-images/text-vectors.ts';
import { markColumn, numberColumn, textColumn } from '../sheet/columns.ts';
import { cardPairs, type Duplicates } from './duplicates.ts';
import type { ComparedReports } from './false-negatives.ts';

/** Reports whose similarities are drawn one by one. */
const mostInMatrix = 48;
const mostRows = 200;

/** How many false negatives there are, in batches of each size, which pairs they are, and the batch that they would be in. */
export function falseNegativesSheet(
  compared: ComparedReports,
  duplicates: Duplicates,
  edited: boolean,
): SheetData {
  const { reports, truncated, drawnOf } = compared;
  const { found, foundEqual, threshold } = duplicates;
  const pairs = (reports.length * (reports.length - 1)) / 2;
  const [batch64, batch512] = [
    falseNegativesOf(duplicates.counts, 64),
    falseNegativesOf(duplicates.counts, 512),
  ];
  return {
    title: 'False negatives among reports',
    summary:
      found === 0
        ? `None of the ${pairs.toLocaleString('en')} pairs of ${reports.length} reports has a cosine of ${threshold} or more.`
        : `${found.toLocaleString('en')} of the ${pairs.toLocaleString('en')} pairs of ${reports.length} reports say nearly the same (cosine of ${threshold} or more), ${foundEqual.toLocaleString('en')} of them word for word. In a batch of 64, ${percent(batch64.shareOfCases)} of the cases meet such a false negative, in one of 512 ${percent(batch512.shareOfCases)}.`,
    cautions: [
      ...findingsCaution(duplicates),
      ...(drawnOf === undefined
        ? []
        : [
            `Of ${drawnOf.toLocaleString('en')} reports ${reports.length.toLocaleString('en')} were drawn at random and compared.`,
          ]),
      ...truncatedCaution(truncated),
    ],
    parts: [
      {
        kind: 'choice',
        id: 'threshold',
        title: 'Nearly the same from a cosine of',
        note: 'A text encoder decides here what says the same: look at the pairs before believing a number.',
        options: optionsWith(threshold),
        value: String(threshold),
      },
      batchCurve(duplicates),
      batchTable(compared, duplicates),
      ...(found === 0 ? [] : [pairTable(compared, duplicates), pairCards(compared, duplicates)]),
      matrix(compared),
    ],
    edited,
  };
}

function optionsWith(threshold: number): string[] {
  const usual = [0.8, 0.85, 0.9, 0.95, 0.98, 0.995];
  return [...new Set([...usual, threshold])].sort((one, other) => one - other).map(String);
}

/** What says nearly the same and means something else is no false negative. */
function findingsCaution({ found, foundDifferent }: Duplicates): string[] {
  if (foundDifferent === 0) return [];
  return [
    `${percent(foundDifferent / found)} of these pairs have different findings: what the encoder takes for the same there is not, so they are true negatives that would be spared.`,
  ];
}

function batchCurve({ counts }: Duplicates): CurvesPart {
  const sizes = Float64Array.from({ length: 15 }, (_, at) => 2 ** (at + 1));
  const shares = sizes.map(size => falseNegativesOf(counts, size).shareOfCases);
  return {
    kind: 'curves',
    id: 'batches',
    title: 'Cases that meet a false negative in their batch',
    note: 'If batches are drawn at random from reports like these.',
    x: {
      label: 'size of the batch',
      scale: 'log',
      range: [2, 32_768],
      ticks: [2, 8, 32, 128, 512, 2048, 8192, 32_768],
      digits: 0,
    },
    y: { label: 'share of cases', range: [0, 1], digits: 3 },
    series: [
      { name: 'share of cases', x: packArray(sizes, [15]), y: packArray(shares, [15]), shape: 'line' },
    ],
  };
}

function batchTable({ batches }: ComparedReports, { counts }: Duplicates): TablePart {
  const rows = batches.map(batch => falseNegativesOf(counts, batch));
  return {
    kind: 'table',
    id: 'sizes',
    title: 'False negatives by size of batch',
    total: rows.length,
    columns: [
      numberColumn(
        'batch',
        rows.map(({ batch }) => batch),
        { digits: 0 },
      ),
      numberColumn(
        'pairs that say the same, expected',
        rows.map(row => row.expectedPairs),
        { digits: 1 },
      ),
      numberColumn(
        'share of negatives that are false',
        rows.map(row => row.shareOfNegatives),
        { digits: 4 },
      ),
      numberColumn(
        'share of cases that meet one',
        rows.map(row => row.shareOfCases),
        { bar: [0, 1] },
      ),
    ],
  };
}

function pairTable({ reports, labels }: ComparedReports, { pairs }: Duplicates): TablePart {
  const rows = pairs.slice(0, mostRows);
  return {
    kind: 'table',
    id: 'pairs',
    title: 'Pairs that say nearly the same',
    note: 'Most alike first; each combination of two texts once.',
    total: pairs.length,
    items: rows.map(({ left }) => ({ kind: 'prompt', text: reports[left]! })),
    columns: [
      textColumn(
        'report',
        rows.map(({ left }) => shortened(reports[left]!, 400)),
      ),
      textColumn(
        'other report',
        rows.map(({ right }) => shortened(reports[right]!, 400)),
      ),
      numberColumn(
        'cosine',
        rows.map(({ cosine }) => cosine),
        { digits: 4 },
      ),
      numberColumn(
        'times',
        rows.map(({ times }) => times),
        { digits: 0 },
      ),
      textColumn(
        'word for word',
        rows.map(({ equal }) => (equal ? 'yes' : '')),
      ),
      ...(labels
        ? [
            markColumn(
              'findings',
              rows.map(({ sameFindings }) =>
                sameFindings
                  ? ({ text: 'the same', mark: 'caution' } as const)
                  : ({ text: 'different', mark: 'good' } as const),
              ),
            ),
          ]
        : []),
    ],
  };
}

function pairCards({ reports, labels, thumbnails }: ComparedReports, { pairs }: Duplicates): CardsPart {
  const card = (row: number): CardsPart['groups'][number]['cards'][number] => ({
    title: `report ${row + 1}`,
    thumbnail: thumbnails.get(row),
    item: { kind: 'prompt', text: reports[row]! },
    lines: [
      { text: shortened(reports[row]!, 400) },
      ...(labels ? [{ text: `findings: ${labels[row]!.join(', ') || 'none'}` }] : []),
    ],
  });
  return {
    kind: 'cards',
    id: 'side by side',
    title: 'Pairs side by side',
    groups: cardPairs(pairs).map(({ left, right, cosine }) => ({
      title: `cosine ${cosine.toFixed(4)}`,
      cards: [card(left), card(right)],
    })),
  };
}

function matrix({ reports, similarity }: ComparedReports): MatrixPart | SheetPart {
  const size = Math.min(mostInMatrix, reports.length);
  const values = Float32Array.from(
    { length: size * size },
    (_, at) => similarity[Math.floor(at / size) * reports.length + (at % size)]!,
  );
  const names = reports.slice(0, size).map((report, at) => `${at + 1}: ${shortened(report, 80)}`);
  const items = reports.slice(0, size).map(text => ({ kind: 'prompt' as const, text }));
  return {
    kind: 'matrix',
    id: 'batch',
    title: `Similarity of the first ${size} reports, as a batch`,
    note: 'Contrastive training wants 1 on the diagonal and low values elsewhere (survey Fig. 8): bright cells beside it are pairs that it pushes apart against their meaning.',
    rows: names,
    columns: names,
    values: packArray(values, [size, size]),
    range: [Math.min(0, ...values), 1],
    colors: 'sequential',
    digits: 2,
    rowItems: items,
    columnItems: items,
  };
}

function percent(share: number): string {
  return share > 0 && share < 0.01 ? `${(share * 100).toFixed(1)} %` : `${Math.round(share * 100)} %`;
}
