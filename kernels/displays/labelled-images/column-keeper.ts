/** One finding of the images whose truth is known. */
export interface KnownColumn {
  /** `[known]`, 1 or 0. */
  readonly truth: Uint8Array;
  readonly probability: Float64Array;
  readonly called: Uint8Array;
}

/**
 * Measures findings column by column, and again only those whose probabilities or calls changed since: an edited prompt changes few.
 * @param labels `[images, findings]`, the same for every call; images without a label are left out.
 */
export function columnKeeper<Measure>(
  labels: readonly (boolean | undefined)[],
  findings: number,
  measure: (column: KnownColumn) => Measure,
): (probability: Float64Array, called: Uint8Array) => Measure[] {
  const columns = Array.from({ length: findings }, (_, finding) => {
    const places: number[] = [];
    for (let at = finding; at < labels.length; at += findings) if (labels[at] !== undefined) places.push(at);
    return { places, truth: Uint8Array.from(places, at => Number(labels[at])) };
  });
  const kept: { column: KnownColumn; measured: Measure }[] = [];
  return (probability, called) =>
    columns.map(({ places, truth }, finding) => {
      const column = {
        truth,
        probability: new Float64Array(places.length),
        called: new Uint8Array(places.length),
      };
      for (let row = 0; row < places.length; row++) {
        column.probability[row] = probability[places[row]!]!;
        column.called[row] = called[places[row]!]!;
      }
      const last = kept[finding];
      if (
        last &&
        same(last.column.probability, column.probability) &&
        same(last.column.called, column.called)
      )
        return last.measured;
      const measured = measure(column);
      kept[finding] = { column, measured };
      return measured;
    });
}

function same(left: ArrayLike<number>, right: ArrayLike<number>): boolean {
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return left.length === right.length;
}
