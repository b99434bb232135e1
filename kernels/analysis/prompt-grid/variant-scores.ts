import { binaryScores } from '../metrics/binary-scores.ts';
import { bootstrapCases, type BootstrapEstimate } from '../metrics/bootstrap.ts';
import { calibration, type Calibration } from '../metrics/calibration.ts';
import { classificationScores, confusionMatrix } from '../metrics/class-scores.ts';
import { fitTemperature, type FittedTemperature } from '../metrics/temperature.ts';
import type { Labelling } from '../prompt-comparison/decisions.ts';
import {
  variantMeasures,
  type KnownTruth,
  type MeasureEstimate,
  type ResamplingOptions,
} from '../prompt-comparison/measures.ts';

/** What is known of the images, and whether classes exclude each other (`one`) or occur together (`any`). */
export interface GridTruth extends KnownTruth {
  readonly labelling: Labelling;
}

/** What a variant says of the images. */
export interface VariantOutput {
  /** `[images, classes]` each. */
  readonly probability: Float64Array;
  readonly logits: Float64Array;
  readonly decided: Uint8Array;
  /** True if each class is judged by itself. */
  readonly pairs: boolean;
}

/** Scores of a variant; undefined where no truth is known, or a class lacks positive or negative images. */
export interface VariantScores {
  /** Share of images of which exactly what is true is said. */
  readonly accuracy: MeasureEstimate | undefined;
  /** Mean over the classes of each against the rest. */
  readonly auroc: MeasureEstimate | undefined;
  readonly classAuroc: readonly (number | undefined)[];
  /** Mean F1 of the classes that occur or are said. */
  readonly f1: BootstrapEstimate | undefined;
  /** Matthews correlation: of several classes where they exclude each other, else the mean over classes. */
  readonly matthews: BootstrapEstimate | undefined;
  /** `[known images]`, 1 where right. */
  readonly right: Uint8Array;
  /**
   * How far probabilities are to be believed: of the likeliest class where classes exclude each other, else of every class of every
   * image.
   */
  readonly calibration: Calibration | undefined;
  /** What the logits are to be divided by; undefined without truth. */
  readonly temperature: FittedTemperature | undefined;
}

/** @throws Failure `option-invalid`. */
export function variantScores(
  truth: GridTruth,
  output: VariantOutput,
  options: ResamplingOptions,
): VariantScores {
  const { accuracy, auroc, classAuroc, right } = variantMeasures(
    truth,
    output.probability,
    output.decided,
    options,
  );
  const known = truth.rows.length > 0;
  const estimated = (statistic: (scores: DecisionScores) => number): BootstrapEstimate | undefined =>
    known
      ? estimateOf(truth.rows, rows => statistic(decisionScores(truth, output.decided, rows)), options)
      : undefined;
  return {
    accuracy,
    auroc,
    classAuroc,
    f1: estimated(scores => scores.f1),
    matthews: estimated(scores => scores.matthews),
    right,
    calibration: known ? calibrationOf(truth, output) : undefined,
    temperature: known ? temperatureOf(truth, output) : undefined,
  };
}

export interface DecisionScores {
  readonly f1: number;
  readonly matthews: number;
}

/** Scores of the decisions on some known images, which may repeat. F1 is 0 where nothing is there or said. */
export function decisionScores(
  { mask, classes, labelling }: GridTruth,
  decided: Uint8Array,
  rows: readonly number[],
): DecisionScores {
  if (labelling === 'one' && everyRowHasOne(decided, classes, rows)) {
    const { macroF1, matthews } = classificationScores(
      confusionMatrix(
        rows.map(image => mask.indexOf(1, image * classes) - image * classes),
        rows.map(image => decided.indexOf(1, image * classes) - image * classes),
        classes,
      ),
    );
    return { f1: macroF1, matthews };
  }
  const found = Array.from({ length: classes }, (_, column) =>
    binaryScores(
      rows.map(image => mask[image * classes + column]!),
      rows.map(image => decided[image * classes + column]!),
    ),
  );
  const f1 = found.flatMap(each => (each.f1 === undefined ? [] : [each.f1]));
  return {
    f1: f1.length === 0 ? 0 : f1.reduce((sum, value) => sum + value, 0) / f1.length,
    matthews: found.reduce((sum, each) => sum + each.matthews, 0) / classes,
  };
}

/** A statistic of known images with its bootstrap interval; the value alone, as its own interval, with 0 resamples. */
export function estimateOf(
  rows: readonly number[],
  statistic: (rows: readonly number[]) => number | undefined,
  { resamples = 1000, seed = 0, level = 0.95 }: ResamplingOptions,
): BootstrapEstimate | undefined {
  if (resamples > 0)
    return bootstrapCases(rows.length, cases => statistic(Array.from(cases, at => rows[at]!)), {
      resamples,
      seed,
      level,
    });
  const value = statistic(rows);
  return value === undefined
    ? undefined
    : { value, interval: { low: value, high: value, level }, standardError: 0, replicates: 0 };
}

function calibrationOf(
  { rows, mask, classes, labelling }: GridTruth,
  { probability }: VariantOutput,
): Calibration {
  const cells = rows.flatMap(image => {
    const all = Array.from({ length: classes }, (_, column) => image * classes + column);
    if (labelling === 'any') return all;
    return [all.reduce((one, other) => (probability[other]! > probability[one]! ? other : one))];
  });
  return calibration(
    cells.map(at => mask[at]!),
    cells.map(at => probability[at]!),
  );
}

function temperatureOf(
  { rows, mask, classes, labelling }: GridTruth,
  { logits, pairs }: VariantOutput,
): FittedTemperature | undefined {
  if (!pairs && labelling === 'one')
    return fitTemperature(
      rows.flatMap(image => [...logits.subarray(image * classes, (image + 1) * classes)]),
      rows.map(image => mask.indexOf(1, image * classes) - image * classes),
      classes,
    );
  if (!pairs) return undefined;
  const cells = rows.flatMap(image =>
    Array.from({ length: classes }, (_, column) => image * classes + column),
  );
  return fitTemperature(
    cells.flatMap(at => [0, logits[at]!]),
    cells.map(at => mask[at]!),
    2,
  );
}

function everyRowHasOne(decided: Uint8Array, classes: number, rows: readonly number[]): boolean {
  return rows.every(
    image =>
      decided.subarray(image * classes, (image + 1) * classes).reduce((sum, value) => sum + value, 0) === 1,
  );
}
