/**
 * Quantile `share` in [0, 1] of ascending values, at least one, linear between neighbours: type 7 of Hyndman and Fan 1996, the
 * default of NumPy.
 */
export function quantileOf(ascending: ArrayLike<number>, share: number): number {
  const position = share * (ascending.length - 1);
  const below = Math.floor(position);
  const low = ascending[below]!;
  const high = ascending[Math.min(below + 1, ascending.length - 1)]!;
  return low + (position - below) * (high - low);
}
