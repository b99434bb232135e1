/** Reports that are nearly the same. */
export interface Duplicates {
  readonly threshold: number;
  /** Most alike first, at most 1,000. */
  readonly pairs: readonly {
    readonly left: number;
    readonly right: number;
    readonly cosine: number;
    readonly equal: boolean;
  }[];
  /** Pairs that there are. */
  readonly found: number;
  /** Of them word for word the same. */
  readonly foundEqual: number;
  /** `[reports]`, how many others are as good as the same. */
  readonly counts: Uint32Array;
}

const mostPairs = 1000;

/** Pairs of `similarity` `[reports, reports]` of at least `threshold`; texts that are equal word for word always count. */
export function duplicatesAbove(
  similarity: Float64Array,
  reports: readonly string[],
  threshold: number,
): Duplicates {
  const count = reports.length;
  const counts = new Uint32Array(count);
  let [found, foundEqual] = [0, 0];
  let best: Duplicates['pairs'][number][] = [];
  const alike = (one: { cosine: number }, other: { cosine: number }): number => other.cosine - one.cosine;
  for (let left = 0; left < count; left++)
    for (let right = left + 1; right < count; right++) {
      const cosine = similarity[left * count + right]!;
      const equal = reports[left] === reports[right];
      if (cosine < threshold && !equal) continue;
      found++;
      if (equal) foundEqual++;
      counts[left]!++;
      counts[right]!++;
      best.push({ left, right, cosine, equal });
      if (best.length >= 4 * mostPairs) best = best.sort(alike).slice(0, mostPairs);
    }
  return { threshold, pairs: best.sort(alike).slice(0, mostPairs), found, foundEqual, counts };
}
