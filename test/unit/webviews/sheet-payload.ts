import {
  estimateColumn,
  markColumn,
  numberColumn,
  textColumn,
} from '../../../kernels/displays/sheet/columns.ts';
import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type {
  BarsPart,
  CardsPart,
  ChoicePart,
  CurvesPart,
  MatrixPart,
  PartsByName,
  SheetData,
  SheetPart,
  TablePart,
  TextsPart,
} from '../../../webviews/protocol/sheet.ts';
import type { ViewPayload } from '../../../webviews/protocol/views.ts';
import { provenance, square } from './payloads.ts';

const findings = ['atelectasis', 'cardiomegaly', 'effusion', 'pneumothorax', 'no finding'];
const floats = (values: readonly number[]) => packArray(Float64Array.from(values), [values.length]);

export const table: TablePart = {
  kind: 'table',
  id: 'findings',
  title: 'Each finding against its denial',
  note: 'AUROC with a 95 % interval over images.',
  columns: [
    textColumn('finding', [...findings.slice(0, 4), 'a <b>bold</b> one']),
    numberColumn('images', [120, 1210, 64, 33, undefined], { digits: 0, bar: [0, 1210] }),
    estimateColumn('AUROC', [
      { value: 0.812, low: 0.733, high: 0.881 },
      { value: 0.903, low: 0.871, high: 0.934 },
      { value: 0.641, low: 0.52, high: 0.75 },
      { value: 0.55 },
      undefined,
    ]),
    markColumn('verdict', [
      { text: 'separates', mark: 'good' },
      { text: 'separates', mark: 'good' },
      { text: 'few images', mark: 'caution' },
      { text: 'no better than chance', mark: 'bad' },
      { text: '' },
    ]),
    numberColumn('p', [0.0004, 0.00001, 0.031, 0.4, undefined]),
  ],
  total: 14,
  best: [1],
  items: findings.map(text => ({ kind: 'prompt', text })),
};

export const bars: BarsPart = {
  kind: 'bars',
  id: 'observations',
  title: 'Chest 12 by its observations',
  note: 'Log odds of each observation; right of the line speaks for it.',
  range: [-3, 3],
  zero: 0,
  digits: 2,
  groups: [
    {
      label: 'effusion',
      value: 1.82,
      mark: 'good',
      note: 'the true diagnosis',
      bars: [
        { label: 'blunted costophrenic angle', value: 2.31, low: 1.4, high: 2.9 },
        { label: 'meniscus sign', value: 0.84, low: -0.2, high: 1.6 },
        {
          label: 'homogeneous opacity at the base of the lung',
          value: -0.41,
          low: -1.2,
          high: 0.3,
          mark: 'bad',
        },
      ],
    },
    {
      label: 'cardiomegaly',
      value: -1.2,
      bars: [
        {
          label: 'enlarged cardiac silhouette',
          value: -1.4,
          low: -2,
          high: -0.9,
          item: { kind: 'prompt', text: 'enlarged cardiac silhouette' },
        },
        { label: 'cardiothoracic ratio above a half', value: Number.NaN },
      ],
    },
  ],
};

const grid = Array.from({ length: 41 }, (_, at) => at / 40);
export const curves: CurvesPart = {
  kind: 'curves',
  id: 'calibration',
  title: 'Reliability',
  note: 'On the diagonal, probabilities are as often right as they say.',
  x: { label: 'predicted probability', range: [0, 1], digits: 2 },
  y: { label: 'share that is true', range: [0, 1], digits: 2 },
  diagonal: true,
  series: [
    {
      name: 'before',
      shape: 'line',
      x: floats(grid),
      y: floats(grid.map(x => x ** 2)),
      low: floats(grid.map(x => Math.max(0, x ** 2 - 0.07))),
      high: floats(grid.map(x => Math.min(1, x ** 2 + 0.07))),
    },
    {
      name: 'temperature scaled',
      shape: 'points',
      x: floats([0.05, 0.2, 0.4, 0.6, 0.8, 0.95]),
      y: floats([0.07, 0.17, 0.43, 0.55, 0.83, Number.NaN]),
      low: floats([0.02, 0.1, 0.33, 0.45, 0.7, Number.NaN]),
      high: floats([0.12, 0.26, 0.52, 0.66, 0.92, Number.NaN]),
    },
    {
      name: 'isotonic',
      shape: 'steps',
      dashed: true,
      x: floats([0, 0.3, 0.6, 1]),
      y: floats([0, 0.25, 0.7, 1]),
    },
  ],
};

export function matrixPart(rows: number, columns: number, more: Partial<MatrixPart> = {}): MatrixPart {
  const values = Float32Array.from({ length: rows * columns }, (_, at) => {
    const [row, column] = [Math.floor(at / columns), at % columns];
    return row === 1 && column === 2 ? Number.NaN : Math.cos((row - column) / (0.2 * (rows + 2)));
  });
  const name = (at: number): string =>
    findings[at % findings.length]! + (at < findings.length ? '' : ` ${at}`);
  return {
    kind: 'matrix',
    id: `matrix ${rows} × ${columns}`,
    title: `${rows} × ${columns}`,
    rows: Array.from({ length: rows }, (_, at) => name(at)),
    columns: Array.from({ length: columns }, (_, at) => name(at)),
    values: packArray(values, [rows, columns]),
    range: [-1, 1],
    colors: 'diverging',
    digits: 2,
    rowItems: Array.from({ length: rows }, (_, at) => ({ kind: 'prompt', text: name(at) })),
    ...more,
  };
}

export const cards: CardsPart = {
  kind: 'cards',
  id: 'found',
  title: 'Images found',
  groups: [
    {
      title: 'a chest X-ray with pleural effusion',
      note: 'Precision at 5: 0.60.',
      cards: Array.from({ length: 5 }, (_, at) => ({
        title: `chest ${at + 1}.png`,
        thumbnail: square(20 + 12 * at),
        mark: at % 2 === 0 ? ('good' as const) : ('bad' as const),
        item: { kind: 'image' as const, name: `chest ${at + 1}.png` },
        lines: [
          { text: 'cosine', share: 0.9 - at / 10, value: (0.312 - at / 50).toFixed(3) },
          { text: at % 2 === 0 ? 'effusion' : 'pneumothorax, which is not what was looked for' },
        ],
      })),
    },
    { title: 'nothing was found for this', cards: [] },
  ],
};

export const byName: PartsByName = {
  kind: 'by-name',
  id: 'each',
  title: 'Image by image',
  what: 'image',
  choices: Array.from({ length: 16 }, (_, at) => ({
    name: `/scans/chest ${at + 1}.png`,
    thumbnail: square(10 + 5 * at),
    item: { kind: 'image', name: `/scans/chest ${at + 1}.png` },
    parts: [
      {
        ...bars,
        id: `bars ${at}`,
        title: '',
        note: undefined,
        groups: bars.groups.map(group => ({
          ...group,
          bars: group.bars.slice(0, 2).map(bar => ({ ...bar, value: bar.value - at / 8 })),
        })),
      },
    ],
  })),
};

export const texts: TextsPart = {
  kind: 'texts',
  id: 'observations of diagnoses',
  title: 'Observations',
  groups: [
    { label: 'effusion', texts: ['blunted costophrenic angle', 'meniscus sign'] },
    { label: 'cardiomegaly', texts: ['enlarged cardiac silhouette'] },
  ],
  extensible: true,
};

export const choice: ChoicePart = {
  kind: 'choice',
  id: 'aggregate',
  title: 'Scores of observations are put together by',
  options: ['mean', 'maximum', 'logistic regression'],
  value: 'mean',
};

export const rich: readonly SheetPart[] = [
  choice,
  texts,
  table,
  bars,
  curves,
  { ...matrixPart(5, 5), title: 'Cosines of prompts', note: 'Alike prompts are blue.' },
  cards,
  byName,
];

/** A sheet with these parts. */
export function sheetPayload(
  parts: readonly SheetPart[] = rich,
  { live, ...data }: Partial<SheetData> & { readonly live?: string } = {},
): ViewPayload<'sheet'> {
  return {
    view: 'sheet',
    version: 1,
    ...(live !== undefined && { live }),
    provenance,
    data: {
      title: 'Diagnoses by their observations',
      summary: 'Accuracy 0.775 [0.690, 0.850] on 120 images, 0.025 above scoring diagnoses by name.',
      cautions: ['The ensemble of all prompts scores below its best prompt.'],
      parts,
      edited: false,
      ...data,
    },
  };
}
