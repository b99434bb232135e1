/**
 * Probability that a standard normal variable exceeds `x`, in [0, 1]; relative error below 1e-12 until it underflows near x = 38.
 */
export function normalTail(x: number): number {
  return complementaryError(x / Math.SQRT2) / 2;
}

/**
 * The `x` with `normalTail(-x) = share` for `share` in (0, 1): the quantile of the standard normal distribution. Newton steps from
 * a logistic first guess; absolute error below 1e-12.
 */
export function normalQuantile(share: number): number {
  if (share === 0.5) return 0;
  const tail = Math.min(share, 1 - share);
  let x = Math.sqrt(-2 * Math.log(tail));
  for (let round = 0; round < 60; round++) {
    const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
    const step = (normalTail(x) - tail) / density;
    const halley = step / (1 - (x * step) / 2);
    x += Math.abs(x * step) < 1 ? halley : Math.max(-0.5, Math.min(0.5, step));
    if (Math.abs(step) < 1e-14 * (1 + x)) break;
  }
  return share < 0.5 ? -x : x;
}

/** Probability that a χ² variable with one degree of freedom exceeds `value` ≥ 0. */
export function chiSquareTail(value: number): number {
  return complementaryError(Math.sqrt(value / 2));
}

/** erfc: the series of erf with terms of one sign (DLMF 7.6.2) near 0, the continued fraction (DLMF 7.9.3) beyond 2. */
function complementaryError(x: number): number {
  if (x < 0) return 2 - complementaryError(-x);
  if (x < 2) {
    let term = x;
    let sum = x;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= (2 * x * x) / (2 * n + 1);
      sum += term;
    }
    return 1 - (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
  }
  let fraction = x;
  for (let n = 120; n >= 1; n--) fraction = x + n / 2 / fraction;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * fraction);
}
