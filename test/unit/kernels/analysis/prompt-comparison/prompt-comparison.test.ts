import { expect, it } from 'vitest';
import { multiLabelAuroc } from '../../../../../kernels/analysis/metrics/multi-class.ts';
import {
  decisions,
  disagreement,
  flippedImages,
} from '../../../../../kernels/analysis/prompt-comparison/decisions.ts';
import {
  pairedDifference,
  variantMeasures,
} from '../../../../../kernels/analysis/prompt-comparison/measures.ts';
import {
  observationProbabilities,
  variantProbabilities,
} from '../../../../../kernels/analysis/prompt-comparison/probabilities.ts';
import { createRandom } from '../../../../../kernels/phantoms/drawing/random.ts';

const unit = (...values: number[]): Float32Array => {
  const length = Math.hypot(...values);
  return Float32Array.from(values, value => value / length);
};
const images = { data: Float32Array.from([1, 0, 0.6, 0.8]), count: 2, dim: 2 };
const [left, right] = [unit(1, 0), unit(0, 1)];

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
  const single = observationProbabilities(images, observed);
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
  return { truth: { rows: Array.from({ length: count }, (_, row) => row), mask, classes: 2 }, probability };
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
  const unknown = variantMeasures({ rows: [], mask: new Uint8Array(2), classes: 1 }, probability, decided);
  expect(unknown).toMatchObject({ accuracy: undefined, auroc: undefined, classAuroc: [undefined] });
  const one = { rows: [0], mask: Uint8Array.of(1, 0), classes: 1 };
  const single = variantMeasures(one, probability, decided, { resamples: 0 });
  expect(single.accuracy).toMatchObject({ value: 1, interval: undefined });
  expect(single.auroc).toBeUndefined();
  expect(() => variantMeasures(one, probability, decided, { resamples: -1 })).toThrow(
    expect.objectContaining({ code: 'option-invalid' }),
  );
});
