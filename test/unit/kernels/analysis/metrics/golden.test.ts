import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  binaryScores,
  matthewsThreshold,
  youdenThreshold,
} from '../../../../../kernels/analysis/metrics/binary-scores.ts';
import { brierScore, calibration, logLoss } from '../../../../../kernels/analysis/metrics/calibration.ts';
import {
  classificationScores,
  confusionMatrix,
} from '../../../../../kernels/analysis/metrics/class-scores.ts';
import { aurocEstimate, compareAurocs } from '../../../../../kernels/analysis/metrics/delong.ts';
import { mcNemar } from '../../../../../kernels/analysis/metrics/mcnemar.ts';
import {
  meanAveragePrecision,
  multiLabelAuroc,
  oneVersusRestAuroc,
  topKAccuracy,
} from '../../../../../kernels/analysis/metrics/multi-class.ts';
import { averagePrecision } from '../../../../../kernels/analysis/metrics/precision-recall.ts';
import { normalisedGain, retrievalScores } from '../../../../../kernels/analysis/metrics/retrieval.ts';
import { auroc, rocCurve } from '../../../../../kernels/analysis/metrics/roc.ts';
import { fitTemperature } from '../../../../../kernels/analysis/metrics/temperature.ts';

type Numbers = Record<string, number>;
interface Expected {
  labels: number[];
  left: number[];
  right: number[];
  chance: number[];
  binary: {
    auroc: number;
    averagePrecision: number;
    roc: Record<'threshold' | 'falsePositiveRate' | 'truePositiveRate', number[]>;
    brier: number;
    logLoss: number;
    expectedCalibrationError: number;
    youden: number;
    matthews: number;
    delong: Record<
      'left' | 'right' | 'leftError' | 'difference' | 'standardError' | 'pValue' | 'low',
      number
    >;
    atHalf: Numbers;
    mcNemar: Numbers;
  };
  classes: {
    truth: number[];
    logits: number[][];
    predicted: number[];
    confusion: number[][];
    oneVersusRest: number;
    top2: number;
    temperature: number;
    before: number;
    after: number;
  } & Record<'accuracy' | 'balancedAccuracy' | 'macroF1' | 'microF1' | 'matthews', number>;
  multiLabel: { labels: number[][]; scores: number[][]; auroc: number; meanAveragePrecision: number };
  retrieval: {
    similarity: number[][];
    own: number[];
    gain: number[][];
    ranks: number[];
    recall: number[];
    meanReciprocalRank: number;
    medianRank: number;
    ndcg3: number;
    ndcg9: number;
  };
}
const { labels, left, right, chance, binary, classes, multiLabel, retrieval } = JSON.parse(
  readFileSync(new URL('../../../../golden/analysis/metrics/expected.json', import.meta.url), 'utf8'),
) as Expected;

/** Every number of `expected` within 1e-9 of the one of its name. */
function near(actual: object | undefined, expected: Numbers): void {
  for (const [name, value] of Object.entries(expected))
    expect(Math.abs((actual as Numbers)[name]! - value), name).toBeLessThan(1e-9);
}

function nearEach(actual: Float64Array, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, index) => expect(Math.abs(actual[index]! - value)).toBeLessThan(1e-9));
}

describe('binary metrics equal scikit-learn and SciPy to 1e-9, ties included', () => {
  it('areas under curves', () => {
    expect(auroc(labels, left)).toBeCloseTo(binary.auroc, 10);
    expect(averagePrecision(labels, left)).toBeCloseTo(binary.averagePrecision, 10);
  });

  it('the ROC curve', () => {
    const curve = rocCurve(labels, left)!;
    expect(curve.threshold[0]).toBe(Infinity);
    nearEach(curve.threshold.subarray(1), binary.roc.threshold);
    nearEach(curve.falsePositiveRate, binary.roc.falsePositiveRate);
    nearEach(curve.truePositiveRate, binary.roc.truePositiveRate);
  });

  it('decisions', () => {
    const decided = left.map(score => score >= 0.5);
    near(binaryScores(labels, decided), binary.atHalf);
  });

  it('thresholds', () => {
    expect(youdenThreshold(labels, left)!.threshold).toBe(binary.youden);
    expect(matthewsThreshold(labels, left)!.threshold).toBe(binary.matthews);
  });

  it('calibration', () => {
    expect(brierScore(labels, chance)).toBeCloseTo(binary.brier, 10);
    expect(logLoss(labels, chance)).toBeCloseTo(binary.logLoss, 9);
    expect(calibration(labels, chance).expectedError).toBeCloseTo(binary.expectedCalibrationError, 10);
  });

  it('DeLong', () => {
    const { delong } = binary;
    near(aurocEstimate(labels, left), { auroc: delong.left, standardError: delong.leftError });
    const comparison = compareAurocs(labels, left, right)!;
    const { left: leftArea, right: rightArea, difference, standardError, pValue, low } = delong;
    near(comparison, { left: leftArea, right: rightArea, difference, standardError, pValue });
    near(comparison.interval, { low });
  });

  it('McNemar', () => {
    const isRight = (scores: number[], threshold: number): boolean[] =>
      scores.map((score, index) => Number(score >= threshold) === labels[index]);
    near(mcNemar(isRight(left, 0.5), isRight(right, 1.5)), binary.mcNemar);
  });
});

describe('metrics of several classes', () => {
  it('confusion and what follows from it', () => {
    const matrix = confusionMatrix(classes.truth, classes.predicted, 4);
    expect([...matrix.counts]).toEqual(classes.confusion.flat());
    const { accuracy, balancedAccuracy, macroF1, microF1, matthews } = classes;
    near(classificationScores(matrix), { accuracy, balancedAccuracy, macroF1, microF1, matthews });
  });

  it('one against the rest, and the best two', () => {
    const probabilities = classes.logits.flatMap(row => {
      const powers = row.map(Math.exp);
      return powers.map(power => power / powers.reduce((sum, value) => sum + value));
    });
    expect(oneVersusRestAuroc(classes.truth, probabilities, 4).mean).toBeCloseTo(classes.oneVersusRest, 10);
    expect(topKAccuracy(classes.truth, classes.logits.flat(), 4, 2)).toBeCloseTo(classes.top2, 10);
  });

  it('findings that occur together', () => {
    const [truth, scores] = [multiLabel.labels.flat(), multiLabel.scores.flat()];
    expect(multiLabelAuroc(truth, scores, 3).mean).toBeCloseTo(multiLabel.auroc, 10);
    expect(meanAveragePrecision(truth, scores, 3).mean).toBeCloseTo(multiLabel.meanAveragePrecision, 10);
  });

  it('temperature', () => {
    const { temperature, before, after } = classes;
    const fitted = fitTemperature(classes.logits.flat(), classes.truth, 4);
    near(fitted, { temperature, before, after });
    expect(fitted.unbounded).toBe(false);
  });
});

describe('retrieval', () => {
  it('ranks, recall and reciprocal ranks', () => {
    const scores = retrievalScores(
      retrieval.similarity.flat(),
      retrieval.own.map(own => [own]),
      { ks: [1, 5] },
    )!;
    expect([...scores.ranks]).toEqual(retrieval.ranks);
    expect(scores.recall.map(({ value }) => value)).toEqual(retrieval.recall);
    const { meanReciprocalRank, medianRank } = retrieval;
    near(scores, { meanReciprocalRank, medianRank });
  });

  it('discounted gain', () => {
    const [similarity, gain] = [retrieval.similarity.flat(), retrieval.gain.flat()];
    expect(normalisedGain(similarity, gain, 12, 3)).toBeCloseTo(retrieval.ndcg3, 10);
    expect(normalisedGain(similarity, gain, 12, 9)).toBeCloseTo(retrieval.ndcg9, 10);
  });
});
