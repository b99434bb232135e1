import { expect, it } from 'vitest';
import { bootstrapCases } from '../../../../../kernels/analysis/metrics/bootstrap.ts';
import { aurocEstimate, compareAurocs } from '../../../../../kernels/analysis/metrics/delong.ts';
import {
  meanAuroc,
  meanAurocDifference,
  meanAurocEstimate,
} from '../../../../../kernels/analysis/metrics/mean-auroc.ts';
import { auroc } from '../../../../../kernels/analysis/metrics/roc.ts';
import { createRandom } from '../../../../../kernels/phantoms/drawing/random.ts';

const random = createRandom(7);
const images = 200;
const labels = Array.from({ length: 3 }, (_, finding) =>
  Array.from({ length: images }, (__, row) => (row * (finding + 2)) % 5 < 2),
);
// What is hard about an image is hard for all findings.
const hard = Array.from({ length: images }, () => random.uniform());
const scores = (noise: number): Float64Array[] =>
  labels.map(own =>
    Float64Array.from(own, (label, row) => Number(label) + noise * (hard[row]! + random.uniform())),
  );
const [left, right] = [scores(1.2), scores(2)];

it('is DeLong for one finding', () => {
  const one = meanAuroc([labels[0]!], [left[0]!])!;
  const delong = aurocEstimate(labels[0]!, left[0]!)!;
  expect(meanAurocEstimate(one)).toMatchObject({ value: delong.auroc });
  expect(meanAurocEstimate(one).standardError).toBeCloseTo(delong.standardError, 12);
  const difference = meanAurocDifference(one, meanAuroc([labels[0]!], [right[0]!])!);
  const compared = compareAurocs(labels[0]!, left[0]!, right[0]!)!;
  expect(difference.value).toBeCloseTo(compared.difference, 12);
  expect(difference.standardError).toBeCloseTo(compared.standardError, 12);
});

it('has the error of a bootstrap over whole images', () => {
  const [one, other] = [meanAuroc(labels, left)!, meanAuroc(labels, right)!];
  const mean = (cases: Uint32Array, all: readonly Float64Array[]): number =>
    labels.reduce(
      (sum, own, finding) =>
        sum +
        auroc(
          Array.from(cases, at => own[at]!),
          Array.from(cases, at => all[finding]![at]!),
        )!,
      0,
    ) / 3;
  const resampled = bootstrapCases(images, cases => mean(cases, left) - mean(cases, right), {
    resamples: 600,
  })!;
  const { value, standardError } = meanAurocDifference(one, other);
  expect(value).toBeCloseTo(resampled.value, 12);
  expect(Math.abs(standardError / resampled.standardError - 1)).toBeLessThan(0.15);
});

it('leaves out what cannot be measured', () => {
  const unknown = labels[0]!.map(() => undefined);
  expect(meanAuroc([unknown], [left[0]!])).toBeUndefined();
  expect(meanAuroc([labels[0]!, unknown], left)!.findings).toBe(1);
  expect(meanAuroc([labels[0]!, unknown], left)!.value).toBe(meanAuroc([labels[0]!], left)!.value);
});
