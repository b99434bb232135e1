import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrastiveLoss } from '../../../../../kernels/analysis/contrastive-loss/contrastive-loss.ts';
import {
  labelTargets,
  triageTargets,
} from '../../../../../kernels/analysis/contrastive-loss/soft-targets.ts';

const expected = JSON.parse(
  readFileSync(new URL('../../../../golden/analysis/embedding-space/expected.json', import.meta.url), 'utf8'),
) as {
  images: number[][];
  texts: number[][];
  infoNce: { image: number; text: number; perPair: number[] };
  labels: { image: number[][]; text: number[][] };
  labelLoss: [number, number];
  triageLoss: [number, number];
};
const unit = (row: number[]): number[] => row.map(value => value / Math.hypot(...row));
const cosines = (left: number[][], right: number[][]): number[] =>
  left.flatMap(one =>
    right.map(other => {
      const [x, y] = [unit([...Float32Array.from(one)]), unit([...Float32Array.from(other)])];
      return x.reduce((sum, value, index) => sum + value * y[index]!, 0);
    }),
  );
const batch = cosines(expected.images, expected.texts);
const logitScale = 20;

describe('against PyTorch', () => {
  it('InfoNCE and what each pair costs', () => {
    const loss = contrastiveLoss(batch, 9, { logitScale });
    expect(loss.image).toBeCloseTo(expected.infoNce.image, 9);
    expect(loss.text).toBeCloseTo(expected.infoNce.text, 9);
    expect(loss.total).toBeCloseTo((expected.infoNce.image + expected.infoNce.text) / 2, 9);
    expected.infoNce.perPair.forEach((cost, pair) => expect(loss.perPair[pair]).toBeCloseTo(cost, 9));
    const order = expected.infoNce.perPair.map((_, pair) => pair);
    expect([...loss.costliest]).toEqual(
      order.sort((one, other) => expected.infoNce.perPair[other]! - expected.infoNce.perPair[one]!),
    );
  });

  it('targets of shared findings', () => {
    const targets = labelTargets(expected.labels.image.flat(), expected.labels.text.flat(), 4);
    const { image, text } = contrastiveLoss(batch, 9, { logitScale, targets });
    expect(image).toBeCloseTo(expected.labelLoss[0], 9);
    expect(text).toBeCloseTo(expected.labelLoss[1], 9);
  });

  it('targets of alike reports, neutral pairs left out', () => {
    const targets = triageTargets(cosines(expected.texts, expected.texts), 9, {
      positive: 0.5,
      negative: 0.1,
    });
    expect(new Set(targets.triage)).toEqual(new Set([-1, 0, 1]));
    const { image, text } = contrastiveLoss(batch, 9, { logitScale, targets });
    expect(image).toBeCloseTo(expected.triageLoss[0], 9);
    expect(text).toBeCloseTo(expected.triageLoss[1], 9);
  });
});

describe('properties', () => {
  const square = fc.integer({ min: 1, max: 6 }).chain(size =>
    fc.tuple(
      fc.constant(size),
      fc.array(fc.double({ min: -1, max: 1, noNaN: true }), {
        minLength: size * size,
        maxLength: size * size,
      }),
    ),
  );

  it('is never negative nor NaN at any scale, log n for equal cosines, and 0 for one pair', () => {
    fc.assert(
      fc.property(square, fc.double({ min: 0, max: 1e6, noNaN: true }), ([size, values], scale) => {
        const loss = contrastiveLoss(values, size, { logitScale: scale });
        expect(loss.total).toBeGreaterThanOrEqual(0);
        expect(loss.total).toBeCloseTo(loss.perPair.reduce((sum, cost) => sum + cost, 0) / size, 6);
        const equal = contrastiveLoss(
          values.map(() => 0.3),
          size,
          { logitScale: scale },
        );
        expect(equal.total).toBeCloseTo(Math.log(size), 6);
      }),
      { seed: 1 },
    );
  });

  it('follows a permutation of the pairs', () => {
    fc.assert(
      fc.property(square, ([size, values]) => {
        const turned = values.map(
          (_, at) => values[(size - 1 - Math.floor(at / size)) * size + size - 1 - (at % size)]!,
        );
        const plain = contrastiveLoss(values, size, { logitScale: 10 });
        const other = contrastiveLoss(turned, size, { logitScale: 10 });
        other.perPair.toReversed().forEach((cost, pair) => expect(cost).toBeCloseTo(plain.perPair[pair]!, 9));
      }),
      { seed: 1 },
    );
  });

  it('has targets whose rows sum to one', () => {
    fc.assert(
      fc.property(square, fc.boolean(), ([size, values], cosine) => {
        const labels = values.map(value => Number(value > 0));
        const similarity = cosine ? 'cosine' : 'dot';
        const triage = triageTargets(values, size, { positive: 0.6, negative: 0 });
        const soft = labelTargets(labels, labels, size, { similarity });
        for (const matrix of [soft.imageToText, soft.textToImage, triage.imageToText, triage.textToImage])
          for (let row = 0; row < size; row++)
            expect(
              matrix.slice(row * size, (row + 1) * size).reduce((sum, share) => sum + share),
            ).toBeCloseTo(1, 9);
      }),
      { seed: 1 },
    );
  });
});

it.each([
  ['values-empty', () => contrastiveLoss([], 0, { logitScale: 1 })],
  ['values-unequal', () => contrastiveLoss([1, 2, 3], 2, { logitScale: 1 })],
  ['value-invalid', () => contrastiveLoss([NaN], 1, { logitScale: 1 })],
  ['option-invalid', () => contrastiveLoss([1], 1, { logitScale: Infinity })],
  ['values-unequal', () => labelTargets([1, 0], [1], 1)],
  ['option-invalid', () => triageTargets([1], 1, { positive: 0.1, negative: 0.5 })],
] as [string, () => unknown][])('%s: %s', (code, run) => {
  expect(run).toThrow(expect.objectContaining({ code }) as Error);
});
