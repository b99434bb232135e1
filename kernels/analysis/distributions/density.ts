/** Equally spaced cosines at which densities are known. */
export interface Grid {
  readonly low: number;
  readonly step: number;
  readonly count: number;
}

/** Kernels are cut where they have fallen to 4e-5 of their peak. */
const reach = 4.5;

/**
 * A grid that holds `low` … `high` and the kernels of both bandwidths within [-1, 1], at least 512 points, at least four in the
 * smaller bandwidth, at most 4,096.
 */
export function gridFor(low: number, high: number, bandwidths: readonly number[]): Grid {
  const margin = reach * Math.max(...bandwidths);
  const start = Math.max(-1, low - margin);
  const end = Math.min(1, high + margin);
  const points = Math.ceil((4 * (end - start)) / Math.min(...bandwidths)) + 1;
  const count = Math.max(512, Math.min(4096, points));
  return { low: start, step: (end - start) / (count - 1), count };
}

/** The grid's cosines, ascending. */
export function gridValues({ low, step, count }: Grid): Float64Array {
  return Float64Array.from({ length: count }, (_, index) => low + index * step);
}

/** Gaussian kernel of one bandwidth on a grid: `[taps]` from its centre to one side. */
export function kernelOn({ step }: Grid, bandwidth: number): Float64Array {
  // Sharing a value between two points widens it by step²/6 on average; the kernel is that much narrower.
  const variance = Math.max(bandwidth ** 2 - step ** 2 / 6, (bandwidth / 2) ** 2);
  const kernel = Float64Array.from({ length: Math.ceil((reach * bandwidth) / step) + 1 }, (_, tap) =>
    Math.exp(-((tap * step) ** 2) / (2 * variance)),
  );
  const area = kernel.reduce((sum, value, tap) => sum + (tap === 0 ? value : 2 * value), 0) * step;
  return kernel.map(value => value / area);
}

/** Adds `weight` at `position` (in grid steps), shared between the two points beside it (linear binning). */
export function addToBins(masses: Float64Array, position: number, weight: number): void {
  const below = Math.min(masses.length - 2, Math.floor(position));
  const share = position - below;
  masses[below] = masses[below]! + weight * (1 - share);
  masses[below + 1] = masses[below + 1]! + weight * share;
}

/**
 * Density `[grid.count]` per unit of cosine of masses on the grid: each spread by the kernel, what would leave [-1, 1]
 * reflected back (Silverman 1986 §2.10), area 1. All zero if there is no mass.
 */
export function spread(masses: Float64Array, kernel: Float64Array, grid: Grid): Float64Array {
  const { length: count } = masses;
  const pad = kernel.length - 1;
  const padded = new Float64Array(count + 2 * pad);
  let total = 0;
  for (let bin = 0; bin < count; bin++) {
    const mass = masses[bin]!;
    if (mass === 0) continue;
    total += mass;
    const centre = bin + pad;
    padded[centre] = padded[centre]! + mass * kernel[0]!;
    for (let tap = 1; tap <= pad; tap++) {
      const part = mass * kernel[tap]!;
      padded[centre - tap] = padded[centre - tap]! + part;
      padded[centre + tap] = padded[centre + tap]! + part;
    }
  }
  const density = new Float64Array(count);
  if (total === 0) return density;
  const reflectsLow = grid.low <= -1;
  const reflectsHigh = grid.low + (count - 1) * grid.step >= 1 - 1e-12;
  for (let bin = 0; bin < count; bin++) {
    let value = padded[bin + pad]!;
    if (reflectsLow && bin <= pad) value += padded[pad - bin]!;
    const beyond = count - 1 - bin;
    if (reflectsHigh && beyond <= pad) value += padded[pad + count - 1 + beyond]!;
    density[bin] = value / total;
  }
  return density;
}

/** Gaussian kernel density of `values` on `grid`, per unit of cosine. Within 1e-3 of its peak of the exact sum of kernels. */
export function densityOf(values: ArrayLike<number>, bandwidth: number, grid: Grid): Float64Array {
  const masses = new Float64Array(grid.count);
  for (let index = 0; index < values.length; index++)
    addToBins(masses, (values[index]! - grid.low) / grid.step, 1);
  return spread(masses, kernelOn(grid, bandwidth), grid);
}
