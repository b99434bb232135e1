import { createRandom } from '../../phantoms/drawing/random.ts';
import { wholeOption } from '../statistics/checked.ts';
import { quantileOf } from '../statistics/quantile.ts';
import type { VariantMeasure, VariantMeasures } from '../prompt-variants/measures.ts';

/** What choosing the best variant is worth on images that did not take part in the choice. */
export interface HeldOutChoice {
  /** Of the best variant on all images, which are those that it was chosen on: too good. */
  readonly apparent: number;
  /** Mean over the splits and both their halves of the variant that is best on one half, measured on the other. */
  readonly value: number;
  /** 2.5 % and 97.5 % of the halves: how much it depends on the split. Not an interval for new images. */
  readonly low: number;
  readonly high: number;
  /** apparent − value. */
  readonly optimism: number;
  /** `[variants]`, share of the halves on which each is best. */
  readonly chosen: Float64Array;
  readonly splits: number;
}

/**
 * Chooses on one half and measures on the other, both ways, in seeded random halves of the images with known truth. Undefined with
 * fewer than two variants or eight images, or without a value. Halves choose worse than all images do: it leans to the careful side.
 * @throws Failure `option-invalid`.
 */
export function heldOutChoice(
  variants: readonly VariantMeasures[],
  measure: VariantMeasure,
  { splits = 20, seed = 0 }: { readonly splits?: number; readonly seed?: number } = {},
): HeldOutChoice | undefined {
  wholeOption('splits', splits, 1);
  const count = variants[0]?.right.length ?? 0;
  const values = variants.map(each => each[measure]?.value);
  if (variants.length < 2 || count < 8 || !values.every(value => value !== undefined)) return undefined;
  const random = createRandom(seed).fork('halves to choose a prompt on');
  const rows = Array.from({ length: count }, (_, row) => row);
  const chosen = new Float64Array(variants.length);
  const found: number[] = [];
  for (let split = 0; split < splits; split++) {
    const half = new Set(random.shuffled(rows).slice(0, Math.floor(count / 2)));
    const halves = [true, false].map(side => Uint8Array.from(rows, row => (half.has(row) === side ? 1 : 0)));
    for (const [chooser, judge] of [halves, [...halves].reverse()] as [Uint8Array, Uint8Array][]) {
      const best = largest(variants.map(each => each.measureOf(measure, chooser)));
      const value = best === undefined ? undefined : variants[best]!.measureOf(measure, judge);
      if (value === undefined) continue;
      chosen[best!] = chosen[best!]! + 1;
      found.push(value);
    }
  }
  if (found.length === 0) return undefined;
  const value = found.reduce((sum, each) => sum + each, 0) / found.length;
  const sorted = Float64Array.from(found).sort();
  const apparent = Math.max(...values);
  return {
    apparent,
    value,
    low: quantileOf(sorted, 0.025),
    high: quantileOf(sorted, 0.975),
    optimism: apparent - value,
    chosen: chosen.map(times => times / found.length),
    splits,
  };
}

/** The place of the largest, the first of equals. */
function largest(values: readonly (number | undefined)[]): number | undefined {
  let best: number | undefined;
  values.forEach((value, at) => {
    if (value !== undefined && (best === undefined || value > values[best]!)) best = at;
  });
  return best;
}
