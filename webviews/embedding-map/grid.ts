/** Points by place, for what is asked at every movement of the pointer. */
export interface Grid {
  /** The nearest point that counts, not farther than `reach`; undefined if there is none. */
  nearest(x: number, y: number, reach: number, counts: (point: number) => boolean): number | undefined;
}

/** Sorts positions `[count, 2]` into square cells of about two points. */
export function gridOf(positions: Float32Array): Grid {
  const count = positions.length / 2;
  let [lowX, lowY, highX, highY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let at = 0; at < positions.length; at += 2) {
    lowX = Math.min(lowX, positions[at]!);
    highX = Math.max(highX, positions[at]!);
    lowY = Math.min(lowY, positions[at + 1]!);
    highY = Math.max(highY, positions[at + 1]!);
  }
  const extent = Math.max(highX - lowX, highY - lowY, 1e-9);
  const side = Math.max(1, Math.ceil(Math.sqrt(count / 2)));
  const cell = extent / side;
  const index = (value: number, low: number): number =>
    Math.min(side - 1, Math.max(0, Math.floor((value - low) / cell)));
  const cellOf = (point: number): number =>
    index(positions[2 * point + 1]!, lowY) * side + index(positions[2 * point]!, lowX);
  const starts = new Uint32Array(side * side + 1);
  for (let point = 0; point < count; point++) starts[cellOf(point) + 1]!++;
  for (let at = 0; at < side * side; at++) starts[at + 1]! += starts[at]!;
  const filled = starts.slice();
  const points = new Uint32Array(count);
  for (let point = 0; point < count; point++) points[filled[cellOf(point)]!++] = point;
  return {
    nearest: (x, y, reach, counts) => {
      let best: number | undefined;
      let bound = reach * reach;
      const [left, right] = [index(x - reach, lowX), index(x + reach, lowX)];
      const [low, high] = [index(y - reach, lowY), index(y + reach, lowY)];
      for (let row = low; row <= high; row++)
        for (let at = starts[row * side + left]!; at < starts[row * side + right + 1]!; at++) {
          const point = points[at]!;
          const distance = (positions[2 * point]! - x) ** 2 + (positions[2 * point + 1]! - y) ** 2;
          if (distance <= bound && counts(point)) {
            bound = distance;
            best = point;
          }
        }
      return best;
    },
  };
}
