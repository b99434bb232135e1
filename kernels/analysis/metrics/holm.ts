/**
 * p-values of several tests made at once, corrected by Holm 1979: the chance that any of them is below a level by luck alone is at most
 * that level. In the order given; undefined stays undefined and counts as no test.
 */
export function holmCorrected<Value extends number | undefined>(pValues: readonly Value[]): Value[] {
  const order = pValues
    .flatMap((value, at) => (value === undefined ? [] : [{ value: value, at }]))
    .sort((left, right) => left.value - right.value);
  const corrected = [...pValues];
  let least = 0;
  order.forEach(({ value, at }, rank) => {
    least = Math.max(least, Math.min(1, (order.length - rank) * value));
    corrected[at] = least as Value;
  });
  return corrected;
}
