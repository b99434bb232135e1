import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calledFindings,
  findingMeasures,
  findingThresholds,
} from '../../../../../kernels/analysis/findings/finding-measures.ts';
import { findingPrompts, findingTexts } from '../../../../../kernels/analysis/findings/finding-prompts.ts';
import { findingScores, meanFindingScores } from '../../../../../kernels/analysis/findings/finding-scores.ts';
import { byCosine, rowsArbitrary, scaled, throws, vectors } from '../rows.ts';

const image = vectors([[1, 0]]);
const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));
const pair = findingPrompts(['edema', 'mass']);

describe('prompts of findings', () => {
  it('come in pairs, also for other wordings', () => {
    expect(findingTexts(pair)).toEqual(['edema', 'no edema', 'mass', 'no mass']);
    const [mass] = findingPrompts(['mass'], {
      positive: ['{}', 'signs of {}'],
      negative: ['no {}', 'no signs of {}'],
      wordings: { mass: ['lump'] },
    });
    expect(mass?.positive).toEqual(['mass', 'signs of mass', 'lump', 'signs of lump']);
    expect(mass?.negative).toEqual(['no mass', 'no signs of mass', 'no lump', 'no signs of lump']);
    expect(() => findingPrompts([])).toThrow(throws('values-empty'));
    expect(() => findingPrompts(['a'], { positive: ['{}', 'b'] })).toThrow(throws('values-unequal'));
  });
});

describe('CheXzero', () => {
  it('by hand: raw cosines 0.6 against 0.2 and 0.1 against 0.3', () => {
    const texts = byCosine([0.6, 0.2, 0.1, 0.3]);
    const { probability } = findingScores(image, texts, pair);
    // e^0.6 / (e^0.6 + e^0.2) and e^0.1 / (e^0.1 + e^0.3)
    expect(probability[0]).toBeCloseTo(0.598687660112452, 6);
    expect(probability[1]).toBeCloseTo(0.450166002687522, 6);
    const cold = findingScores(image, texts, pair, { temperature: 0.1 }).probability;
    expect(cold[0]).toBeCloseTo(sigmoid(4), 5);
    expect(cold[1]).toBeCloseTo(sigmoid(-2), 5);
  });

  it('averages probabilities over pairs of prompts and over checkpoints', () => {
    const prompts = findingPrompts(['mass'], { positive: ['{}', 'a {}'], negative: ['no {}', 'without {}'] });
    const scores = findingScores(image, byCosine([0.6, 0.1, 0.2, 0.3]), prompts);
    expect(scores.probability[0]).toBeCloseTo((sigmoid(0.4) + sigmoid(-0.2)) / 2, 6);
    const other = { ...scores, probability: Float64Array.of(0.9) };
    expect(meanFindingScores([scores, other]).probability[0]).toBeCloseTo(
      (scores.probability[0]! + 0.9) / 2,
      12,
    );
    expect(() => meanFindingScores([])).toThrow(throws('values-empty'));
    expect(() => meanFindingScores([scores, { ...other, findings: ['edema'] }])).toThrow(
      throws('option-invalid'),
    );
  });

  it('standardises the positive cosines of one image', () => {
    // Positive cosines 0.2, 0.4, 0.9: mean 0.5, variance (0.09 + 0.01 + 0.16) / 3.
    const three = findingPrompts(['a', 'b', 'c']);
    const texts = byCosine([0.2, 0, 0.4, 0, 0.9, 0]);
    const { probability } = findingScores(image, texts, three, { mode: 'standardised' });
    const spread = Math.sqrt(0.26 / 3);
    [-0.3, -0.1, 0.4].forEach((distance, at) =>
      expect(probability[at]).toBeCloseTo(sigmoid(distance / spread), 5),
    );
    const equal = findingScores(image, byCosine([0.2, 0, 0.2, 0]), pair, { mode: 'standardised' });
    expect([...equal.probability]).toEqual([0.5, 0.5]);
    expect(() =>
      findingScores(image, byCosine([0.2, 0]), findingPrompts(['a']), { mode: 'standardised' }),
    ).toThrow(throws('option-invalid'));
  });

  it('gives probabilities that do not depend on lengths or on the order of findings', () => {
    fc.assert(
      fc.property(rowsArbitrary(3, 4), rowsArbitrary(4, 4), (left, right) => {
        const [images, texts] = [vectors(left), vectors(right)];
        for (const mode of ['pairs', 'standardised'] as const) {
          const { probability } = findingScores(images, texts, pair, { mode });
          expect(probability.every(value => value >= 0 && value <= 1)).toBe(true);
          expect(findingScores(scaled(images), scaled(texts), pair, { mode }).probability).toEqual(
            probability,
          );
          const turned = findingScores(
            images,
            vectors([right[2]!, right[3]!, right[0]!, right[1]!]),
            [pair[1]!, pair[0]!],
            { mode },
          ).probability;
          probability.forEach((value, at) => expect(turned[at ^ 1]).toBeCloseTo(value, 12));
        }
      }),
    );
  });

  it('refuses what cannot be scored', () => {
    const texts = byCosine([0.6, 0.2, 0.1, 0.3]);
    expect(() => findingScores(vectors([]), texts, pair)).toThrow(throws('values-empty'));
    expect(() => findingScores(image, byCosine([0.6]), pair)).toThrow(throws('values-unequal'));
    expect(() => findingScores(vectors([[NaN, 0]]), texts, pair)).toThrow(throws('embedding-invalid'));
    expect(() => findingScores(image, texts, pair, { temperature: 0 })).toThrow(throws('option-invalid'));
  });
});

describe('thresholds and measures', () => {
  const scores = {
    findings: ['edema', 'mass'],
    images: 5,
    probability: Float64Array.of(0.9, 0.5, 0.8, 0.5, 0.3, 0.5, 0.2, 0.5, 0.7, 0.5),
  };
  const labels = [1, 1, 1, 0, 0, 1, 0, undefined, 0, 0];

  it('are chosen and measured on images with known truth', () => {
    for (const rule of ['youden', 'matthews'] as const)
      expect(findingThresholds(scores, labels, rule).map(found => found?.threshold)).toEqual([0.8, 0.5]);
    expect([...calledFindings(scores, [0.8, undefined])]).toEqual([1, 1, 1, 1, 0, 1, 0, 1, 0, 1]);
    const [edema, mass] = findingMeasures(scores, labels, { thresholds: [0.8], resamples: 50 });
    expect(edema?.auroc?.value).toBe(1);
    expect(edema?.f1?.value).toBe(1);
    expect(mass).toMatchObject({ positives: 2, negatives: 2, averagePrecision: 0.5 });
    expect(mass?.auroc?.value).toBe(0.5);
    expect(mass?.matthews?.value).toBe(0);
  });

  it('are undefined without labels or with one class, and never NaN', () => {
    const none = findingMeasures(scores, Array<undefined>(10).fill(undefined), { resamples: 5 });
    expect(none[0]).toMatchObject({ auroc: undefined, called: undefined, f1: undefined });
    const one = findingMeasures(scores, Array<number>(10).fill(0), { resamples: 5 });
    expect(one[0]?.auroc).toBeUndefined();
    expect(findingThresholds(scores, Array<number>(10).fill(1))).toEqual([undefined, undefined]);
    expect(JSON.stringify([none, one])).not.toContain('null');
    expect(() => findingMeasures(scores, [1])).toThrow(throws('values-unequal'));
    expect(() => findingMeasures(scores, Array<number>(10).fill(NaN))).toThrow(throws('value-invalid'));
  });
});
