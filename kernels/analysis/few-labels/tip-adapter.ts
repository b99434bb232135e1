import { failure } from '../../protocol/failures/index.ts';
import { dot } from '../embedding-space/unit-rows.ts';
import { train, type TrainingOptions } from './adam.ts';
import {
  checkedRows,
  judgedRows,
  shareRight,
  softmaxRows,
  type FewLabelsModel,
  type LabelledRows,
} from './labelled-rows.ts';
import { checkedClasses, crossEntropySlope, textLogits, type TextClasses } from './text-classifier.ts';

export interface TipAdapterOptions {
  /** Weight of the cache against the texts, at least 0; default 1.17. */
  readonly alpha?: number;
  /** Sharpness of the cache, above 0; default 1. */
  readonly beta?: number;
  /** Cases on which alpha and beta are searched, in 20 and 200 steps up to 3 and 7 as the paper's code, the first of equals kept. */
  readonly validation?: LabelledRows;
}

export interface TipAdapter extends FewLabelsModel {
  readonly alpha: number;
  readonly beta: number;
  /** `[images, dim]`: keys of the cache, unit rows, or trained ones. */
  readonly keys: readonly Float64Array[];
}

/**
 * Tip-Adapter (Zhang et al. 2022, arXiv 2207.09519), without training: logits = scale · f Wᵀ + α exp(−β (1 − f Kᵀ)) V, with the
 * labelled images as keys K and their one-hot labels as values V.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `embeddings-differ`, `embedding-invalid`, `option-invalid`.
 */
export function tipAdapter(
  images: LabelledRows,
  text: TextClasses,
  options: TipAdapterOptions = {},
): TipAdapter {
  const { weights } = checkedClasses(text, images.images);
  const { rows, labels } = checkedRows(images, weights.length, 'training images');
  return adapterOf(images, text, rows, labels, options);
}

/**
 * Tip-Adapter-F: the keys are trained from there by cross-entropy; AdamW, by default 20 epochs from rate 1e-3 with ε = 1e-4. Alpha and
 * beta are as given while it trains, and are searched after it.
 * @throws Failure as `tipAdapter`.
 */
export function tunedTipAdapter(
  images: LabelledRows,
  text: TextClasses,
  { validation, ...options }: TipAdapterOptions & TrainingOptions = {},
): TipAdapter {
  const { weights, scale } = checkedClasses(text, images.images);
  const { rows, labels, dim } = checkedRows(images, weights.length, 'training images');
  const { alpha, beta } = checkedNumbers(options);
  const keys = new Float64Array(rows.length * dim);
  rows.forEach((row, at) => keys.set(row, at * dim));
  const base = textLogits(rows, weights, scale);
  const classes = weights.length;
  train(
    keys,
    rows.length,
    (batch, gradient) => {
      for (const image of batch) {
        const row = rows[image]!;
        const logits = base.slice(image * classes, (image + 1) * classes);
        const affinity = Float64Array.from(labels, (label, key) => {
          const near = Math.exp(-beta * (1 - dot(row, keys.subarray(key * dim, (key + 1) * dim))));
          logits[label] = logits[label]! + alpha * near;
          return near;
        });
        crossEntropySlope(logits, labels[image]!, batch.length);
        labels.forEach((label, key) => {
          const factor = logits[label]! * alpha * beta * affinity[key]!;
          for (let at = 0; at < dim; at++)
            gradient[key * dim + at] = gradient[key * dim + at]! + factor * row[at]!;
        });
      }
    },
    { epsilon: 1e-4, ...options },
  );
  const trained = rows.map((_, key) => keys.slice(key * dim, (key + 1) * dim));
  return adapterOf(images, text, trained, labels, { alpha, beta, ...(validation && { validation }) });
}

function adapterOf(
  { images }: LabelledRows,
  text: TextClasses,
  keys: readonly Float64Array[],
  labels: Uint32Array,
  options: TipAdapterOptions,
): TipAdapter {
  const { weights, scale } = checkedClasses(text);
  const classes = weights.length;
  const logitsOf = (rows: readonly Float64Array[], alpha: number, beta: number): Float64Array => {
    const cache = cacheLogits(affinities(rows, keys), labels, classes, beta);
    return textLogits(rows, weights, scale).map((logit, at) => logit + alpha * cache[at]!);
  };
  let { alpha, beta } = checkedNumbers(options);
  if (options.validation) {
    judgedRows(options.validation.images, images);
    const { rows, labels: truth } = checkedRows(options.validation, classes, 'validation images');
    let best = -1;
    const base = textLogits(rows, weights, scale);
    const affinity = affinities(rows, keys);
    for (let sharper = 0; sharper < 200; sharper++) {
      const triedBeta = 0.1 + (sharper * 6.9) / 200;
      const cache = cacheLogits(affinity, labels, classes, triedBeta);
      for (let heavier = 0; heavier < 20; heavier++) {
        const triedAlpha = 0.1 + (heavier * 2.9) / 20;
        const right = shareRight(
          base.map((logit, at) => logit + triedAlpha * cache[at]!),
          truth,
          classes,
        );
        if (right <= best) continue;
        [best, alpha, beta] = [right, triedAlpha, triedBeta];
      }
    }
  }
  return {
    classes,
    alpha,
    beta,
    keys,
    probabilities: judged => softmaxRows(logitsOf(judgedRows(judged, images), alpha, beta), classes),
  };
}

/** f Kᵀ, `[rows, keys]`. */
function affinities(rows: readonly Float64Array[], keys: readonly Float64Array[]): Float64Array {
  return Float64Array.from({ length: rows.length * keys.length }, (_, at) =>
    dot(rows[Math.floor(at / keys.length)]!, keys[at % keys.length]!),
  );
}

/** exp(−β (1 − f Kᵀ)) V, `[rows, classes]`. */
function cacheLogits(
  affinity: Float64Array,
  labels: Uint32Array,
  classes: number,
  beta: number,
): Float64Array {
  const logits = new Float64Array((affinity.length / labels.length) * classes);
  affinity.forEach((cosine, at) => {
    const cell = Math.floor(at / labels.length) * classes + labels[at % labels.length]!;
    logits[cell] = logits[cell]! + Math.exp(-beta * (1 - cosine));
  });
  return logits;
}

function checkedNumbers({ alpha = 1.17, beta = 1 }: TipAdapterOptions): { alpha: number; beta: number } {
  if (!(alpha >= 0 && alpha < Infinity))
    throw failure('option-invalid', {
      option: 'alpha',
      value: String(alpha),
      expected: 'a number of at least 0',
    });
  if (!(beta > 0 && beta < Infinity))
    throw failure('option-invalid', { option: 'beta', value: String(beta), expected: 'a number above 0' });
  return { alpha, beta };
}
