import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { retrievalScores } from '../../../../../kernels/analysis/metrics/retrieval.ts';
import { answerQuestions, answerTexts } from '../../../../../kernels/analysis/retrieval/answer-questions.ts';
import { conceptPrompts, conceptScores } from '../../../../../kernels/analysis/retrieval/concept-scores.ts';
import { nearestSentences } from '../../../../../kernels/analysis/retrieval/nearest-sentences.ts';
import { reportLabels, reportLabelScores } from '../../../../../kernels/analysis/retrieval/report-labels.ts';
import { nearestEntries, retrieveBothWays } from '../../../../../kernels/analysis/retrieval/retrieve.ts';
import {
  findingGrid,
  structuredReports,
} from '../../../../../kernels/analysis/retrieval/structured-report.ts';
import { createRandom } from '../../../../../kernels/phantoms/drawing/random.ts';
import { byCosine, rowsArbitrary, scaled, throws, vectors } from '../rows.ts';

const image = vectors([[1, 0]]);
const sigmoid = (logit: number): number => 1 / (1 + Math.exp(-logit));

describe('retrieval both ways', () => {
  it('by hand', async () => {
    const images = vectors([
      [1, 0],
      [0, 1],
      [1, 1],
    ]);
    const texts = vectors([
      [1, 0.1],
      [1, 0.9],
      [0, 1],
    ]);
    const found = await retrieveBothWays(images, texts);
    // Image 1 finds its text 1 after text 2, image 2 its text 2 after the others.
    expect([...found.imageToText!.ranks]).toEqual([1, 2, 3]);
    expect(found.imageToText!.recall).toEqual([
      { k: 1, value: 1 / 3 },
      { k: 5, value: 1 },
      { k: 10, value: 1 },
    ]);
    expect(found.imageToText!.meanReciprocalRank).toBeCloseTo(11 / 18, 12);
    expect(found.imageToText!.medianRank).toBe(2);
    expect([...found.textToImage!.ranks]).toEqual([1, 3, 2]);
  });

  it('is the same in blocks as at once, also with several texts an image', async () => {
    const random = createRandom(4);
    const rows = (count: number): number[][] =>
      Array.from({ length: count }, () => Array.from({ length: 6 }, () => random.normal(0, 1)));
    const [left, right] = [rows(600), rows(700)];
    const textsOf = left.map((_, at) => (at % 7 === 0 ? [] : [at, (at * 13) % 700]));
    const found = await retrieveBothWays(vectors(left), scaled(vectors(right)), { textsOf, ks: [1, 50] });
    const cosine = left.flatMap(row =>
      right.map(
        other =>
          row.reduce((sum, value, at) => sum + value * other[at]!, 0) /
          Math.hypot(...row) /
          Math.hypot(...other),
      ),
    );
    const whole = retrievalScores(cosine, textsOf, { ks: [1, 50] })!;
    expect(found.imageToText!.queries).toBe(whole.queries);
    // Single precision may turn round entries that are nearly as near.
    found.imageToText!.ranks.forEach((rank, at) =>
      expect(Math.abs(rank - whole.ranks[at]!)).toBeLessThanOrEqual(1),
    );
    expect(found.imageToText!.meanReciprocalRank).toBeCloseTo(whole.meanReciprocalRank, 3);
  });

  it('gains nothing from equal scores, and says what has no value', async () => {
    const same = vectors([
      [1, 0],
      [1, 0],
      [1, 0],
    ]);
    expect([...(await retrieveBothWays(same, same)).imageToText!.ranks]).toEqual([3, 3, 3]);
    expect(await retrieveBothWays(image, image, { textsOf: [[]] })).toEqual({
      imageToText: undefined,
      textToImage: undefined,
    });
    expect((await retrieveBothWays(image, image)).imageToText!.meanReciprocalRank).toBe(1);
    await expect(retrieveBothWays(image, same)).rejects.toEqual(throws('values-unequal'));
    await expect(retrieveBothWays(image, image, { textsOf: [[3]] })).rejects.toEqual(throws('value-invalid'));
    await expect(retrieveBothWays(vectors([[NaN, 0]]), image)).rejects.toEqual(throws('embedding-invalid'));
  });

  it('finds the nearest for a gallery', async () => {
    const found = await nearestEntries(image, byCosine([0.1, 0.9, 0.5]), 2);
    expect([...found.entries]).toEqual([1, 2]);
    expect(found.cosine[0]).toBeCloseTo(0.9, 5);
    expect((await nearestEntries(image, byCosine([0.1]), 10)).k).toBe(1);
    await expect(nearestEntries(image, vectors([]), 1)).rejects.toEqual(throws('values-empty'));
  });
});

describe('MONET', () => {
  const prompts = conceptPrompts({ ulcer: ['ulcer', 'sore'], scar: ['scar'] }, [
    { target: 'skin with {}', reference: 'skin' },
    { target: 'image of {}', reference: 'image' },
  ]);

  it('by hand', () => {
    expect(prompts.texts).toEqual([
      'skin',
      'image',
      'skin with ulcer',
      'image of ulcer',
      'skin with sore',
      'image of sore',
      'skin with scar',
      'image of scar',
    ]);
    const texts = byCosine([0.2, 0.3, 0.4, 0.3, 0.2, 0.2, 0.1, 0.3]);
    const { score } = conceptScores(image, texts, prompts, { logitScale: 10 });
    expect(score[0]).toBeCloseTo((sigmoid(2) + 0.5 + 0.5 + sigmoid(-1)) / 4, 5);
    expect(score[1]).toBeCloseTo((sigmoid(-1) + 0.5) / 2, 5);
  });

  it('refuses what has no terms or texts', () => {
    expect(() => conceptPrompts({})).toThrow(throws('values-empty'));
    expect(() => conceptPrompts({ ulcer: [] })).toThrow(throws('values-empty'));
    expect(() => conceptScores(image, byCosine([0.1]), prompts)).toThrow(throws('values-unequal'));
  });
});

describe('reports by nearest sentences', () => {
  const sentences = ['Clear lungs.', 'Effusion.', 'Clear lungs. ', 'Mass.', ''];
  const texts = byCosine([0.9, 0.1, 0.9, 0.5, 1]);

  it('take each sentence once, and one for a normal image', async () => {
    const two = vectors([
      [1, 0],
      [1, 0],
    ]);
    const [first, second] = await nearestSentences(two, texts, sentences, { k: 2, normal: [false, true] });
    expect(first!.report).toBe('Clear lungs. Mass.');
    expect(first!.sentences.map(({ index }) => index)).toEqual([0, 3]);
    expect(second!.report).toBe('Clear lungs.');
    await expect(nearestSentences(image, texts, ['one'])).rejects.toEqual(throws('values-unequal'));
    await expect(nearestSentences(image, byCosine([0.5]), [' '])).rejects.toEqual(throws('values-empty'));
  });
});

describe('reports by a grid', () => {
  const grid = findingGrid({
    findings: ['effusion', 'cardiomegaly'],
    locations: { effusion: ['left base', 'right base'] },
    severities: ['mild', 'severe'],
  });

  it('hold a prompt for each finding, location and severity, and for absence', () => {
    expect(grid.texts).toEqual([
      'no effusion in the left base',
      'mild effusion in the left base',
      'severe effusion in the left base',
      'no effusion in the right base',
      'mild effusion in the right base',
      'severe effusion in the right base',
      'no cardiomegaly',
      'mild cardiomegaly',
      'severe cardiomegaly',
    ]);
    expect(() => findingGrid({ findings: [] })).toThrow(throws('values-empty'));
  });

  it('by hand', () => {
    const texts = byCosine([0.1, 0.2, 0.3, 0.9, 0.1, 0.1, 0.3, 0.3, 0.1]);
    const [found] = structuredReports(image, texts, grid, { logitScale: 10 });
    const [one, three] = [Math.exp(1), Math.exp(3)];
    expect(found!.probability[0]).toBeCloseTo((Math.exp(2) + three) / (one + Math.exp(2) + three), 5);
    expect(found!.report).toBe('Severe effusion in the left base. Mild cardiomegaly.');
    expect(found!.present.map(({ location, severity }) => [location, severity])).toEqual([
      ['left base', 'severe'],
      [undefined, 'mild'],
    ]);
    const [none] = structuredReports(image, texts, grid, { logitScale: 10, threshold: 1 });
    expect(none!.report).toBe('No finding.');
  });
});

describe('labels of reports', () => {
  const terms = { effusion: ['effusion', 'effusions'], edema: ['edema'], mass: ['mass'] };

  it('are what is named and not denied', () => {
    expect(reportLabels('Small effusions. No edema or mass.', terms)).toEqual(['effusion']);
    expect(reportLabels('No effusion, but edema. Massive heart.', terms)).toEqual(['edema']);
  });

  it('score by hand', () => {
    const scores = reportLabelScores(
      [['effusion'], ['edema'], []],
      [['effusion'], [], ['edema']],
      Object.keys(terms),
    );
    expect(scores.perFinding.map(({ f1 }) => f1)).toEqual([1, 0, undefined]);
    expect(scores.macroF1).toBe(0.5);
    expect(scores.microF1).toBe(0.5);
    expect(reportLabelScores([[]], [[]], ['mass'])).toMatchObject({ macroF1: undefined, microF1: undefined });
    expect(() => reportLabelScores([[]], [], ['mass'])).toThrow(throws('values-unequal'));
  });
});

describe('closed questions', () => {
  const questions = [
    { image: 0, question: 'Which organ?', answers: ['lung', 'brain'], correct: 0, type: 'organ' },
    { image: 1, question: 'Is there a mass?', answers: ['yes', 'no'], correct: 0, type: 'yes/no' },
    { image: 0, question: '', answers: ['a', 'b'], statements: ['a mass', 'no mass'] },
  ];
  const two = vectors([
    [1, 0],
    [0, 1],
  ]);

  it('are answered by the nearest prompt', () => {
    expect(answerTexts(questions)).toEqual([
      'Which organ? lung',
      'Which organ? brain',
      'Is there a mass? yes',
      'Is there a mass? no',
      'a mass',
      'no mass',
    ]);
    const texts = byCosine([0.6, 0.2, 0.9, 0.1, 0.5, 0.5]);
    const found = answerQuestions(two, texts, questions, { logitScale: 10, resamples: 20 });
    expect(found.questions.map(({ answer, right }) => [answer, right])).toEqual([
      ['lung', true],
      ['no', false],
      ['a', undefined],
    ]);
    expect(found.questions[0]!.probabilities[0]).toBeCloseTo(sigmoid(4), 5);
    expect(found.accuracy?.value).toBe(0.5);
    expect(found.types.map(({ type, accuracy }) => [type, accuracy.value])).toEqual([
      ['organ', 1],
      ['yes/no', 0],
    ]);
    expect(answerQuestions(two, byCosine([0.5, 0.5]), questions.slice(2)).accuracy).toBeUndefined();
  });

  it('refuse what cannot be asked', () => {
    expect(() => answerTexts([{ image: 0, question: 'Why?', answers: [] }])).toThrow(throws('values-empty'));
    expect(() => answerQuestions(two, image, [])).toThrow(throws('values-empty'));
    const [first] = questions;
    for (const wrong of [
      { ...first!, image: 2 },
      { ...first!, correct: 2 },
    ])
      expect(() => answerQuestions(two, byCosine([0.6, 0.2]), [wrong])).toThrow(throws('value-invalid'));
  });
});

describe('lengths', () => {
  it('change nothing, and probabilities lie between 0 and 1', async () => {
    const prompts = conceptPrompts({ a: ['a'], b: ['b'] }, [{ target: '{}', reference: '' }]);
    const grid = findingGrid({ findings: ['a'], severities: ['mild', 'severe'] });
    const ask = [{ image: 0, question: '', answers: ['a', 'b', 'c'] }];
    await fc.assert(
      fc.asyncProperty(rowsArbitrary(3, 4), rowsArbitrary(3, 4), async (left, right) => {
        const [images, texts] = [vectors(left), vectors(right)];
        const of = async (some: typeof images, words: typeof texts): Promise<unknown[]> => [
          conceptScores(some, words, prompts).score,
          structuredReports(some, words, grid),
          answerQuestions(some, words, ask).questions[0]!.probabilities,
          await retrieveBothWays(some, words),
        ];
        const found = await of(images, texts);
        expect(await of(scaled(images), scaled(texts))).toEqual(found);
        const sum = (found[2] as Float64Array).reduce((total, value) => total + value, 0);
        expect(sum).toBeCloseTo(1, 12);
        expect((found[0] as Float64Array).every(value => value >= 0 && value <= 1)).toBe(true);
      }),
      { numRuns: 25 },
    );
  });
});
