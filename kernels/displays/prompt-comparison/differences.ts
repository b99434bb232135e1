import { flippedImages } from '../../analysis/prompt-variants/decisions.ts';
import { pairedMeasures, type PairedMeasures } from '../../analysis/prompt-variants/paired.ts';
import type { VariantResult } from './scored-variants.ts';

/** Two variants on the same images: left minus right, with intervals over the same resampled images. */
export interface PromptDifference extends PairedMeasures {
  /** Rows of the images of which they say different things. */
  readonly flipped: readonly number[];
}

/** An image of which two variants say different things. */
export interface PromptFlip {
  readonly image: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly truth: readonly string[] | undefined;
  /** Whether the left variant is right; undefined if the truth is not known. */
  readonly before: 'right' | 'wrong' | undefined;
  readonly after: 'right' | 'wrong' | undefined;
}

export function differenceOf(
  left: VariantResult,
  right: VariantResult,
  classes: number,
  level: number | undefined,
): PromptDifference {
  return {
    ...pairedMeasures(left.measures, right.measures, level),
    flipped: flippedImages(left.decided, right.decided, classes),
  };
}

/** Every two of the results; those of which neither changed are kept. */
export function differencesKeeper(
  classes: number,
  level: number | undefined,
): (results: readonly VariantResult[]) => { left: number; right: number; difference: PromptDifference }[] {
  const kept = new WeakMap<Float64Array, WeakMap<Float64Array, PromptDifference>>();
  const of = (left: VariantResult, right: VariantResult): PromptDifference => {
    const row = kept.get(left.probability) ?? new WeakMap<Float64Array, PromptDifference>();
    kept.set(left.probability, row);
    const known = row.get(right.probability) ?? differenceOf(left, right, classes, level);
    row.set(right.probability, known);
    return known;
  };
  return results =>
    results.flatMap((left, at) =>
      results
        .slice(at + 1)
        .map((right, after) => ({ left: at, right: at + 1 + after, difference: of(left, right) })),
    );
}

/** The classes that row `image` of `[images, classes]` says yes to. */
export function labelsAt(decided: Uint8Array, image: number, classes: readonly string[]): string[] {
  return classes.filter((_, column) => decided[image * classes.length + column] === 1);
}
