import { failure } from '../../protocol/failures/index.ts';
import { cosines, requireCount } from '../cosines.ts';
import type { Vectors } from '../embedding-space/unit-rows.ts';
import { momentsOf } from '../statistics/moments.ts';
import { findingTexts, type FindingPrompts } from './finding-prompts.ts';

/** How likely each image has each finding. */
export interface FindingScores {
  readonly findings: readonly string[];
  readonly images: number;
  /** `[images, findings]`, in [0, 1]; rows do not sum to 1, since findings occur together. */
  readonly probability: Float64Array;
}

export interface FindingScoringOptions {
  /**
   * `pairs` (default): softmax of a positive against a negative prompt. `standardised`: sigmoid of the z-score of the positive
   * cosines among the findings of one image, CheXzero's evaluation without softmax; it ranks findings within an image and reads no
   * negative prompt.
   */
  readonly mode?: 'pairs' | 'standardised';
  /** Cosines of `pairs` are divided by it; default 1, CheXzero's raw cosines, which keep all probabilities near 0.5. */
  readonly temperature?: number;
}

/**
 * Several findings at once (CheXzero, Tiu et al. 2022): p = e^{c+/t} / (e^{c+/t} + e^{c−/t}), the mean over the finding's pairs of
 * prompts.
 * @param images `[images, dim]`.
 * @param texts `[texts, dim]` in the order of `findingTexts(prompts)`.
 * @throws Failure `values-empty`, `values-unequal`, `embeddings-differ`, `embedding-invalid`, `option-invalid`.
 */
export function findingScores(
  images: Vectors,
  texts: Vectors,
  prompts: readonly FindingPrompts[],
  options: FindingScoringOptions = {},
): FindingScores {
  checkPrompts(prompts);
  requireCount(texts, 'texts', findingTexts(prompts).length, 'prompts');
  return scoresOfCosines(cosines(images, texts, ['images', 'texts']), prompts, options);
}

/**
 * The same from cosines that are at hand.
 * @param cosine `[images, texts]`, texts in the order of `findingTexts(prompts)`.
 * @throws Failure `values-empty`, `values-unequal`, `option-invalid`.
 */
export function scoresOfCosines(
  cosine: Float64Array,
  prompts: readonly FindingPrompts[],
  { mode = 'pairs', temperature = 1 }: FindingScoringOptions = {},
): FindingScores {
  checkPrompts(prompts);
  if (!(temperature > 0 && temperature < Infinity))
    throw failure('option-invalid', {
      option: 'temperature',
      value: String(temperature),
      expected: 'a number above 0',
    });
  if (mode === 'standardised' && prompts.length < 2)
    throw failure('option-invalid', {
      option: 'mode',
      value: mode,
      expected: 'at least two findings, which it compares within an image, or the mode "pairs"',
    });
  const texts = prompts.reduce((sum, { positive, negative }) => sum + positive.length + negative.length, 0);
  const images = cosine.length / texts;
  const probability = new Float64Array(images * prompts.length);
  for (let image = 0; image < images; image++) {
    const own = cosine.subarray(image * texts, (image + 1) * texts);
    const row = probability.subarray(image * prompts.length, (image + 1) * prompts.length);
    if (mode === 'pairs') setPairs(row, own, prompts, temperature);
    else row.set(standardisedOf(own, prompts));
  }
  return { findings: prompts.map(({ finding }) => finding), images, probability };
}

/**
 * Mean of the probabilities of several checkpoints or prompt sets for the same images and findings, as CheXzero's ensembles.
 * @throws Failure `values-empty`, `values-unequal`, `option-invalid` if the findings are not the same.
 */
export function meanFindingScores(scores: readonly FindingScores[]): FindingScores {
  const [first] = scores;
  if (first === undefined) throw failure('values-empty', { what: 'the list of scores to average' });
  for (const { findings, images } of scores) {
    if (findings.join('\n') !== first.findings.join('\n'))
      throw failure('option-invalid', {
        option: 'findings of an ensemble',
        value: findings.join(', '),
        expected: `the same findings as the first: ${first.findings.join(', ')}`,
      });
    if (images !== first.images)
      throw failure('values-unequal', {
        left: 'images of the first',
        leftCount: first.images,
        right: 'images of another',
        rightCount: images,
      });
  }
  return {
    ...first,
    probability: first.probability.map(
      (_, at) => scores.reduce((sum, { probability }) => sum + probability[at]!, 0) / scores.length,
    ),
  };
}

function setPairs(
  row: Float64Array,
  cosine: Float64Array,
  prompts: readonly FindingPrompts[],
  temperature: number,
): void {
  let start = 0;
  for (let finding = 0; finding < prompts.length; finding++) {
    const pairs = prompts[finding]!.positive.length;
    let sum = 0;
    for (let pair = start; pair < start + pairs; pair++)
      sum += 1 / (1 + Math.exp((cosine[pair + pairs]! - cosine[pair]!) / temperature));
    row[finding] = sum / pairs;
    start += 2 * pairs;
  }
}

function standardisedOf(cosine: Float64Array, prompts: readonly FindingPrompts[]): Float64Array {
  let start = 0;
  const means = Float64Array.from(prompts, ({ positive, negative }) => {
    const { mean } = momentsOf(cosine.subarray(start, start + positive.length));
    start += positive.length + negative.length;
    return mean;
  });
  const { mean, deviation, count } = momentsOf(means);
  // NumPy's standard deviation, which CheXzero uses, has n in the denominator.
  const spread = deviation * Math.sqrt((count - 1) / count);
  // Equal cosines differ in their last digits.
  return means.map(value => (spread < 1e-12 ? 0.5 : 1 / (1 + Math.exp(-(value - mean) / spread))));
}

function checkPrompts(prompts: readonly FindingPrompts[]): void {
  if (prompts.length === 0) throw failure('values-empty', { what: 'the list of findings' });
  for (const { finding, positive, negative } of prompts) {
    if (positive.length === 0)
      throw failure('values-empty', { what: `the list of prompts for "${finding}"` });
    if (positive.length !== negative.length)
      throw failure('values-unequal', {
        left: `positive prompts of "${finding}"`,
        leftCount: positive.length,
        right: 'its negative prompts',
        rightCount: negative.length,
      });
  }
}
