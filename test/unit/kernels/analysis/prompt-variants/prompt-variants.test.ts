import { expect, it } from 'vitest';
import { multiLabelAuroc } from '../../../../../kernels/analysis/metrics/multi-class.ts';
import {
  decisions,
  disagreement,
  flippedImages,
} from '../../../../../kernels/analysis/prompt-variants/decisions.ts';
import { compareAurocs } from '../../../../../kernels/analysis/metrics/delong.ts';
import { holmCorrected } from '../../../../../kernels/analysis/metrics/holm.ts';
import { binaryScores } from '../../../../../kernels/analysis/metrics/binary-scores.ts';
import {
  classificationScores,
  confusionMatrix,
} from '../../../../../kernels/analysis/metrics/class-scores.ts';
import {
  aurocDeviations,
  meanAreas,
} from '../../../../../kernels/analysis/prompt-variants/auroc-influence.ts';
import { cosineColumns } from '../../../../../kernels/analysis/prompt-variants/cosine-columns.ts';
import { pairedDifference } from '../../../../../kernels/analysis/prompt-variants/estimate.ts';
import type { KnownTruth } from '../../../../../kernels/analysis/prompt-variants/known-truth.ts';
import {
  judgedAlone,
  variantLogits,
  variantProbabilities as probabilitiesOf,
  type ClassVectors,
  type VariantScale,
  type VariantScoring,
} from '../../../../../kernels/analysis/prompt-variants/logits.ts';
import {
  variantMeasurer,
  variantMeasures,
} from '../../../../../kernels/analysis/prompt-variants/measures.ts';
import { pairedPValue } from '../../../../../kernels/analysis/prompt-variants/paired.ts';
import { rankedClass } from '../../../../../kernels/analysis/prompt-variants/ranked-class.ts';
import { drawnResamples } from '../../../../../kernels/analysis/prompt-variants/resamples.ts';
import { createRandom } from '../../../../../kernels/phantoms/drawing/random.ts';

const unit = (...values: number[]): Float32Array => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, value => value / length);
};
const images = { data: Float32Array.from([1, 0, 0.6, 0.8]), count: 2, dim: 2 };
const [left, right] = [unit(1, 0), unit(0, 1)];
const variantProbabilities = (
  rows: typeof images,
  classes: readonly ClassVectors[],
  scoring: VariantScoring,
  scale: VariantScale,
): Float64Array =>
  probabilitiesOf(
    variantLogits(cosineColumns(rows), classes, scoring, scale),
    classes.length,
    judgedAlone(scoring, scale),
  );

it('scores classes by softmax at the scale of the model, prompts of a class as one', () => {
  const none = { negative: [] };
  const one = variantProbabilities(
    images,
    [
      { positive: [left], ...none },
      { positive: [right], ...none },
    ],
    'classes',
    { logitScale: 5 },
  );
  expect(one[0]).toBeCloseTo(1 / (1 + Math.exp(-5)), 6);
  expect(one[2]! + one[3]!).toBeCloseTo(1, 12);
  // The mean of both axes is the diagonal, again of length 1.
  const mean = variantProbabilities(
    images,
    [
      { positive: [left, right], ...none },
      { positive: [right], ...none },
    ],
    'classes',
    { logitScale: 5 },
  );
  expect(mean[0]).toBeCloseTo(1 / (1 + Math.exp(-5 * Math.SQRT1_2)), 6);
});

it('scores pairs as CheXzero, without a temperature', () => {
  const pair = [{ positive: [left], negative: [right] }];
  const plain = variantProbabilities(images, pair, 'pairs', { logitScale: 100 });
  expect(plain[0]).toBeCloseTo(Math.E / (Math.E + 1), 6);
  expect(plain[1]).toBeCloseTo(Math.exp(0.6) / (Math.exp(0.6) + Math.exp(0.8)), 6);
  const scaled = variantProbabilities(images, pair, 'pairs', { logitScale: 100, pairScale: 10 });
  expect(scaled[0]).toBeCloseTo(1 / (1 + Math.exp(-10)), 6);
});

it('joins observations as Xplainer: geometric means of p and 1 − p', () => {
  const observed = { positive: [left, unit(1, 1)], negative: [right, left] };
  const single = [0, 1].flatMap(image =>
    [0, 1].map(at => {
      const own = {
        positive: [observed.positive[at]!],
        negative: [observed.negative[at]!],
      };
      return variantProbabilities(images, [own], 'pairs', { logitScale: 100, pairScale: 2 })[image]!;
    }),
  );
  expect(single[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 6);
  const joint = variantProbabilities(images, [observed], 'observations', { logitScale: 100 });
  for (const image of [0, 1]) {
    const [p, q] = [single[2 * image]!, single[2 * image + 1]!];
    const yes = Math.sqrt(p * q);
    const no = Math.sqrt((1 - p) * (1 - q));
    expect(joint[image]).toBeCloseTo(yes / (yes + no), 12);
  }
});

it('decides for one class or any number, and finds what flips', () => {
  const probability = Float64Array.from([0.6, 0.7, 0.2, 0.1]);
  const one = decisions(probability, 2, 'pairs', 'one');
  const any = decisions(probability, 2, 'pairs', 'any');
  expect([...one]).toEqual([0, 1, 1, 0]);
  expect([...any]).toEqual([1, 1, 0, 0]);
  expect([...decisions(probability, 2, 'classes', 'any')]).toEqual([...one]);
  expect(flippedImages(one, any, 2)).toEqual([0, 1]);
  expect(flippedImages(one, one, 2)).toEqual([]);
  const apart = disagreement([probability, Float64Array.from([0.6, 0.2, 0.2, 0.2])], 2);
  expect(apart[0]).toBeCloseTo(0.5, 12);
  expect(apart[1]).toBeCloseTo(0.1, 12);
  expect([...disagreement([], 2)]).toEqual([]);
});

/** Cases whose first class is scored well and whose second is noise. */
function cases(count: number, noise: number) {
  const random = createRandom(7 + noise);
  const mask = Uint8Array.from({ length: 2 * count }, (_, at) => (createRandom(at).chance(0.4) ? 1 : 0));
  const probability = Float64Array.from(mask, label =>
    Math.min(1, Math.max(0, 0.5 + (label - 0.5) * 0.4 + random.normal(0, noise))),
  );
  return {
    truth: {
      rows: Array.from({ length: count }, (_, row) => row),
      mask,
      classes: 2,
      labelling: 'any' as const,
    },
    probability,
  };
}

it('measures as the metrics do, with intervals that hold the value and narrow with more images', () => {
  const widths = [40, 400].map(count => {
    const { truth, probability } = cases(count, 0.3);
    const decided = decisions(probability, 2, 'pairs', 'any');
    const { accuracy, auroc, classAuroc, right: correct } = variantMeasures(truth, probability, decided);
    expect(auroc!.value).toBeCloseTo(multiLabelAuroc(truth.mask, probability, 2).mean!, 12);
    expect(classAuroc).toHaveLength(2);
    expect(accuracy!.value).toBeCloseTo(correct.reduce((sum, each) => sum + each, 0) / count, 12);
    expect(auroc!.interval!.low).toBeLessThan(auroc!.value);
    expect(auroc!.interval!.high).toBeGreaterThan(auroc!.value);
    // A binomial share's standard error, within its own noise.
    const expected = Math.sqrt((accuracy!.value * (1 - accuracy!.value)) / count);
    expect((accuracy!.interval!.high - accuracy!.interval!.low) / 3.92).toBeCloseTo(expected, 2);
    return auroc!.interval!.high - auroc!.interval!.low;
  });
  expect(widths[1]).toBeLessThan(widths[0]! / 2);
});

it('compares two variants on the same resamples: a variant and itself differ by exactly nothing', () => {
  const [good, bad] = [cases(100, 0.2), cases(100, 0.6)];
  const measured = [good, bad].map(({ truth, probability }) =>
    variantMeasures(truth, probability, decisions(probability, 2, 'pairs', 'any'), { seed: 3 }),
  );
  const same = pairedDifference(measured[0]!.auroc, measured[0]!.auroc)!;
  expect([same.value, same.interval!.low, same.interval!.high]).toEqual([0, 0, 0]);
  const apart = pairedDifference(measured[0]!.auroc, measured[1]!.auroc)!;
  expect(apart.value).toBeCloseTo(measured[0]!.auroc!.value - measured[1]!.auroc!.value, 12);
  expect(apart.interval!.low).toBeGreaterThan(0);
});

it('has no measures without truth, no AUROC without both kinds, no interval without resamples', () => {
  const probability = Float64Array.from([0.9, 0.1]);
  const decided = decisions(probability, 1, 'pairs', 'any');
  const unknown = variantMeasures(
    { rows: [], mask: new Uint8Array(2), classes: 1, labelling: 'any' },
    probability,
    decided,
  );
  expect(unknown).toMatchObject({ accuracy: undefined, auroc: undefined, classAuroc: [undefined] });
  const one = { rows: [0], mask: Uint8Array.of(1, 0), classes: 1, labelling: 'any' as const };
  const single = variantMeasures(one, probability, decided, { resamples: 0 });
  expect(single.accuracy).toMatchObject({ value: 1, interval: undefined });
  expect(single.auroc).toBeUndefined();
  expect(() => variantMeasures(one, probability, decided, { resamples: -1 })).toThrow(
    expect.objectContaining({ code: 'option-invalid' }),
  );
});

/** `count` images of `classes`, each with one of them or any number, scored with some noise and in steps, so that there are ties. */
function labelled(count: number, classes: number, labelling: 'one' | 'any', seed = 1) {
  const random = createRandom(seed);
  const mask = new Uint8Array(count * classes);
  for (let image = 0; image < count; image++)
    for (let column = 0; column < classes; column++)
      if (labelling === 'one' ? column === image % classes : random.chance(0.3))
        mask[image * classes + column] = 1;
  const probability = Float64Array.from(mask, label =>
    Math.min(1, Math.max(0, Math.round(10 * (0.4 + 0.2 * label + random.normal(0, 0.25))) / 10)),
  );
  const truth: KnownTruth = {
    rows: Array.from({ length: count }, (_, row) => row),
    mask,
    classes,
    labelling,
  };
  return { truth, probability, decided: decisions(probability, classes, 'pairs', labelling) };
}

it.each(['one', 'any'] as const)(
  'scores F1 and Matthews correlation as the metrics do, %s class an image',
  labelling => {
    const { truth, probability, decided } = labelled(120, 4, labelling);
    const { f1, matthews, accuracy, measureOf } = variantMeasures(truth, probability, decided, {
      resamples: 50,
    });
    const column = (values: Uint8Array, index: number): number[] =>
      truth.rows.map(image => values[4 * image + index]!);
    const own = [0, 1, 2, 3].map(index => binaryScores(column(truth.mask, index), column(decided, index)));
    expect(f1!.value).toBeCloseTo(own.reduce((sum, each) => sum + each.f1!, 0) / 4, 12);
    const classOf = (values: Uint8Array): number[] =>
      truth.rows.map(image => values.subarray(4 * image, 4 * image + 4).indexOf(1));
    expect(matthews!.value).toBeCloseTo(
      labelling === 'one'
        ? classificationScores(confusionMatrix(classOf(truth.mask), classOf(decided), 4)).matthews
        : own.reduce((sum, each) => sum + each.matthews, 0) / 4,
      12,
    );
    expect(f1!.interval!.low).toBeLessThan(f1!.value);
    expect(matthews!.interval!.high).toBeGreaterThan(matthews!.value);
    // An image that counts twice is an image that is there twice.
    const twice = Uint8Array.from(truth.rows, row => (row < 30 ? 2 : row < 60 ? 1 : 0));
    const rows = truth.rows.flatMap(row => Array.from({ length: twice[row]! }, () => row));
    const again = variantMeasures({ ...truth, rows }, probability, decided, { resamples: 0 });
    for (const name of ['accuracy', 'auroc', 'f1', 'matthews'] as const)
      expect(measureOf(name, twice)).toBeCloseTo(again[name]!.value, 12);
    expect(accuracy!.value).toBeGreaterThan(0);
  },
);

it('takes the mean direction of several prompts, whatever their lengths', () => {
  const columns = cosineColumns(images);
  const diagonal = columns.withMean([Float32Array.of(3, 0), Float32Array.of(0, 0.5)]);
  expect(diagonal[0]).toBeCloseTo(Math.SQRT1_2, 7);
  expect(diagonal[1]).toBeCloseTo(1.4 * Math.SQRT1_2, 6);
  expect(columns.withMean([left, right], [1])[0]).toBeCloseTo(diagonal[1]!, 12);
  // Opposite prompts have no direction, nor has a vector of zeros.
  expect([...columns.withMean([left, Float32Array.of(-1, 0)])]).toEqual([0, 0]);
  expect([...columns.withMean([Float32Array.of(0, 0)])]).toEqual([0, 0]);
  expect(() => columns.withMean([Float32Array.of(1)])).toThrow('cannot be compared');
});

it('resamples the AUROC of many images by influence, and it is the AUROC of the resample', () => {
  const { truth, probability } = labelled(3000, 3, 'any');
  const ranked = [0, 1, 2].map(column => rankedClass(truth, probability, column));
  for (const each of ranked) {
    expect(Math.min(each.positives, each.negatives)).toBeGreaterThan(400);
    expect(each.influence().reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
  }
  const quick = meanAreas(ranked);
  const [exact, near]: number[][] = [[], []];
  drawnResamples(3000, 200, 0).each(weights => {
    near!.push(quick(weights)!);
    exact!.push(ranked.reduce((sum, each) => sum + each.areaOf(weights)! / 3, 0));
  });
  const value = ranked.reduce((sum, each) => sum + each.area! / 3, 0);
  const width = Math.sqrt(exact!.reduce((sum, each) => sum + (each - value) ** 2, 0) / 200);
  const off = Math.sqrt(exact!.reduce((sum, each, at) => sum + (each - near![at]!) ** 2, 0) / 200);
  expect(off).toBeLessThan(width / 15);
});

it('tests a difference as McNemar and DeLong do, and F1 by its bootstrap', () => {
  const one = labelled(80, 1, 'any', 3);
  const random = createRandom(9);
  const worse = one.probability.map(value => Math.min(1, Math.max(0, value + random.normal(0, 0.5))));
  const measure = variantMeasurer(one.truth, { resamples: 300 });
  const [good, bad] = [
    measure(one.probability, one.decided),
    measure(worse, decisions(worse, 1, 'pairs', 'any')),
  ];
  const deLong = compareAurocs(one.truth.mask, one.probability, worse)!;
  expect(pairedPValue('auroc', good, bad)).toBeCloseTo(deLong.pValue, 10);
  expect(pairedPValue('f1', good, bad)).toBeGreaterThan(0);
  expect(pairedPValue('f1', good, good)).toBe(1);
  expect(pairedPValue('accuracy', good, good)).toBe(1);
  expect(aurocDeviations([], one.truth)).toBeUndefined();
  const none = variantMeasures({ ...one.truth, rows: [] }, worse, one.decided);
  expect(pairedPValue('matthews', none, none)).toBeUndefined();
});

it('corrects many tests as Holm does', () => {
  expect(holmCorrected([0.01, 0.04, undefined, 0.03, 0.005])).toEqual([0.03, 0.06, undefined, 0.06, 0.02]);
  expect(holmCorrected([0.5, 0.9])).toEqual([1, 1]);
  expect(holmCorrected([])).toEqual([]);
});

it('gives the same digits for the same seed, whatever was measured before', () => {
  const { truth, probability, decided } = labelled(50, 2, 'one');
  const measure = variantMeasurer(truth, { resamples: 40, seed: 5 });
  const { measureOf: _, ...first } = measure(probability, decided);
  expect(measure(probability, decided)).toMatchObject(first);
  expect(variantMeasures(truth, probability, decided, { resamples: 40, seed: 5 })).toMatchObject(first);
});
