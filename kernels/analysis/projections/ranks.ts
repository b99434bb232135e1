/** Indices of the `k` smallest distances, smallest first; of equals the lower index. A distance of Infinity is never among them. */
export function nearestOf(distances: Float64Array, k: number): Uint32Array {
  const nearest = new Uint32Array(k);
  const kept = new Float64Array(k).fill(Infinity);
  let worst = Infinity;
  for (let other = 0; other < distances.length; other++) {
    const distance = distances[other]!;
    if (distance >= worst) continue;
    let at = k - 1;
    for (; at > 0 && kept[at - 1]! > distance; at--) {
      kept[at] = kept[at - 1]!;
      nearest[at] = nearest[at - 1]!;
    }
    kept[at] = distance;
    nearest[at] = other;
    worst = kept[k - 1]!;
  }
  return nearest;
}

/** Sum of the places, from 1, that `others` have among all by distance; of equals the lower index comes first. */
export function placesOf(distances: Float64Array, others: readonly number[]): number {
  if (others.length === 0) return 0;
  const order = [...others].sort((left, right) => distances[left]! - distances[right]! || left - right);
  const bounds = Float64Array.from(order, other => distances[other]!);
  const furthest = bounds[bounds.length - 1]!;
  let places = order.length;
  for (let at = 0; at < distances.length; at++) {
    const distance = distances[at]!;
    if (distance > furthest) continue;
    let low = 0;
    let high = bounds.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (distance > bounds[middle]!) low = middle + 1;
      else high = middle;
    }
    // Those at the same distance count only if they come before.
    while (low < bounds.length && distance === bounds[low] && order[low]! <= at) low++;
    places += bounds.length - low;
  }
  return places;
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

/** Spearman's correlation of two lists of equal length, in [-1, 1]; 0 if one holds only equal values. */
export function rankCorrelation(left: Float64Array, right: Float64Array): number {
  const [one, other] = [ranksOf(left), ranksOf(right)];
  const mean = (one.length + 1) / 2;
  let [product, squares, otherSquares] = [0, 0, 0];
  for (let at = 0; at < one.length; at++) {
    product += (one[at]! - mean) * (other[at]! - mean);
    squares += (one[at]! - mean) ** 2;
    otherSquares += (other[at]! - mean) ** 2;
  }
  return squares > 0 && otherSquares > 0 ? product / Math.sqrt(squares * otherSquares) : 0;
}
