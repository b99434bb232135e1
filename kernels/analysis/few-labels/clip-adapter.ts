import { createRandom } from '../../phantoms/drawing/random.ts';
import { shareOption, wholeOption } from '../statistics/checked.ts';
import { dot } from '../embedding-space/unit-rows.ts';
import { train, type TrainingOptions } from './adam.ts';
import {
  checkedRows,
  judgedRows,
  softmaxRows,
  type FewLabelsModel,
  type LabelledRows,
} from './labelled-rows.ts';
import { checkedClasses, crossEntropySlope, type TextClasses } from './text-classifier.ts';

export interface ClipAdapterOptions extends TrainingOptions {
  /** Share of the adapted vector in the sum with the original one, in (0, 1); default 0.2. */
  readonly ratio?: number;
  /** Width of the narrow layer; default a quarter of the embedding. */
  readonly width?: number;
}

/** Weights of both layers without biases: `[width, dim]` inwards, then `[dim, width]` outwards. */
interface Layers {
  readonly weights: Float64Array;
  readonly dim: number;
  readonly width: number;
  readonly ratio: number;
}

/** What one image became on its way, kept for the way back. */
interface Passage {
  readonly narrow: Float64Array;
  readonly wide: Float64Array;
  /** Unit length. */
  readonly mixed: Float64Array;
  readonly length: number;
}

/**
 * CLIP-Adapter (Gao et al. 2021, arXiv 2110.04544): f' = ratio · relu(W₂ relu(W₁ f)) + (1 − ratio) · f, of unit length again, against
 * the texts; W₁ and W₂ trained by cross-entropy with AdamW, by default 40 epochs from rate 1e-3.
 * @throws Failure `values-empty`, `values-unequal`, `value-invalid`, `embeddings-differ`, `embedding-invalid`, `option-invalid`.
 */
export function clipAdapter(
  images: LabelledRows,
  text: TextClasses,
  { ratio = 0.2, width, ...training }: ClipAdapterOptions = {},
): FewLabelsModel {
  shareOption('ratio', ratio);
  const { weights: classWeights, scale } = checkedClasses(text, images.images);
  const { rows, labels, dim } = checkedRows(images, classWeights.length, 'training images');
  const layers = firstLayers(dim, width ?? Math.max(1, Math.round(dim / 4)), ratio, training.seed ?? 0);
  train(
    layers.weights,
    rows.length,
    (batch, gradient) => {
      for (const image of batch) {
        const passage = pass(rows[image]!, layers);
        const logits = Float64Array.from(classWeights, weight => scale * dot(passage.mixed, weight));
        crossEntropySlope(logits, labels[image]!, batch.length);
        const slope = new Float64Array(dim);
        classWeights.forEach((weight, index) => {
          for (let at = 0; at < dim; at++) slope[at] = slope[at]! + scale * logits[index]! * weight[at]!;
        });
        passBack(rows[image]!, layers, passage, slope, gradient);
      }
    },
    { epochs: 40, weightDecay: 0, ...training },
  );
  return {
    classes: classWeights.length,
    probabilities: judged => {
      const logits = judgedRows(judged, images.images).flatMap(row => {
        const { mixed } = pass(row, layers);
        return classWeights.map(weight => scale * dot(mixed, weight));
      });
      return softmaxRows(Float64Array.from(logits), classWeights.length);
    },
  };
}

/** Uniform within ± 1 / √inputs, as torch's Linear. */
function firstLayers(dim: number, width: number, ratio: number, seed: number): Layers {
  wholeOption('width', width, 1);
  const random = createRandom(seed).fork('weights of an adapter');
  const weights = Float64Array.from({ length: 2 * dim * width }, (_, at) => {
    const reach = 1 / Math.sqrt(at < dim * width ? dim : width);
    return random.between(-reach, reach);
  });
  return { weights, dim, width, ratio };
}

function pass(row: Float64Array, { weights, dim, width, ratio }: Layers): Passage {
  const narrow = Float64Array.from({ length: width }, (_, unit) =>
    Math.max(0, dot(row, weights.subarray(unit * dim, (unit + 1) * dim))),
  );
  const wide = Float64Array.from({ length: dim }, (_, at) => {
    const start = dim * width + at * width;
    return Math.max(0, dot(narrow, weights.subarray(start, start + width)));
  });
  const mixed = wide.map((value, at) => ratio * value + (1 - ratio) * row[at]!);
  // All zeros only where the adapted vector is exactly opposite.
  const length = Math.sqrt(dot(mixed, mixed)) || 1;
  return { narrow, wide, mixed: mixed.map(value => value / length), length };
}

/** Adds the slope of the loss by the weights, from that by the unit vector `mixed`. */
function passBack(
  row: Float64Array,
  { weights, dim, width, ratio }: Layers,
  { narrow, wide, mixed, length }: Passage,
  slope: Float64Array,
  gradient: Float64Array,
): void {
  const along = dot(slope, mixed);
  const back = new Float64Array(width);
  for (let at = 0; at < dim; at++) {
    if (wide[at] === 0) continue;
    const value = (ratio * (slope[at]! - along * mixed[at]!)) / length;
    const start = dim * width + at * width;
    for (let unit = 0; unit < width; unit++) {
      gradient[start + unit] = gradient[start + unit]! + value * narrow[unit]!;
      back[unit] = back[unit]! + value * weights[start + unit]!;
    }
  }
  for (let unit = 0; unit < width; unit++) {
    if (narrow[unit] === 0) continue;
    for (let at = 0; at < dim; at++)
      gradient[unit * dim + at] = gradient[unit * dim + at]! + back[unit]! * row[at]!;
  }
}
