import fc from 'fast-check';
import { expect, it } from 'vitest';
import { reportLabelEstimates } from '../../../../../kernels/analysis/retrieval/report-label-estimates.ts';
import {
  reportLabels,
  reportLabelScores,
  reportStatements,
} from '../../../../../kernels/analysis/retrieval/report-labels.ts';

const findings = ['edema', 'mass', 'nodule'];
const list = fc.array(fc.subarray(findings), { minLength: 1, maxLength: 12 });

it('gives the values of the plain scores for any reports, never NaN', () => {
  fc.assert(
    fc.property(list, list, (left, right) => {
      const count = Math.min(left.length, right.length);
      const [said, there] = [left.slice(0, count), right.slice(0, count)];
      const plain = reportLabelScores(said, there, findings);
      const found = reportLabelEstimates(said, there, findings, { resamples: 20 });
      const expectSame = (value: number | undefined, expected: number | undefined): void => {
        if (expected === undefined) expect(value).toBeUndefined();
        else expect(value).toBeCloseTo(expected, 12);
      };
      expectSame(found.micro.value, plain.microF1);
      expectSame(found.macro.value, plain.macroF1);
      found.perFinding.forEach((each, at) => {
        expectSame(each.value, plain.perFinding[at]!.f1);
        expect(each.support).toBe(plain.perFinding[at]!.support);
      });
      expect(JSON.stringify(found)).not.toContain('null');
    }),
    { numRuns: 60 },
  );
});

it('knows what the same reports reach when they are dealt at random', () => {
  const there = Array.from({ length: 200 }, (_, at) => (at % 2 === 0 ? ['edema'] : []));
  const perfect = reportLabelEstimates(there, there, ['edema']);
  expect(perfect.micro).toMatchObject({ value: 1, interval: { low: 1, high: 1 } });
  // Half of those said are right by chance, half of those there are found.
  expect(perfect.micro.dealt).toBeCloseTo(0.5, 1);
  const always = reportLabelEstimates(
    there.map(() => ['edema']),
    there,
    ['edema'],
  );
  expect(always.micro.value).toBeCloseTo(2 / 3, 12);
  expect(always.micro.dealt).toBeCloseTo(2 / 3, 12);
});

it('refuses reports and truth that do not fit', () => {
  expect(() => reportLabelEstimates([], [], findings)).toThrow(/list of reports/);
  expect(() => reportLabelEstimates([[]], [], findings)).toThrow(/labels of true reports/);
  expect(() => reportLabelEstimates([[]], [[]], [])).toThrow(/list of findings/);
});

it('tells what is stated from what is denied', () => {
  const terms = { edema: ['edema'], mass: ['mass', 'tumour'] };
  const report = 'No edema. There is a tumour; no other mass is seen. Masses.';
  expect(reportStatements(report, terms)).toEqual([
    { finding: 'edema', denied: true },
    { finding: 'mass', denied: false },
    { finding: 'mass', denied: true },
  ]);
  expect(reportLabels(report, terms)).toEqual(['mass']);
  expect(reportStatements('', terms)).toEqual([]);
});
