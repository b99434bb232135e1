import { failure } from '../../protocol/failures/index.ts';
import { finiteValues, wholeOption } from '../statistics/checked.ts';
import { square, transposed, type TargetMatrices } from './contrastive-loss.ts';

/**
 * Soft targets from shared findings as MedCLIP makes them (Wang et al. 2022e): S = image labels · text labelsᵀ, softmax over each
 * row, and over each column for texts.
 * @param imageLabels `[pairs, findings]`, such as 0 and 1.
 * @param textLabels `[pairs, findings]`.
 * @param options.similarity `dot`, the default, as the public code does; `cosine` divides by the lengths as the paper writes, where a
 * case without findings is like no other.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `option-invalid`.
 */
export function labelTargets(
  imageLabels: ArrayLike<number>,
  textLabels: ArrayLike<number>,
  findings: number,
  { similarity = 'dot' }: { readonly similarity?: 'dot' | 'cosine' } = {},
): TargetMatrices {
  wholeOption('findings', findings, 1);
  const images = finiteValues(imageLabels, 'image labels');
  const texts = finiteValues(textLabels, 'text labels');
  const pairs = images.length / findings;
  if (images.length !== texts.length || !Number.isInteger(pairs))
    throw failure('values-unequal', {
      left: 'image labels',
      leftCount: images.length,
      right: `text labels of ${findings} findings`,
      rightCount: texts.length,
    });
  const row = (labels: Float64Array, index: number): Float64Array =>
    labels.subarray(index * findings, (index + 1) * findings);
  const product = (left: Float64Array, right: Float64Array): number =>
    left.reduce((sum, value, index) => sum + value * right[index]!, 0);
  const shared = Float64Array.from({ length: pairs * pairs }, (_, at) => {
    const [image, text] = [row(images, Math.floor(at / pairs)), row(texts, at % pairs)];
    if (similarity === 'dot') return product(image, text);
    const lengths = Math.sqrt(product(image, image) * product(text, text));
    return lengths === 0 ? 0 : product(image, text) / lengths;
  });
  return {
    imageToText: softmaxRows(shared, pairs),
    textToImage: softmaxRows(transposed(shared, pairs), pairs),
  };
}

/** What two reports of a batch are to each other. */
export interface TriageTargets extends TargetMatrices {
  /** `[pairs, pairs]`, 1 positive, 0 neutral, −1 negative. */
  readonly triage: Int8Array;
  readonly kept: Float64Array;
}

/**
 * Targets in the manner of SAT (Liu et al. 2023a), which sorts pairs by how alike their reports are: those of at least `positive` are
 * matches and share the target equally, those below `negative` are not, those between are neutral and left out of the loss. A pair is
 * always its own match. The survey names the three kinds but no formula or threshold: both thresholds are for the reader to set.
 * @param reportSimilarity `[pairs, pairs]`, cosines of the reports' embeddings.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `option-invalid` unless negative ≤ positive.
 */
export function triageTargets(
  reportSimilarity: ArrayLike<number>,
  pairs: number,
  { positive, negative }: { readonly positive: number; readonly negative: number },
): TriageTargets {
  if (!(negative <= positive))
    throw failure('option-invalid', {
      option: 'negative',
      value: String(negative),
      expected: `a similarity of at most positive, ${positive}`,
    });
  const triage = Int8Array.from(square(reportSimilarity, pairs, 'report similarities'), (value, at) => {
    if (at % (pairs + 1) === 0 || value >= positive) return 1;
    return value < negative ? -1 : 0;
  });
  const shareOf = (matrix: Float64Array): Float64Array =>
    matrix.map((value, at) => {
      const from = at - (at % pairs);
      return value / matrix.subarray(from, from + pairs).reduce((sum, match) => sum + match, 0);
    });
  const matches = Float64Array.from(triage, kind => Number(kind === 1));
  return {
    triage,
    imageToText: shareOf(matches),
    textToImage: shareOf(transposed(matches, pairs)),
    kept: Float64Array.from(triage, kind => Number(kind !== 0)),
  };
}

function softmaxRows(values: Float64Array, size: number): Float64Array {
  const result = new Float64Array(values.length);
  for (let start = 0; start < values.length; start += size) {
    const row = values.subarray(start, start + size);
    const largest = row.reduce((left, right) => Math.max(left, right));
    const powers = row.map(value => Math.exp(value - largest));
    const total = powers.reduce((sum, value) => sum + value, 0);
    result.set(
      powers.map(power => power / total),
      start,
    );
  }
  return result;
}
