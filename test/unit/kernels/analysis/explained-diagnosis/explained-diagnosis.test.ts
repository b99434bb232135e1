import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contradictions } from '../../../../../kernels/analysis/explained-diagnosis/contradictions.ts';
import {
  descriptorPrompts,
  descriptorTexts,
} from '../../../../../kernels/analysis/explained-diagnosis/descriptor-prompts.ts';
import * as lists from '../../../../../kernels/analysis/explained-diagnosis/descriptors/index.ts';
import { explainedDiagnosis } from '../../../../../kernels/analysis/explained-diagnosis/explained-diagnosis.ts';
import { byCosine, rowsArbitrary, scaled, throws, vectors } from '../rows.ts';

const image = vectors([[1, 0]]);
const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));
const prompts = descriptorPrompts({ Edema: ['lines', 'haze'], Mass: ['a round shadow'] });

describe('descriptor lists', () => {
  it('hold the 14 findings of CheXpert and six other modalities, each descriptor once', () => {
    expect(Object.keys(lists.chestXrayDescriptors)).toHaveLength(14);
    expect(Object.keys(lists)).toHaveLength(7);
    for (const list of Object.values(lists)) {
      for (const descriptors of Object.values(list)) expect(descriptors.length).toBeGreaterThanOrEqual(3);
      const all = Object.values(list).flat();
      expect(new Set(all).size).toBe(all.length);
    }
  });

  it('become prompts in pairs', () => {
    expect(descriptorTexts(prompts).slice(0, 2)).toEqual([
      'There are lines indicating edema',
      'There are no lines indicating edema',
    ]);
    expect(() => descriptorPrompts({})).toThrow(throws('values-empty'));
    expect(() => descriptorPrompts({ Edema: [] })).toThrow(throws('values-empty'));
  });
});

describe('Xplainer', () => {
  const texts = byCosine([0.6, 0.2, 0.1, 0.3, 0.5, 0.4]);

  it('by hand: contrastive', () => {
    const found = explainedDiagnosis(image, texts, prompts);
    // softmax([0.6, 0.2] / 0.5)[0] = σ(0.8), σ(−0.4), σ(0.2)
    [0.8, -0.4, 0.2].forEach((logit, at) =>
      expect(found.descriptorProbability[at]).toBeCloseTo(sigmoid(logit), 6),
    );
    expect(found.positive[0]).toBeCloseTo(Math.sqrt(sigmoid(0.8) * sigmoid(-0.4)), 6);
    expect(found.negative[0]).toBeCloseTo(Math.sqrt(sigmoid(-0.8) * sigmoid(0.4)), 6);
    expect([...found.called]).toEqual([1, 1]);
    // The normalised joint probability is the sigmoid of the mean logit.
    expect(found.probability[0]).toBeCloseTo(sigmoid(0.2), 6);
  });

  it('by hand: basic', () => {
    const found = explainedDiagnosis(image, texts, prompts, { mode: 'basic' });
    expect(found.descriptorProbability[0]).toBeCloseTo(0.8, 6);
    expect(found.positive[0]).toBeCloseTo(Math.sqrt(0.8 * 0.55), 6);
    expect(found.negative[0]).toBeCloseTo(Math.sqrt(0.6 * 0.65), 6);
    expect([...found.called]).toEqual([1, 1]);
  });

  it('averages the views of a study before anything is joined', () => {
    const views = vectors([
      [1, 0],
      [0, 1],
    ]);
    const single = explainedDiagnosis(views, texts, prompts);
    const both = explainedDiagnosis(views, texts, prompts, { studies: ['p', 'p'] });
    expect(both.studies).toEqual(['p']);
    for (let at = 0; at < 3; at++)
      expect(both.descriptorProbability[at]).toBeCloseTo(
        (single.descriptorProbability[at]! + single.descriptorProbability[3 + at]!) / 2,
        12,
      );
    expect(both.positive[0]).toBeCloseTo(
      Math.sqrt(both.descriptorProbability[0]! * both.descriptorProbability[1]!),
      12,
    );
    expect(() => explainedDiagnosis(views, texts, prompts, { studies: ['p'] })).toThrow(
      throws('values-unequal'),
    );
  });

  it('takes no finding as 1 less the largest of the others', () => {
    const three = descriptorPrompts({ 'No Finding': ['clear lungs'], Edema: ['lines'], Mass: ['a shadow'] });
    const found = explainedDiagnosis(image, byCosine([0.9, 0.1, 0.6, 0.2, 0.1, 0.3]), three);
    expect(found.probability[1]).toBeCloseTo(sigmoid(0.8), 6);
    expect(found.probability[0]).toBeCloseTo(1 - sigmoid(0.8), 6);
    expect([...found.called]).toEqual([0, 1, 0]);
  });

  it('marks contradictions', () => {
    const four = descriptorPrompts({
      'No Finding': ['clear lungs'],
      Edema: ['lines', 'haze'],
      'Lung Opacity': ['white lung'],
    });
    const found = explainedDiagnosis(image, byCosine([0, 0, 0.9, 0.1, 0.2, 0.4, 0.1, 0.5]), four);
    const marked = contradictions(found);
    expect(marked).toContainEqual(
      expect.objectContaining({
        kind: 'findings',
        finding: 'Edema',
        relation: 'needs',
        other: 'Lung Opacity',
      }),
    );
    expect(marked).toContainEqual(
      expect.objectContaining({ kind: 'descriptor', finding: 'Edema', descriptor: 'haze', called: true }),
    );
    expect(marked).toHaveLength(2);
    const normal = { ...found, called: Uint8Array.of(1, 1, 1) };
    expect(
      contradictions(normal).filter(each => each.kind === 'findings' && each.relation === 'excludes'),
    ).toHaveLength(2);
  });

  it('gives probabilities that do not depend on lengths or on the order of findings', () => {
    fc.assert(
      fc.property(rowsArbitrary(2, 3), rowsArbitrary(6, 3), (left, right) => {
        const [images, given] = [vectors(left), vectors(right)];
        for (const mode of ['contrastive', 'basic'] as const) {
          const found = explainedDiagnosis(images, given, prompts, { mode });
          for (const values of [found.positive, found.negative, found.probability])
            expect(values.every(value => value >= 0 && value <= 1)).toBe(true);
          expect(explainedDiagnosis(scaled(images), scaled(given), prompts, { mode })).toEqual(found);
          const turned = explainedDiagnosis(
            images,
            vectors([right[4]!, right[5]!, ...right.slice(0, 4)]),
            [prompts[2]!, prompts[0]!, prompts[1]!],
            { mode },
          );
          expect(turned.findings).toEqual(['Mass', 'Edema']);
          found.probability.forEach((value, at) => expect(turned.probability[at ^ 1]).toBeCloseTo(value, 12));
        }
      }),
    );
  });

  it('refuses what cannot be diagnosed', () => {
    expect(() => explainedDiagnosis(image, texts, [])).toThrow(throws('values-empty'));
    expect(() => explainedDiagnosis(image, byCosine([0.1]), prompts)).toThrow(throws('values-unequal'));
    expect(() => explainedDiagnosis(vectors([]), texts, prompts)).toThrow(throws('values-empty'));
    expect(() => explainedDiagnosis(vectors([[0, 0]]), texts, prompts)).toThrow(throws('embedding-invalid'));
    expect(() => explainedDiagnosis(image, texts, prompts, { temperature: -1 })).toThrow(
      throws('option-invalid'),
    );
  });
});
