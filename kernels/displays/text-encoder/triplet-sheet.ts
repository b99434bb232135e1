import { mcNemar } from '../../analysis/metrics/mcnemar.ts';
import type { BarsPart, SheetData, SheetPart, TablePart } from '../../../webviews/protocol/sheet.ts';
import { shortened, truncatedCaution } from '../encoded-images/text-vectors.ts';
import { estimateColumn, markColumn, numberColumn, textColumn } from '../sheet/columns.ts';
import { tripletRows } from './triplet-rows.ts';
import type { EncoderTriplets, RewordedTriplets, Triplet } from './triplet-tests.ts';

interface Drawn {
  readonly triplets: readonly Triplet[];
  readonly results: readonly EncoderTriplets[];
  readonly reworded: RewordedTriplets;
  readonly level: number;
  readonly edited: boolean;
}

/** Accuracy by kind and encoder, triplets that fail, and some to reword. */
export function tripletSheet(drawn: Drawn): SheetData {
  const { triplets, results, level, edited } = drawn;
  return {
    title: 'Does the text encoder read it?',
    summary: results.map(result => summaryOf(result, level)).join(' '),
    cautions: results.flatMap(({ truncated }) => truncatedCaution(truncated)),
    parts: [
      accuracyBars(drawn),
      accuracyTable(drawn),
      ...(results.length > 1 ? [pairedTable(results)] : []),
      rewordPart(drawn),
      rewordedTable(drawn),
      results.length === 1
        ? failedTable(triplets, results[0]!)
        : {
            kind: 'by-name',
            id: 'failed',
            title: 'Triplets that fail',
            what: 'encoder',
            choices: results.map(result => ({ name: result.name, parts: [failedTable(triplets, result)] })),
          },
    ],
    edited,
  };
}

function summaryOf(result: EncoderTriplets, level: number): string {
  const all = tripletRows([result], level).at(-1)!;
  const worst = [...result.kinds].sort((one, other) => one.accuracy - other.accuracy)[0]!;
  const weakest = result.kinds.length > 1 ? `, worst at ${worst.kind} (${percent(worst.accuracy)})` : '';
  return `${result.name}: ${percent(all.accuracy)} of ${all.triplets} triplets right [${percent(all.low)}, ${percent(all.high)}]${weakest}.`;
}

function accuracyBars({ results, level }: Drawn): BarsPart {
  const rows = tripletRows(results, level);
  return {
    kind: 'bars',
    id: 'accuracy',
    title: 'Right triplets by kind',
    note: `The text is nearer to the same meaning in other words than to another meaning in nearly the same words. A coin reaches 0.5; below it, words count more than meaning. ${100 * level} % Wilson intervals.`,
    range: [0, 1],
    digits: 2,
    groups: [...new Set(rows.map(({ kind }) => kind))].map(kind => ({
      label: kind,
      bars: rows
        .filter(row => row.kind === kind)
        .map(({ encoder, accuracy, low, high }) => ({
          label: encoder,
          value: accuracy,
          low,
          high,
          ...(high < 0.5 ? { mark: 'bad' as const } : low > 0.5 ? { mark: 'good' as const } : {}),
        })),
    })),
  };
}

function accuracyTable({ results, level }: Drawn): TablePart {
  const rows = tripletRows(results, level);
  return {
    kind: 'table',
    id: 'numbers',
    title: 'The same as numbers',
    note: 'Margin: cosine with the same meaning less cosine with the other.',
    total: rows.length,
    columns: [
      textColumn(
        'encoder',
        rows.map(({ encoder }) => encoder),
      ),
      textColumn(
        'kind',
        rows.map(({ kind }) => kind),
      ),
      numberColumn(
        'triplets',
        rows.map(row => row.triplets),
        { digits: 0 },
      ),
      estimateColumn(
        'accuracy',
        rows.map(({ accuracy, low, high }) => ({ value: accuracy, low, high })),
      ),
      numberColumn(
        'mean margin',
        rows.map(row => row['mean margin']),
        { bar: [-0.5, 0.5] },
      ),
    ],
  };
}

/** The first encoder against each other on the same triplets. */
function pairedTable([first, ...others]: readonly EncoderTriplets[]): TablePart {
  const right = ({ margins }: EncoderTriplets): boolean[] => Array.from(margins, margin => margin > 0);
  const tests = others.map(other => mcNemar(right(first!), right(other)));
  return {
    kind: 'table',
    id: 'paired',
    title: 'On the same triplets',
    note: 'McNemar’s exact test of whether two encoders are right equally often.',
    total: tests.length,
    columns: [
      textColumn(
        'encoders',
        others.map(other => `${first!.name} against ${other.name}`),
      ),
      numberColumn(
        'only the first right',
        tests.map(test => test.onlyLeft),
        { digits: 0 },
      ),
      numberColumn(
        'only the other right',
        tests.map(test => test.onlyRight),
        { digits: 0 },
      ),
      numberColumn(
        'p',
        tests.map(test => test.pValue),
      ),
    ],
  };
}

function rewordPart({ reworded }: Drawn): SheetPart {
  return {
    kind: 'texts',
    id: 'reword',
    title: 'Reword',
    note: 'In each group: a text, the same meaning in other words, another meaning. Only new texts are encoded.',
    groups: reworded.triplets.map(({ kind, text, synonym, contrary }) => ({
      label: kind,
      texts: [text, synonym, contrary],
    })),
    extensible: false,
  };
}

function rewordedTable({ reworded: { triplets, results } }: Drawn): TablePart {
  const rows = triplets.flatMap((triplet, at) => results.map(result => ({ triplet, result, at })));
  return {
    kind: 'table',
    id: 'reworded',
    title: 'What the encoder says of them',
    total: rows.length,
    items: rows.map(({ triplet }) => ({ kind: 'prompt', text: triplet.text })),
    columns: [
      textColumn(
        'text',
        rows.map(({ triplet }) => shortened(triplet.text, 200)),
      ),
      ...(results.length > 1
        ? [
            textColumn(
              'encoder',
              rows.map(({ result }) => result.name),
            ),
          ]
        : []),
      numberColumn(
        'cosine, same meaning',
        rows.map(({ result, at }) => result.synonymCosines[at]!),
      ),
      numberColumn(
        'cosine, other meaning',
        rows.map(({ result, at }) => result.contraryCosines[at]!),
      ),
      markColumn(
        'verdict',
        rows.map(({ result, at }) =>
          result.margins[at]! > 0
            ? ({ text: 'right', mark: 'good' } as const)
            : ({ text: 'wrong', mark: 'bad' } as const),
        ),
      ),
    ],
  };
}

/** More would make an output that nobody reads to its end. */
const mostFailed = 200;

function failedTable(
  triplets: readonly Triplet[],
  { name, margins, synonymCosines, contraryCosines }: EncoderTriplets,
): TablePart {
  const order = [...margins.keys()]
    .filter(at => margins[at]! <= 0)
    .sort((one, other) => margins[one]! - margins[other]!);
  const rows = order.slice(0, mostFailed);
  return {
    kind: 'table',
    id: `failed ${name}`,
    title: `Triplets that ${name} fails`,
    note: order.length === 0 ? 'None.' : 'Worst first.',
    total: order.length,
    items: rows.map(at => ({ kind: 'prompt', text: triplets[at]!.text })),
    columns: [
      textColumn(
        'kind',
        rows.map(at => triplets[at]!.kind),
      ),
      textColumn(
        'text',
        rows.map(at => shortened(triplets[at]!.text, 300)),
      ),
      textColumn(
        'same meaning',
        rows.map(at => shortened(triplets[at]!.synonym, 300)),
      ),
      numberColumn(
        'cosine',
        rows.map(at => synonymCosines[at]!),
      ),
      textColumn(
        'other meaning',
        rows.map(at => shortened(triplets[at]!.contrary, 300)),
      ),
      numberColumn(
        'cosine of the other',
        rows.map(at => contraryCosines[at]!),
      ),
      numberColumn(
        'margin',
        rows.map(at => margins[at]!),
        { bar: [-1, 1] },
      ),
    ],
  };
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
