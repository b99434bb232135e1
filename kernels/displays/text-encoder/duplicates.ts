/** Reports that are nearly the same. */
export interface Duplicates {
  readonly threshold: number;
  /** Different combinations of two reports, most alike first, at most 1,000. */
  readonly pairs: readonly DuplicatePair[];
  /** Pairs of reports that there are. */
  readonly found: number;
  /** Of them word for word the same. */
  readonly foundEqual: number;
  /** Of them with different findings; 0 where findings are not known. */
  readonly foundDifferent: number;
  /** `[reports]`, how many others are as good as the same. */
  readonly counts: Uint32Array;
}

/** Two reports, by their first places. */
export interface DuplicatePair {
  readonly left: number;
  readonly right: number;
  readonly cosine: number;
  /** Word for word. */
  readonly equal: boolean;
  /** Whether both have the same findings; undefined where they are not known. */
  readonly sameFindings: boolean | undefined;
  /** How many pairs of reports say just this. */
  readonly times: number;
}

const mostPairs = 1000;

/**
 * Pairs of `similarity` `[reports, reports]` of at least `threshold`; texts that are equal word for word always count.
 * @param labels findings of each report.
 */
export function duplicatesAbove(
  similarity: Float64Array,
  reports: readonly string[],
  threshold: number,
  labels?: readonly (readonly string[])[],
): Duplicates {
  const count = reports.length;
  const cases = distinctCases(reports, labels);
  const counts = new Uint32Array(count);
  let [found, foundEqual, foundDifferent] = [0, 0, 0];
  let best: DuplicatePair[] = [];
  const alike = (one: DuplicatePair, other: DuplicatePair): number => other.cosine - one.cosine;
  const add = (pair: DuplicatePair): void => {
    found += pair.times;
    if (pair.equal) foundEqual += pair.times;
    if (pair.sameFindings === false) foundDifferent += pair.times;
    best.push(pair);
    if (best.length >= 4 * mostPairs) best = best.sort(alike).slice(0, mostPairs);
  };
  cases.forEach(({ places, findings }, at) => {
    const [left, again] = places;
    if (again !== undefined) {
      const times = (places.length * (places.length - 1)) / 2;
      add({ left: left!, right: again, cosine: 1, equal: true, sameFindings: labels && true, times });
      for (const place of places) counts[place]! += places.length - 1;
    }
    for (const other of cases.slice(at + 1)) {
      const right = other.places[0]!;
      const cosine = similarity[left! * count + right]!;
      const equal = reports[left!] === reports[right];
      if (cosine < threshold && !equal) continue;
      const sameFindings = labels && findings === other.findings;
      add({ left: left!, right, cosine, equal, sameFindings, times: places.length * other.places.length });
      for (const place of places) counts[place]! += other.places.length;
      for (const place of other.places) counts[place]! += places.length;
    }
  });
  return {
    threshold,
    pairs: best.sort(alike).slice(0, mostPairs),
    found,
    foundEqual,
    foundDifferent,
    counts,
  };
}

/** Pairs that are shown with their pictures: equal texts need no second look, so they come last. */
export function cardPairs(pairs: Duplicates['pairs']): Duplicates['pairs'] {
  return [...pairs.filter(({ equal }) => !equal), ...pairs.filter(({ equal }) => equal)].slice(0, 12);
}

/** Reports of one text and the same findings, with their places. */
function distinctCases(
  reports: readonly string[],
  labels: readonly (readonly string[])[] | undefined,
): { findings: string; places: number[] }[] {
  const cases = new Map<string, { findings: string; places: number[] }>();
  reports.forEach((report, place) => {
    const findings = JSON.stringify([...new Set(labels?.[place])].sort());
    const key = JSON.stringify([report, findings]);
    const known = cases.get(key);
    if (known) known.places.push(place);
    else cases.set(key, { findings, places: [place] });
  });
  return [...cases.values()];
}
