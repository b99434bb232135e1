import type { VariantScoring } from './logits.ts';

/** Whether an image has exactly one of the classes, or any number of them. */
export type Labelling = 'one' | 'any';

/**
 * What a variant says of each image, `[images, classes]`, 1 where it says yes. Where images have one class, the most probable, the
 * first of equals. Where they have any number: all above 0.5 for prompts in pairs; for `classes`, whose softmax takes them as
 * exclusive, still the most probable alone.
 */
export function decisions(
  probability: Float64Array,
  classes: number,
  scoring: VariantScoring,
  labelling: Labelling,
): Uint8Array {
  if (labelling === 'any' && scoring !== 'classes')
    return Uint8Array.from(probability, value => (value > 0.5 ? 1 : 0));
  const decided = new Uint8Array(probability.length);
  for (let start = 0; start < probability.length; start += classes) {
    let best = start;
    for (let at = start + 1; at < start + classes; at++) if (probability[at]! > probability[best]!) best = at;
    decided[best] = 1;
  }
  return decided;
}

/** Images of which two variants say different things, in order. Both `[images, classes]`. */
export function flippedImages(left: Uint8Array, right: Uint8Array, classes: number): number[] {
  const flipped: number[] = [];
  for (let image = 0; image * classes < left.length; image++)
    if (!sameRow(left, right, image, classes)) flipped.push(image);
  return flipped;
}

/** Whether row `image` of both is the same. */
export function sameRow(left: Uint8Array, right: Uint8Array, image: number, classes: number): boolean {
  for (let at = image * classes; at < (image + 1) * classes; at++) if (left[at] !== right[at]) return false;
  return true;
}

/**
 * How far variants are apart on each image, in [0, 1]: the widest range of one class's probability among them. `[images]` from
 * `[images, classes]` a variant.
 */
export function disagreement(variants: readonly Float64Array[], classes: number): Float64Array {
  const first = variants[0] ?? new Float64Array(0);
  const widest = new Float64Array(first.length / classes);
  first.forEach((_, at) => {
    let [low, high] = [Infinity, -Infinity];
    for (const probability of variants) {
      low = Math.min(low, probability[at]!);
      high = Math.max(high, probability[at]!);
    }
    const image = Math.floor(at / classes);
    widest[image] = Math.max(widest[image]!, high - low);
  });
  return widest;
}
