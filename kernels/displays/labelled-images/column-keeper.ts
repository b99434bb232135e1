/**
 * Measures findings column by column, and again only those whose probabilities or calls changed since: an edited prompt changes few.
 * @param labels `[images, findings]`, the same for every call.
 * @param measure of one finding, `[images]` each.
 */
export function columnKeeper<Measure>(
  labels: readonly (boolean | undefined)[],
  findings: number,
  measure: (
    labels: readonly (boolean | undefined)[],
    probability: Float64Array,
    called: Uint8Array,
  ) => Measure,
): (probability: Float64Array, called: Uint8Array) => Measure[] {
  const images = labels.length / findings;
  const columns = Array.from({ length: findings }, (_, finding) =>
    Array.from({ length: images }, (__, image) => labels[image * findings + finding]),
  );
  const kept: { probability: Float64Array; called: Uint8Array; measured: Measure }[] = [];
  return (probability, called) =>
    columns.map((own, finding) => {
      const values = new Float64Array(images);
      const calls = new Uint8Array(images);
      for (let image = 0; image < images; image++) {
        values[image] = probability[image * findings + finding]!;
        calls[image] = called[image * findings + finding]!;
      }
      const last = kept[finding];
      if (last && same(last.probability, values) && same(last.called, calls)) return last.measured;
      const measured = measure(own, values, calls);
      kept[finding] = { probability: values, called: calls, measured };
      return measured;
    });
}

function same(left: ArrayLike<number>, right: ArrayLike<number>): boolean {
  for (let at = 0; at < left.length; at++) if (left[at] !== right[at]) return false;
  return left.length === right.length;
}
