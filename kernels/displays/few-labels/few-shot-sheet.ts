import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type {
  CardsPart,
  CurveSeries,
  CurvesPart,
  SheetData,
  TablePart,
} from '../../../webviews/protocol/sheet.ts';
import type { FewShotPoint } from '../../analysis/few-labels/few-shot-curve.ts';
import { estimateColumn, numberColumn, textColumn } from '../sheet/columns.ts';
import type { FewShotCurves } from './few-shot-curves.ts';
import { cautionsOf } from './few-shot-cautions.ts';
import { fewShotMethods, type FewShotMethodName } from './few-shot-methods.ts';

/** What the curves show, and what their bands are. */
export const curveViews = [
  'accuracy, worst to best draw',
  'accuracy, interval of the test images',
  'mean AUROC',
] as const;

export type CurveView = (typeof curveViews)[number];

/** What the sheet shows. */
export interface FewShotPicture extends Pick<FewShotCurves, 'classes' | 'points' | 'zeroShot' | 'sweeps'> {
  readonly view: CurveView;
  readonly methods: readonly FewShotMethodName[];
  readonly shots: readonly number[];
  readonly seeds: readonly number[];
  /** `[classes]`, images of each. */
  readonly counts: { readonly train: readonly number[]; readonly test: readonly number[] };
  /** Shots that no class has images for. */
  readonly dropped: readonly number[];
  readonly cautions: readonly string[];
  readonly level: number;
  readonly edited: boolean;
}

export function fewShotSheet(picture: FewShotPicture): SheetData {
  const { view, sweeps, edited } = picture;
  return {
    title: 'Few labels',
    summary: summaryOf(picture),
    cautions: [...cautionsOf(picture), ...picture.cautions],
    parts: [
      { kind: 'choice', id: 'view', title: 'Curves', options: curveViews, value: view },
      curvesPart(picture),
      pointsTable(picture),
      settingsPart(picture),
      ...(sweeps.length === 0 ? [] : [sweepPart(picture)]),
    ],
    edited,
  };
}

function summaryOf({ points, zeroShot, shots, classes, counts, seeds }: FewShotPicture): string {
  const tested = counts.test.reduce((sum, each) => sum + each, 0);
  const at = (count: number): string => {
    const own = points.filter(point => point.shots === count);
    const best = own.reduce((one, other) => (other.accuracy > one.accuracy ? other : one));
    const ties = own.filter(({ accuracy }) => accuracy === best.accuracy).length - 1;
    const others = ties === 0 ? '' : ties === 1 ? ' (and one more)' : ` (and ${ties} more)`;
    return `${best.method}${others} ${best.accuracy.toFixed(3)} with ${count} of each class`;
  };
  const [first, last] = [shots[0]!, shots.at(-1)!];
  const highest = first === last ? at(first) : `${at(first)}, ${at(last)}`;
  return `${classes.length} classes, ${tested} test images, ${seeds.length} ${seeds.length === 1 ? 'draw' : 'draws'}. Without any label (zero-shot): accuracy ${zeroShot.accuracy.toFixed(3)}. Highest with labels: ${highest}.`;
}

function curvesPart({ points, zeroShot, shots, methods, view, level }: FewShotPicture): CurvesPart {
  const area = view === 'mean AUROC';
  const valueOf = (point: FewShotPoint): number => (area ? point.auroc : point.accuracy) ?? Number.NaN;
  const pack = (values: readonly number[]): CurveSeries['x'] =>
    packArray(Float64Array.from(values), [values.length]);
  const bandOf = (own: readonly FewShotPoint[]): Pick<CurveSeries, 'low' | 'high'> => {
    if (area) return {};
    if (view === 'accuracy, worst to best draw')
      return {
        low: pack(own.map(({ accuracies }) => Math.min(...accuracies))),
        high: pack(own.map(({ accuracies }) => Math.max(...accuracies))),
      };
    return {
      low: pack(own.map(({ interval, accuracy }) => interval?.low ?? accuracy)),
      high: pack(own.map(({ interval, accuracy }) => interval?.high ?? accuracy)),
    };
  };
  // Looks repeat after six lines, and both probes lie close together: the second is in the table and below.
  const drawn = methods.filter(
    name => name !== 'linear probe, C chosen' || !methods.includes('linear probe'),
  );
  const series = drawn.flatMap((name): CurveSeries[] => {
    const own = points.filter(point => point.method === name && Number.isFinite(valueOf(point)));
    if (own.length === 0) return [];
    const x = pack(own.map(point => point.shots));
    return [{ name, x, y: pack(own.map(valueOf)), ...bandOf(own), shape: 'line' }];
  });
  const all = [...points, zeroShot].map(valueOf).filter(Number.isFinite);
  const ends = all.length === 0 ? [0, 1] : [Math.min(...all), 1];
  const without: CurveSeries = {
    name: 'zero-shot',
    x: pack(shots),
    y: pack(shots.map(() => valueOf(zeroShot))),
    dashed: true,
    shape: 'line',
  };
  return {
    kind: 'curves',
    id: 'curves',
    title: area ? 'Mean AUROC of a class against the rest' : 'Accuracy',
    note: `All methods learn from the same draws, and the draws of more shots hold those of fewer.${
      area
        ? ''
        : view === 'accuracy, worst to best draw'
          ? ' Bands: the worst and the best draw, which is what drawing other images does.'
          : ` Bands: ${level * 100} % interval from resampled test images, which is what other patients would do.`
    }`,
    x: {
      label: 'labelled images of each class',
      scale: 'log',
      ticks: shots,
      range: shots.length === 1 ? [shots[0]! / 2, shots[0]! * 2] : [shots[0]!, shots.at(-1)!],
      digits: 0,
    },
    y: { label: area ? 'mean AUROC' : 'accuracy', range: [Math.max(0, ends[0]! - 0.1), 1], digits: 3 },
    series: Number.isFinite(valueOf(zeroShot)) ? [...series, without] : series,
  };
}

function pointsTable({ points, zeroShot, level }: FewShotPicture): TablePart {
  const rows = [zeroShot, ...points];
  return {
    kind: 'table',
    id: 'points',
    title: 'At each number of shots',
    note: `Brackets: ${level * 100} % interval of resampled test images, the mean over draws. Between draws: standard deviation.`,
    columns: [
      textColumn(
        'method',
        rows.map(({ method }) => method),
      ),
      numberColumn(
        'shots',
        rows.map(({ shots }) => shots),
        { digits: 0 },
      ),
      estimateColumn(
        'accuracy',
        rows.map(({ accuracy, interval }) => ({
          value: accuracy,
          low: interval?.low,
          high: interval?.high,
        })),
      ),
      numberColumn(
        'minus zero-shot',
        rows.map(({ accuracy, shots }) => (shots === 0 ? undefined : accuracy - zeroShot.accuracy)),
      ),
      numberColumn(
        'between draws',
        rows.map(({ deviation, accuracies }) => (accuracies.length < 2 ? undefined : deviation)),
      ),
      numberColumn(
        'mean AUROC',
        rows.map(({ auroc }) => auroc),
      ),
      numberColumn(
        'labelled images',
        rows.map(({ images }) => images),
        { digits: 0 },
      ),
    ],
    total: rows.length,
  };
}

function settingsPart({ methods }: FewShotPicture): CardsPart {
  return {
    kind: 'cards',
    id: 'settings',
    title: 'Settings',
    note: 'Fixed before, the same for every draw; only C of one linear probe is chosen, on images that the others do not see.',
    groups: [
      {
        title: '',
        cards: methods.map(name => ({
          title: name,
          lines: [{ text: fewShotMethods[name].settings }, { text: fewShotMethods[name].source }],
        })),
      },
    ],
  };
}

/** Accuracy over C at the most shots that have a sweep. */
function sweepPart({ sweeps }: FewShotPicture): CurvesPart {
  const most = Math.max(...sweeps.map(({ shots }) => shots));
  const own = sweeps.filter(({ shots }) => shots === most);
  return {
    kind: 'curves',
    id: 'sweep',
    title: `Choosing C with ${most} of each class`,
    note: `Accuracy on the images beside the draw; of equals the strongest penalty is taken. Chosen: ${own.map(({ seed, inversePenalty }) => `C = ${inversePenalty.toPrecision(2)} (draw ${seed})`).join(', ')}.`,
    x: {
      label: 'C, inverse of the penalty',
      scale: 'log',
      range: [1e-7, 1e7],
      ticks: [1e-6, 1e-4, 1e-2, 1, 1e2, 1e4, 1e6],
      digits: 6,
    },
    y: { label: 'accuracy', range: [0, 1], digits: 3 },
    series: own.map(({ seed, tried }) => {
      const sorted = [...tried].sort((one, other) => one.inversePenalty - other.inversePenalty);
      return {
        name: `draw ${seed}`,
        x: packArray(
          Float64Array.from(sorted, ({ inversePenalty }) => inversePenalty),
          [sorted.length],
        ),
        y: packArray(
          Float64Array.from(sorted, ({ accuracy }) => accuracy),
          [sorted.length],
        ),
        shape: 'line' as const,
      };
    }),
  };
}
