/** Mean and standard deviation of a sample. */
export interface Moments {
  readonly count: number;
  readonly mean: number;
  /** With n − 1 in the denominator; 0 for fewer than two values. */
  readonly deviation: number;
}

/** Moments of `values` by two passes, exact to rounding; mean 0 of no values. */
export function momentsOf(values: ArrayLike<number>): Moments {
  const count = values.length;
  if (count === 0) return { count, mean: 0, deviation: 0 };
  let sum = 0;
  for (let index = 0; index < count; index++) sum += values[index]!;
  const mean = sum / count;
  let squares = 0;
  for (let index = 0; index < count; index++) squares += (values[index]! - mean) ** 2;
  return { count, mean, deviation: count < 2 ? 0 : Math.sqrt(squares / (count - 1)) };
}
