import type { KnownTruth } from './known-truth.ts';
import type { RankedClass } from './ranked-class.ts';

/**
 * From this many positive and negative images of a class on, its resampled AUROC is the area plus the drawn images' influence on it
 * (the infinitesimal jackknife, Efron 1982), in place of a pass over the ranks for each resample. The tests hold its intervals to those of
 * the ranks within 1 / 15 of the standard error.
 */
const manyImages = 400;

/** Mean area of the classes in a resample: by influence where a class has many images of both kinds, else by its ranks. */
export function meanAreas(ranked: readonly RankedClass[]): (weights: Uint8Array) => number | undefined {
  const many = ranked.filter(each => Math.min(each.positives, each.negatives) >= manyImages);
  const few = ranked.filter(each => !many.includes(each) && each.area !== undefined);
  const influence = sumOf(many.map(each => each.influence()));
  const base = many.reduce((sum, { area }) => sum + area!, 0);
  return weights => {
    let [sum, known] = [base, many.length];
    for (let row = 0; row < influence.length; row++) sum += weights[row]! * influence[row]!;
    sum = Math.max(0, Math.min(known, sum));
    for (const each of few) {
      const area = each.areaOf(weights);
      if (area === undefined) continue;
      sum += area;
      known++;
    }
    return known === 0 ? undefined : sum / known;
  };
}

/** See `VariantMeasures`. */
export function aurocDeviations(
  ranked: readonly RankedClass[],
  { rows, mask, classes }: KnownTruth,
): Float64Array | undefined {
  const known = ranked.filter(({ area }) => area !== undefined);
  if (!known.some(({ positives, negatives }) => Math.min(positives, negatives) > 1)) return undefined;
  const unbiased = (count: number): number => (count > 1 ? Math.sqrt(count / (count - 1)) : 1);
  const parts = known.map(each => {
    const column = ranked.indexOf(each);
    const [positive, negative] = [unbiased(each.positives), unbiased(each.negatives)];
    return each
      .influence()
      .map(
        (value, row) =>
          (value * (mask[rows[row]! * classes + column] === 1 ? positive : negative)) / known.length,
      );
  });
  return sumOf(parts);
}

function sumOf(parts: readonly Float64Array[]): Float64Array {
  const sum = new Float64Array(parts[0]?.length ?? 0);
  for (const part of parts) for (let at = 0; at < sum.length; at++) sum[at] = sum[at]! + part[at]!;
  return sum;
}
