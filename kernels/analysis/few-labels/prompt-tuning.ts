import { dot } from '../embedding-space/unit-rows.ts';
import { train, type TrainingOptions } from './adam.ts';
import {
  checkedRows,
  judgedRows,
  softmaxRows,
  type FewLabelsModel,
  type LabelledRows,
} from './labelled-rows.ts';
import { checkedClasses, crossEntropySlope, textLogits, type TextClasses } from './text-classifier.ts';

export interface PromptTuningOptions extends TrainingOptions {
  /** True: one change for all classes, as a common context has; false (default): one for each class. */
  readonly common?: boolean;
}

export interface TunedPrompts extends FewLabelsModel {
  /** `[classes, dim]`, unit rows: the tuned prompts, for any place that takes embeddings of texts. */
  readonly texts: Float32Array;
  /** `[classes]`: cosine of each tuned prompt with what it was. */
  readonly kept: Float64Array;
}

/**
 * Prompt tuning in embedding space, a stand-in for CoOp (Zhou et al. 2022) that needs no gradient of the text encoder: a change of each
 * class's text embedding is learned by cross-entropy on scale · cosine. The decay pulls to the words that were given; AdamW, by
 * default 50 epochs from rate 1e-3.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `embeddings-differ`, `embedding-invalid`, `option-invalid`.
 */
export function tunePrompts(
  images: LabelledRows,
  text: TextClasses,
  { common = false, ...training }: PromptTuningOptions = {},
): TunedPrompts {
  const { weights, scale } = checkedClasses(text, images.images);
  const { rows, labels, dim } = checkedRows(images, weights.length, 'training images');
  const changes = new Float64Array((common ? 1 : weights.length) * dim);
  const place = (index: number): number => (common ? 0 : index * dim);
  const moved = (): { unit: Float64Array; length: number }[] =>
    weights.map((weight, index) => {
      const sum = weight.map((value, at) => value + changes[place(index) + at]!);
      const length = Math.sqrt(dot(sum, sum)) || 1;
      return { unit: sum.map(value => value / length), length };
    });
  train(
    changes,
    rows.length,
    (batch, gradient) => {
      const prompts = moved();
      for (const image of batch) {
        const row = rows[image]!;
        const cosine = prompts.map(({ unit }) => dot(row, unit));
        const logits = Float64Array.from(cosine, value => scale * value);
        crossEntropySlope(logits, labels[image]!, batch.length);
        prompts.forEach(({ unit, length }, index) => {
          const factor = (scale * logits[index]!) / length;
          const start = place(index);
          for (let at = 0; at < dim; at++)
            gradient[start + at] = gradient[start + at]! + factor * (row[at]! - cosine[index]! * unit[at]!);
        });
      }
    },
    { epochs: 50, ...training },
  );
  const tuned = moved().map(({ unit }) => unit);
  return {
    classes: weights.length,
    texts: Float32Array.from(tuned.flatMap(row => [...row])),
    kept: Float64Array.from(tuned, (row, index) => dot(row, weights[index]!)),
    probabilities: judged =>
      softmaxRows(textLogits(judgedRows(judged, images.images), tuned, scale), weights.length),
  };
}
