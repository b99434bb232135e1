import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { clipAdapter } from '../../../../../kernels/analysis/few-labels/clip-adapter.ts';
import { drawShots, fewShotCurve } from '../../../../../kernels/analysis/few-labels/few-shot-curve.ts';
import type {
  FewLabelsModel,
  LabelledRows,
} from '../../../../../kernels/analysis/few-labels/labelled-rows.ts';
import { shareRight } from '../../../../../kernels/analysis/few-labels/labelled-rows.ts';
import { linearProbe } from '../../../../../kernels/analysis/few-labels/linear-probe.ts';
import { logisticRegression } from '../../../../../kernels/analysis/few-labels/logistic-regression.ts';
import { nearestNeighbors } from '../../../../../kernels/analysis/few-labels/nearest-neighbors.ts';
import { tunePrompts } from '../../../../../kernels/analysis/few-labels/prompt-tuning.ts';
import { textClassifier } from '../../../../../kernels/analysis/few-labels/text-classifier.ts';
import { tipAdapter, tunedTipAdapter } from '../../../../../kernels/analysis/few-labels/tip-adapter.ts';
import { createRandom } from '../../../../../kernels/phantoms/drawing/random.ts';
import { byCosine, rowsArbitrary, scaled, throws, vectors } from '../rows.ts';

const expected = JSON.parse(
  readFileSync(new URL('../../../../golden/analysis/few-labels/expected.json', import.meta.url), 'utf8'),
) as {
  regressions: {
    classes: number;
    rows: number[][];
    labels: number[];
    fits: { c: number; coefficients: number[]; intercepts: number[]; probabilities: number[] }[];
  }[];
  neighbors: { rows: number[][]; labels: number[]; probabilities: number[] };
};

/** Three clouds of 8 numbers that overlap, and a poor text for each. */
function clouds(count: number, seed: number): LabelledRows {
  const random = createRandom(seed);
  const labels = Array.from({ length: count }, (_, at) => at % 3);
  const rows = labels.map(label =>
    Array.from({ length: 8 }, (_, at) => (at === label ? 1.2 : 0) + random.normal(0, 0.4)),
  );
  return { images: vectors(rows), labels };
}
const [training, testing] = [clouds(48, 1), clouds(90, 2)];
const text = {
  texts: vectors([
    [1, 0.8, 0.3, 0.5, 0, 0, 0, 0],
    [0.5, 1, 0.9, 0, 0.5, 0, 0, 0],
    [0.9, 0.2, 1, 0, 0, 0.5, 0, 0],
  ]),
  logitScale: 20,
};
const methods: Record<string, (train: LabelledRows, seed: number) => FewLabelsModel> = {
  probe: train => linearProbe(train, 3),
  neighbors: train => nearestNeighbors(train, 3, { k: 3, temperature: 0.07 }),
  tip: train => tipAdapter(train, text),
  'tuned tip': (train, seed) => tunedTipAdapter(train, text, { seed }),
  adapter: (train, seed) => clipAdapter(train, text, { seed, epochs: 60, rate: 0.01, ratio: 0.5 }),
  prompts: (train, seed) => tunePrompts(train, text, { seed, rate: 0.01 }),
};
const accuracyOf = (model: FewLabelsModel): number =>
  shareRight(model.probabilities(testing.images), testing.labels, model.classes);

describe('against scikit-learn', () => {
  it.each(expected.regressions)(
    'logistic regression of $classes classes',
    ({ classes, rows, labels, fits }) => {
      for (const { c, coefficients, intercepts, probabilities } of fits) {
        const found = logisticRegression(rows.flat(), labels, classes, { inversePenalty: c });
        expect(found.converged).toBe(true);
        coefficients.forEach((value, at) =>
          expect(Math.abs(found.coefficients[at]! - value)).toBeLessThan(1e-4 * Math.max(1, Math.abs(value))),
        );
        intercepts.forEach((value, at) =>
          expect(Math.abs(found.intercepts[at]! - value)).toBeLessThan(1e-4 * Math.max(1, Math.abs(value))),
        );
        const judged = found.probabilities(Float64Array.from(rows.slice(0, 10).flat()));
        probabilities.forEach((value, at) => expect(judged[at]).toBeCloseTo(value, 5));
      }
    },
  );

  it('nearest neighbours', () => {
    const { rows, labels, probabilities } = expected.neighbors;
    const train = { images: vectors(rows.slice(0, 30)), labels: labels.slice(0, 30) };
    const found = nearestNeighbors(train, 3, { k: 7 }).probabilities(vectors(rows.slice(30)));
    probabilities.forEach((value, at) => expect(found[at]).toBeCloseTo(value, 12));
  });
});

describe('Tip-Adapter', () => {
  const image = vectors([[1, 0]]);
  const train = { images: byCosine([0.9, 0.5]), labels: [0, 1] };
  const words = { texts: byCosine([0.3, 0.4]), logitScale: 10 };

  it('by hand: two keys, α = 2, β = 5', () => {
    const found = tipAdapter(train, words, { alpha: 2, beta: 5 }).probabilities(image);
    // 10 · 0.3 + 2 e^{−5 · 0.1} against 10 · 0.4 + 2 e^{−5 · 0.5}
    const difference = 3 + 2 * Math.exp(-0.5) - (4 + 2 * Math.exp(-2.5));
    expect(found[0]).toBeCloseTo(1 / (1 + Math.exp(-difference)), 6);
  });

  it('without a cache is the zero-shot classifier', () => {
    const [cached, plain] = [tipAdapter(train, words, { alpha: 0 }), textClassifier(words)];
    expect(cached.probabilities(image)).toEqual(plain.probabilities(image));
  });

  it('searches α and β where validation cases are given', () => {
    const found = tipAdapter(training, text, { validation: testing });
    expect(accuracyOf(found)).toBeGreaterThanOrEqual(accuracyOf(tipAdapter(training, text)));
    expect(accuracyOf(tunedTipAdapter(training, text, { validation: testing }))).toBeGreaterThan(0.8);
    expect(() => tipAdapter(train, words, { beta: 0 })).toThrow(throws('option-invalid'));
    expect(() => tipAdapter(train, words, { alpha: NaN })).toThrow(throws('option-invalid'));
  });
});

describe('training', () => {
  it('beats the poor words it starts from', () => {
    const base = accuracyOf(textClassifier(text));
    expect(base).toBeLessThan(0.8);
    for (const make of Object.values(methods)) expect(accuracyOf(make(training, 0))).toBeGreaterThan(base);
  });

  it('lowers the loss of its own cases, and is the same with the same seed', () => {
    const loss = (model: FewLabelsModel): number => {
      const values = model.probabilities(training.images);
      return Array.from(training.labels).reduce(
        (sum, label, row) => sum - Math.log(values[row * 3 + label]!),
        0,
      );
    };
    for (const name of ['tuned tip', 'adapter', 'prompts']) {
      const make = methods[name]!;
      expect(loss(make(training, 3))).toBeLessThan(
        loss(name === 'tuned tip' ? tipAdapter(training, text) : textClassifier(text)),
      );
      expect(make(training, 3).probabilities(testing.images)).toEqual(
        make(training, 3).probabilities(testing.images),
      );
    }
    const [one, other] = [1, 2].map(seed => clipAdapter(training, text, { seed, epochs: 1 }));
    expect(one!.probabilities(testing.images)).not.toEqual(other!.probabilities(testing.images));
  });

  it('keeps tuned prompts usable as texts', () => {
    const tuned = tunePrompts(training, text, { common: true, rate: 0.01 });
    const again = textClassifier({ texts: { data: tuned.texts, count: 3, dim: 8 }, logitScale: 20 });
    const [left, right] = [tuned.probabilities(testing.images), again.probabilities(testing.images)];
    left.forEach((value, at) => expect(right[at]).toBeCloseTo(value, 5));
    expect(Math.min(...tuned.kept)).toBeLessThan(1);
    expect(tunePrompts(training, text, { epochs: 0 }).kept.every(value => value > 1 - 1e-12)).toBe(true);
  });

  it('chooses C on validation cases', () => {
    const found = linearProbe(training, 3, { validation: testing });
    const best = Math.max(...found.tried.map(({ accuracy }) => accuracy));
    expect(accuracyOf(found)).toBeCloseTo(best, 12);
    expect(found.tried.length).toBeGreaterThan(7);
    expect(() => linearProbe(training, 3, { validation: testing, inversePenalty: 1 })).toThrow(
      throws('option-invalid'),
    );
  });
});

describe('curves of few shots', () => {
  it('hold every method at every number of shots, with seeds and intervals', () => {
    const points = fewShotCurve(training, testing, 3, methods, {
      shots: [1, 16],
      seeds: [0, 1],
      resamples: 50,
    });
    expect(points).toHaveLength(12);
    for (const point of points) {
      expect(point.images).toBe(3 * point.shots);
      expect(point.accuracies).toHaveLength(2);
      expect(point.interval!.low).toBeLessThanOrEqual(point.accuracy);
      expect(point.interval!.high).toBeGreaterThanOrEqual(point.accuracy);
    }
    const probe = points.filter(({ method }) => method === 'probe');
    expect(probe[1]!.accuracy).toBeGreaterThan(probe[0]!.accuracy);
    expect(JSON.stringify(points)).not.toContain('null');
  });

  it('draw the same images with the same seed, more holding fewer', () => {
    const [two, four] = [drawShots(training, 3, 2, 7), drawShots(training, 3, 4, 7)];
    expect(drawShots(training, 3, 2, 7)).toEqual(two);
    const rows = (sample: LabelledRows): string[] =>
      Array.from({ length: sample.images.count }, (_, at) =>
        sample.images.data.slice(at * 8, at * 8 + 8).join(),
      );
    expect(rows(four)).toEqual(expect.arrayContaining(rows(two)));
    expect(() => drawShots({ ...training, labels: Array<number>(48).fill(0) }, 2, 1, 0)).toThrow(
      throws('values-empty'),
    );
  });
});

describe('every method', () => {
  const words = {
    texts: vectors([
      [1, 0, 0.5],
      [0, 1, 0.5],
    ]),
    logitScale: 10,
  };
  const all: Record<string, (train: LabelledRows) => FewLabelsModel> = {
    text: () => textClassifier(words),
    probe: train => linearProbe(train, 2),
    neighbors: train => nearestNeighbors(train, 2),
    tip: train => tipAdapter(train, words),
    'tuned tip': train => tunedTipAdapter(train, words, { epochs: 3 }),
    adapter: train => clipAdapter(train, words, { epochs: 3 }),
    prompts: train => tunePrompts(train, words, { epochs: 3 }),
  };

  it.each(Object.entries(all))('%s gives probabilities that do not depend on lengths', (_, make) => {
    fc.assert(
      fc.property(rowsArbitrary(4, 3), rowsArbitrary(2, 3), (left, right) => {
        const [images, others] = [vectors(left), vectors(right)];
        const labels = [0, 1, 0, 1];
        const found = make({ images, labels }).probabilities(others);
        for (let row = 0; row < 2; row++) expect(found[2 * row]! + found[2 * row + 1]!).toBeCloseTo(1, 12);
        expect(found.every(value => value >= 0 && value <= 1)).toBe(true);
        expect(make({ images: scaled(images), labels }).probabilities(scaled(others))).toEqual(found);
      }),
      { numRuns: 30 },
    );
  });

  it('permutes with the classes', () => {
    const turned = { ...training, labels: Array.from(training.labels, label => 2 - label) };
    for (const make of [
      (train: LabelledRows) => linearProbe(train, 3, { tolerance: 1e-9 }),
      (train: LabelledRows) => nearestNeighbors(train, 3),
    ]) {
      const [one, other] = [training, turned].map(train => make(train).probabilities(testing.images));
      one!.forEach((value, at) => expect(other![at - (at % 3) + 2 - (at % 3)]).toBeCloseTo(value, 5));
    }
  });

  it.each(Object.entries(all).slice(1))('%s answers or refuses what is out of the ordinary', (_, make) => {
    const one = { images: vectors([[1, 2, 3]]), labels: [1] };
    const equal = {
      images: vectors([
        [1, 2, 3],
        [1, 2, 3],
      ]),
      labels: [0, 1],
    };
    for (const train of [one, equal])
      expect(make(train).probabilities(one.images).every(Number.isFinite)).toBe(true);
    expect(() => make({ images: vectors([]), labels: [] })).toThrow(throws('values-empty'));
    expect(() => make({ ...one, labels: [] })).toThrow(throws('values-unequal'));
    expect(() => make({ ...one, labels: [NaN] })).toThrow(throws('value-invalid'));
    expect(() => make({ images: vectors([[NaN, 0, 1]]), labels: [0] })).toThrow(throws('embedding-invalid'));
    expect(() => make(one).probabilities(vectors([[0, 0, 0]]))).toThrow(throws('embedding-invalid'));
  });

  it('takes a single class as certain', () => {
    const one = { images: vectors([[1, 2, 3]]), labels: [0] };
    const single = { texts: vectors([[1, 0, 0]]) };
    for (const model of [linearProbe(one, 1), nearestNeighbors(one, 1), tipAdapter(one, single)])
      expect([...model.probabilities(one.images)]).toEqual([1]);
  });
});
