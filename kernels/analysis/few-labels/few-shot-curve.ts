import { createRandom } from '../../phantoms/drawing/random.ts';
import { failure } from '../../protocol/failures/index.ts';
import type { Vectors } from '../embedding-space/unit-rows.ts';
import { bootstrapCases, type BootstrapOptions } from '../metrics/bootstrap.ts';
import { oneVersusRestAuroc } from '../metrics/multi-class.ts';
import { wholeOption } from '../statistics/checked.ts';
import type { Interval } from '../statistics/interval.ts';
import { momentsOf } from '../statistics/moments.ts';
import { checkedRows, likeliest, type FewLabelsModel, type LabelledRows } from './labelled-rows.ts';

/** Makes a classifier from some of the training images. */
export type FewLabelsMethod = (train: LabelledRows, seed: number) => FewLabelsModel;

export interface FewShotCurveOptions {
  /** Images of each class; default 1, 2, 4, 8, 16. */
  readonly shots?: readonly number[];
  /** Draws of training images, by their seeds; default 0, 1, 2. */
  readonly seeds?: readonly number[];
  /** Of the interval; default 1,000. */
  readonly resamples?: number;
  /** Default 0.95. */
  readonly level?: number;
}

/** What a method reaches with some images of each class. */
export interface FewShotPoint {
  readonly method: string;
  readonly shots: number;
  /** Training images; fewer than shots · classes where a class has not as many. */
  readonly images: number;
  /** `[seeds]`, on the test images. */
  readonly accuracies: readonly number[];
  /** Over the seeds. */
  readonly accuracy: number;
  /** Between seeds; 0 of one. */
  readonly deviation: number;
  /** Of the mean accuracy, from resampled test images. */
  readonly interval: Interval | undefined;
  /** Mean over seeds of the mean AUROC of each class against the rest; undefined if none has a value. */
  readonly auroc: number | undefined;
}

/**
 * Accuracy against the number of labelled images of each class. All methods see the same draws; those of more shots hold those of
 * fewer.
 * @param train from which images are drawn.
 * @throws Failure `values-empty` for a class without training images, `values-unequal`, `value-invalid`, `option-invalid`, and what
 * the methods throw.
 */
export function fewShotCurve(
  train: LabelledRows,
  test: LabelledRows,
  classes: number,
  methods: Readonly<Record<string, FewLabelsMethod>>,
  { shots = [1, 2, 4, 8, 16], seeds = [0, 1, 2], resamples, level }: FewShotCurveOptions = {},
): FewShotPoint[] {
  const { labels } = checkedRows(test, classes, 'test images');
  if (seeds.length === 0) throw failure('values-empty', { what: 'the list of seeds' });
  return Object.entries(methods).flatMap(([method, make]) =>
    shots.map(count => {
      const samples = seeds.map(seed => drawShots(train, classes, count, seed));
      const probabilities = samples.map((sample, at) => make(sample, seeds[at]!).probabilities(test.images));
      const drawn = { method, shots: count, images: samples[0]!.labels.length, probabilities };
      return fewShotPoint(drawn, labels, classes, {
        ...(resamples !== undefined && { resamples }),
        ...(level !== undefined && { level }),
      });
    }),
  );
}

/**
 * What a method reaches, from the probabilities that each of its draws gave the test images.
 * @param labels `[images]`, class indices of the test images.
 * @throws Failure `values-empty`, `option-invalid`.
 */
export function fewShotPoint(
  {
    method,
    shots,
    images,
    probabilities,
  }: Pick<FewShotPoint, 'method' | 'shots' | 'images'> & {
    /** One a draw, `[images, classes]`. */
    readonly probabilities: readonly Float64Array[];
  },
  labels: ArrayLike<number>,
  classes: number,
  options: BootstrapOptions = {},
): FewShotPoint {
  const right = probabilities.map(values =>
    likeliest(values, classes).map((index, row) => (index === labels[row] ? 1 : 0)),
  );
  const accuracies = right.map(row => momentsOf(row).mean);
  const areas = probabilities
    .map(values => oneVersusRestAuroc(labels, values, classes).mean)
    .filter(value => value !== undefined);
  const estimate = bootstrapCases(
    labels.length,
    cases => right.reduce((sum, row) => sum + meanAt(row, cases), 0) / right.length,
    options,
  );
  return {
    method,
    shots,
    images,
    accuracies,
    accuracy: momentsOf(accuracies).mean,
    deviation: momentsOf(accuracies).deviation,
    interval: estimate?.interval,
    auroc: areas.length === 0 ? undefined : momentsOf(areas).mean,
  };
}

/**
 * `shots` images of each class, all where there are fewer, in the order of the classes.
 * @throws Failure `values-empty` for a class without images, `values-unequal`, `value-invalid`, `option-invalid`.
 */
export function drawShots(train: LabelledRows, classes: number, shots: number, seed: number): LabelledRows {
  wholeOption('shots', shots, 1);
  const { labels } = checkedRows(train, classes, 'training images');
  const random = createRandom(seed).fork('shots');
  const chosen = Array.from({ length: classes }, (_, index) => {
    const own = [...labels.keys()].filter(at => labels[at] === index);
    if (own.length === 0) throw failure('values-empty', { what: `class ${index} of the training images` });
    return random.fork(`class ${index}`).shuffled(own).slice(0, shots);
  }).flat();
  return { images: rowsAt(train.images, chosen), labels: chosen.map(at => labels[at]!) };
}

function rowsAt({ data, dim, ids, model }: Vectors, rows: readonly number[]): Vectors {
  const chosen = new Float32Array(rows.length * dim);
  rows.forEach((row, at) => chosen.set(data.subarray(row * dim, (row + 1) * dim), at * dim));
  return {
    data: chosen,
    count: rows.length,
    dim,
    ...(ids && { ids: rows.map(row => ids[row]!) }),
    ...(model && { model }),
  };
}

function meanAt(values: Uint32Array, cases: Uint32Array): number {
  let sum = 0;
  for (const at of cases) sum += values[at]!;
  return sum / cases.length;
}
