import { calibration, type Calibration } from '../metrics/calibration.ts';
import { fitTemperature, type FittedTemperature } from '../metrics/temperature.ts';
import type { KnownTruth } from './known-truth.ts';
import { variantProbabilities } from './logits.ts';

/** What a variant says of the images. */
export interface VariantOutput {
  /** `[images, classes]` each. */
  readonly probability: Float64Array;
  readonly logits: Float64Array;
  /** True if each class is judged by itself. */
  readonly alone: boolean;
}

/** How far a variant's probabilities are to be believed, and what helps. */
export interface VariantCalibration {
  /** Of the likeliest class where images have one class, else of every class of every image. */
  readonly before: Calibration;
  /** What the logits are to be divided by; undefined for a softmax where classes occur together, which no temperature mends. */
  readonly temperature: FittedTemperature | undefined;
  /** With that temperature, on the images that it was fitted on. */
  readonly after: Calibration | undefined;
}

/** Undefined without known truth. */
export function variantCalibration(truth: KnownTruth, output: VariantOutput): VariantCalibration | undefined {
  if (truth.rows.length === 0) return undefined;
  const temperature = temperatureOf(truth, output);
  const warmer =
    temperature &&
    variantProbabilities(
      output.logits.map(logit => logit / temperature.temperature),
      truth.classes,
      output.alone,
    );
  return {
    before: calibrationOf(truth, output.probability),
    temperature,
    after: warmer && calibrationOf(truth, warmer),
  };
}

function calibrationOf(
  { rows, mask, classes, labelling }: KnownTruth,
  probability: Float64Array,
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
  { rows, mask, classes, labelling }: KnownTruth,
  { logits, alone }: VariantOutput,
): FittedTemperature | undefined {
  if (!alone && labelling === 'one')
    return fitTemperature(
      rows.flatMap(image => [...logits.subarray(image * classes, (image + 1) * classes)]),
      rows.map(image => mask.indexOf(1, image * classes) - image * classes),
      classes,
    );
  if (!alone) return undefined;
  const cells = rows.flatMap(image =>
    Array.from({ length: classes }, (_, column) => image * classes + column),
  );
  return fitTemperature(
    cells.flatMap(at => [0, logits[at]!]),
    cells.map(at => mask[at]!),
    2,
  );
}
