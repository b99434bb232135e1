/** Indices of the `k` smallest of `distances` but `own`, smallest first; of equals the lower index. */
export function nearestOf(distances: Float64Array, own: number, k: number): number[] {
  const nearest: number[] = [];
  let worst = Infinity;
  for (let other = 0; other < distances.length; other++) {
    const distance = distances[other]!;
    if (other === own || (nearest.length === k && distance >= worst)) continue;
    let at = nearest.length === k ? k - 1 : nearest.length;
    for (; at > 0 && distances[nearest[at - 1]!]! > distance; at--) nearest[at] = nearest[at - 1]!;
    nearest[at] = other;
    worst = distances[nearest.at(-1)!]!;
  }
  return nearest;
}

/** Place of `other` among all but `own` by distance, from 1; of equals the lower index comes first. */
export function placeOf(distances: Float64Array, own: number, other: number): number {
  const distance = distances[other]!;
  let place = 1;
  for (let at = 0; at < distances.length; at++)
    if (at !== own && (distances[at]! < distance || (distances[at] === distance && at < other))) place++;
  return place;
}

/** Ranks from 1, equals sharing the mean of theirs. */
export function ranksOf(values: Float64Array): Float64Array {
  const order = Uint32Array.from({ length: values.length }, (_, at) => at).sort(
    (left, right) => values[left]! - values[right]!,
  );
  const ranks = new Float64Array(values.length);
  for (let from = 0; from < order.length;) {
    let to = from + 1;
    while (to < order.length && values[order[to]!] === values[order[from]!]) to++;
    for (let at = from; at < to; at++) ranks[order[at]!] = (from + to + 1) / 2;
    from = to;
  }
  return ranks;
}
