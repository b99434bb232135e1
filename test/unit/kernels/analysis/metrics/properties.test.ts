import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  binaryScores,
  matthewsThreshold,
  youdenThreshold,
} from '../../../../../kernels/analysis/metrics/binary-scores.ts';
import { bootstrapAuroc, bootstrapCases } from '../../../../../kernels/analysis/metrics/bootstrap.ts';
import { brierScore, calibration, logLoss } from '../../../../../kernels/analysis/metrics/calibration.ts';
import {
  classificationScores,
  confusionMatrix,
} from '../../../../../kernels/analysis/metrics/class-scores.ts';
import { aurocEstimate, compareAurocs } from '../../../../../kernels/analysis/metrics/delong.ts';
import { mcNemar } from '../../../../../kernels/analysis/metrics/mcnemar.ts';
import { oneVersusRestAuroc, topKAccuracy } from '../../../../../kernels/analysis/metrics/multi-class.ts';
import { averagePrecision } from '../../../../../kernels/analysis/metrics/precision-recall.ts';
import { normalisedGain, retrievalScores } from '../../../../../kernels/analysis/metrics/retrieval.ts';
import { auroc, rocCurve } from '../../../../../kernels/analysis/metrics/roc.ts';
import { fitTemperature } from '../../../../../kernels/analysis/metrics/temperature.ts';

const cases = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: -3, max: 3 })), {
  minLength: 1,
  maxLength: 30,
});
const split = (rows: readonly (readonly [boolean, number])[]): [boolean[], number[]] => [
  rows.map(([label]) => label),
  rows.map(([, score]) => score),
];
const numbers = (value: unknown): number[] =>
  typeof value === 'number'
    ? [value]
    : typeof value === 'object' && value !== null
      ? Object.values(value).flatMap(numbers)
      : [];
const throws = (code: string): Error => expect.objectContaining({ code }) as Error;

describe('properties', () => {
  it('gives no NaN, whatever the cases', () => {
    fc.assert(
      fc.property(cases, rows => {
        const [labels, scores] = split(rows);
        const chance = scores.map(score => (score + 3) / 6);
        const classes = scores.map(score => score + 3);
        const seven = scores.flatMap(score =>
          [0, 1, 2, 3, 4, 5, 6].map(index => -Math.abs(index - 3 - score)),
        );
        const results = [
          auroc(labels, scores),
          averagePrecision(labels, scores),
          binaryScores(
            labels,
            scores.map(score => score > 0),
          ),
          youdenThreshold(labels, scores),
          matthewsThreshold(labels, scores),
          aurocEstimate(labels, scores),
          compareAurocs(labels, scores, chance.toReversed()),
          bootstrapAuroc(labels, scores, { resamples: 5 }),
          calibration(labels, chance),
          brierScore(labels, chance),
          logLoss(labels, chance),
          mcNemar(
            labels,
            scores.map(score => score > 1),
          ),
          classificationScores(confusionMatrix(classes, classes.toReversed(), 7)),
          oneVersusRestAuroc(classes, seven, 7),
          fitTemperature(seven, classes.toReversed(), 7),
          retrievalScores(scores, [[0]]),
          normalisedGain(scores, classes, 1, 3),
        ];
        expect(numbers(results).filter(Number.isNaN)).toEqual([]);
      }),
      { seed: 1 },
    );
  });

  it('AUROC turns around with the labels, keeps under a monotone map, and ignores the order of cases', () => {
    fc.assert(
      fc.property(cases, rows => {
        const [labels, scores] = split(rows);
        const area = auroc(labels, scores);
        const mapped = auroc(
          labels,
          scores.map(score => Math.exp(score / 2)),
        );
        const permuted = auroc(...split(rows.toSorted(([, one], [, other]) => one - other)));
        expect(mapped).toBe(area);
        expect(permuted).toBe(area);
        expect(area === undefined).toBe(new Set(labels).size < 2);
        if (area !== undefined)
          expect(
            auroc(
              labels.map(label => !label),
              scores,
            ),
          ).toBeCloseTo(1 - area, 12);
      }),
      { seed: 1 },
    );
  });

  it('AUROC is the share of pairs in the right order', () => {
    fc.assert(
      fc.property(cases, rows => {
        const positive = rows.flatMap(([label, score]) => (label ? [score] : []));
        const negative = rows.flatMap(([label, score]) => (label ? [] : [score]));
        const wins = positive.flatMap(one =>
          negative.map((other): number => (one > other ? 1 : one === other ? 0.5 : 0)),
        );
        const share = wins.length === 0 ? undefined : wins.reduce((sum, win) => sum + win) / wins.length;
        const area = auroc(...split(rows));
        if (share === undefined) expect(area).toBeUndefined();
        else expect(area).toBeCloseTo(share, 12);
      }),
      { seed: 1 },
    );
  });

  it('classes permuted permute their scores', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(2), fc.nat(2)), { minLength: 1 }), pairs => {
        const turn = [2, 0, 1];
        const scores = (map: (index: number) => number) =>
          classificationScores(
            confusionMatrix(
              pairs.map(([truth]) => map(truth)),
              pairs.map(([, called]) => map(called)),
              3,
            ),
          );
        const [plain, turned] = [scores(index => index), scores(index => turn[index]!)];
        expect(turn.map(index => turned.perClass[index])).toEqual(plain.perClass);
        expect(turned.accuracy).toBe(plain.accuracy);
        expect(turned.matthews).toBeCloseTo(plain.matthews, 12);
      }),
      { seed: 1 },
    );
  });

  it('temperature undoes a scaling of the logits', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: -3, max: 3, noNaN: true }), fc.boolean()), {
          minLength: 20,
          maxLength: 40,
        }),
        fc.double({ min: 0.1, max: 50, noNaN: true }),
        (rows, scale) => {
          const truth = rows.map(([, label]) => Number(label));
          const logits = rows.flatMap(([logit]) => [0, logit]);
          const plain = fitTemperature(logits, truth, 2);
          const scaled = fitTemperature(
            logits.map(logit => logit * scale),
            truth,
            2,
          );
          fc.pre(!plain.unbounded && plain.temperature < 1e3);
          expect(scaled.temperature / scale / plain.temperature).toBeCloseTo(1, 6);
          expect(plain.after).toBeLessThanOrEqual(plain.before + 1e-12);
        },
      ),
      { seed: 1 },
    );
  });
});

describe('cases at the border', () => {
  it('has no AUROC of one class, and half of equal scores', () => {
    expect(auroc([1, 1], [0.1, 0.2])).toBeUndefined();
    expect(rocCurve([0], [0.1])).toBeUndefined();
    expect(averagePrecision([0, 0], [0.1, 0.2])).toBeUndefined();
    expect(aurocEstimate([0, 1, 1], [1, 2, 3])).toBeUndefined();
    expect(bootstrapAuroc([1, 1], [1, 2])).toBeUndefined();
    expect(auroc([0, 1, 1], [7, 7, 7])).toBe(0.5);
  });

  it('finds equal scores equally good, and a constant difference certain', () => {
    const labels = [0, 0, 1, 1];
    expect(compareAurocs(labels, [1, 2, 3, 4], [1, 2, 3, 4])!.pValue).toBe(1);
    expect(compareAurocs(labels, [1, 2, 3, 4], [4, 3, 2, 1])).toMatchObject({ difference: 1, pValue: 0 });
    expect(mcNemar([1, 0], [1, 0])).toMatchObject({ pValue: 1, chiSquare: 0, chiSquarePValue: 1 });
  });

  it('leaves tiny p-values positive for thousands of differing cases', () => {
    const left = Array.from({ length: 4000 }, (_, index) => index % 2 === 0 || index % 3 === 0);
    const { pValue } = mcNemar(
      left,
      left.map(value => !value),
    );
    expect(pValue).toBeGreaterThan(0);
    expect(pValue).toBeLessThan(1e-50);
  });

  it('says so where a temperature has no best value', () => {
    expect(fitTemperature([0, 1, 1, 0], [1, 0], 2).unbounded).toBe(true);
    expect(fitTemperature([0, 1, 1, 0], [0, 1], 2).unbounded).toBe(true);
    expect(fitTemperature([1, 1], [0], 2)).toMatchObject({ temperature: 1, unbounded: true });
  });

  it('counts ties against the model in retrieval and among classes', () => {
    expect([...retrievalScores([1, 1, 1], [[0]])!.ranks]).toEqual([3]);
    expect(retrievalScores([1, 1, 1], [[]])).toBeUndefined();
    expect(topKAccuracy([0], [1, 1], 2, 1)).toBe(0);
  });

  it.each([
    ['values-empty', () => auroc([], [])],
    ['values-unequal', () => auroc([1], [1, 2])],
    ['value-invalid', () => auroc([0, 1], [0, NaN])],
    ['value-invalid', () => auroc([0, 2], [0, 1])],
    ['value-invalid', () => brierScore([0], [1.5])],
    ['value-invalid', () => confusionMatrix([0], [2], 2)],
    ['values-unequal', () => oneVersusRestAuroc([0], [1, 2, 3], 2)],
    ['value-invalid', () => retrievalScores([1, 2], [[2]])],
    ['values-unequal', () => retrievalScores([1, 2, 3], [[0], [0]])],
    ['value-invalid', () => normalisedGain([1], [-1], 1, 1)],
    ['values-empty', () => confusionMatrix([], [], 2)],
    ['option-invalid', () => bootstrapAuroc([0, 1], [0, 1], { resamples: 0 })],
    ['option-invalid', () => bootstrapAuroc([0, 1], [0, 1], { level: 1 })],
    ['option-invalid', () => topKAccuracy([0], [1], 1, 0)],
  ] as [string, () => unknown][])('%s: %s', (code, run) => {
    expect(run).toThrow(throws(code));
  });
});

describe('the bootstrap', () => {
  const labels = Array.from({ length: 200 }, (_, index) => index % 2);
  const scores = labels.map((label, index) => label * 1.2 + Math.sin(index * 12.9898) * 2);

  it('repeats with its seed', () => {
    expect(bootstrapAuroc(labels, scores, { seed: 5 })).toEqual(bootstrapAuroc(labels, scores, { seed: 5 }));
    expect(bootstrapAuroc(labels, scores, { seed: 5 })).not.toEqual(
      bootstrapAuroc(labels, scores, { seed: 6 }),
    );
  });

  it('agrees with DeLong and with resampled cases', () => {
    const quick = bootstrapAuroc(labels, scores)!;
    const delong = aurocEstimate(labels, scores)!;
    const general = bootstrapCases(
      labels.length,
      drawn =>
        auroc(
          Array.from(drawn, index => labels[index]!),
          Array.from(drawn, index => scores[index]!),
        ),
      { strata: labels },
    )!;
    expect(quick.value).toBe(delong.auroc);
    expect(general.value).toBe(quick.value);
    expect(quick.standardError / delong.standardError).toBeGreaterThan(0.9);
    expect(quick.standardError / delong.standardError).toBeLessThan(1.1);
    expect(Math.abs(general.interval.low - quick.interval.low)).toBeLessThan(0.02);
    expect(Math.abs(general.interval.high - quick.interval.high)).toBeLessThan(0.02);
  });

  it('leaves out resamples without a value', () => {
    const found = bootstrapCases(3, drawn => (new Set(drawn).size === 1 ? undefined : 1), { seed: 1 })!;
    expect(found.replicates).toBeLessThan(1000);
    expect(found.interval).toMatchObject({ low: 1, high: 1 });
    expect(bootstrapCases(3, () => NaN)).toBeUndefined();
  });
});
