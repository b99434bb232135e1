/** A function to be made small and its gradient, `[parameters]`; the gradient is written into `gradient`. */
export type Objective = (parameters: Float64Array, gradient: Float64Array) => number;

export interface Minimum {
  readonly parameters: Float64Array;
  readonly value: number;
  readonly iterations: number;
  /** True if no component of the gradient is larger than `tolerance`, or the value can fall no further in double precision. */
  readonly converged: boolean;
}

/** Pairs of steps and gradient changes that stand for the curvature; SciPy's default. */
const memory = 10;

/**
 * L-BFGS (Nocedal and Wright, Numerical Optimization, algorithms 7.4 and 7.5) with a line search for the strong Wolfe conditions by
 * bisection and expansion.
 * @param start `[parameters]`, not changed.
 */
export function minimise(
  objective: Objective,
  start: Float64Array,
  { tolerance = 1e-8, iterations = 1000 }: { readonly tolerance?: number; readonly iterations?: number } = {},
): Minimum {
  let parameters: Float64Array = Float64Array.from(start);
  let gradient: Float64Array = new Float64Array(start.length);
  let value = objective(parameters, gradient);
  const pairs: { step: Float64Array; change: Float64Array; curvature: number }[] = [];
  for (let iteration = 0; iteration < iterations; iteration++) {
    if (largestOf(gradient) <= tolerance)
      return { parameters, value, iterations: iteration, converged: true };
    const direction = descentDirection(gradient, pairs);
    const slope = inner(direction, gradient);
    const first = pairs.length === 0 ? Math.min(1, 1 / Math.sqrt(inner(gradient, gradient))) : 1;
    const next = searchLine(objective, parameters, value, direction, slope, first);
    if (next === undefined) return { parameters, value, iterations: iteration, converged: true };
    const step = next.parameters.map((each, at) => each - parameters[at]!);
    const change = next.gradient.map((each, at) => each - gradient[at]!);
    const curvature = inner(step, change);
    if (curvature > 1e-300) pairs.push({ step, change, curvature });
    if (pairs.length > memory) pairs.shift();
    ({ parameters, gradient, value } = next);
  }
  return { parameters, value, iterations, converged: largestOf(gradient) <= tolerance };
}

function descentDirection(
  gradient: Float64Array,
  pairs: readonly { step: Float64Array; change: Float64Array; curvature: number }[],
): Float64Array {
  const direction = gradient.map(each => -each);
  const weights: number[] = [];
  for (let at = pairs.length - 1; at >= 0; at--) {
    const { step, change, curvature } = pairs[at]!;
    const weight = inner(step, direction) / curvature;
    weights[at] = weight;
    add(direction, change, -weight);
  }
  const last = pairs.at(-1);
  if (last) {
    const scale = last.curvature / inner(last.change, last.change);
    for (let at = 0; at < direction.length; at++) direction[at] = direction[at]! * scale;
  }
  pairs.forEach(({ step, change, curvature }, at) =>
    add(direction, step, weights[at]! - inner(change, direction) / curvature),
  );
  return direction;
}

/** A point along `direction` that lowers the value enough and flattens the slope; undefined if rounding allows none. */
function searchLine(
  objective: Objective,
  from: Float64Array,
  value: number,
  direction: Float64Array,
  slope: number,
  first: number,
): { parameters: Float64Array; gradient: Float64Array; value: number } | undefined {
  let [low, high, length] = [0, Infinity, first];
  let best: { parameters: Float64Array; gradient: Float64Array; value: number } | undefined;
  for (let round = 0; round < 50; round++) {
    const parameters = from.map((each, at) => each + length * direction[at]!);
    const gradient = new Float64Array(from.length);
    const found = objective(parameters, gradient);
    const steepness = inner(direction, gradient);
    if (!(found <= value + 1e-4 * length * slope)) high = length;
    else {
      if (found < value) best = { parameters, gradient, value: found };
      if (Math.abs(steepness) <= 0.9 * Math.abs(slope)) return best;
      if (steepness > 0) high = length;
      else low = length;
    }
    length = high === Infinity ? 2 * length : (low + high) / 2;
  }
  return best;
}

function inner(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < left.length; at++) sum += left[at]! * right[at]!;
  return sum;
}

function add(target: Float64Array, values: Float64Array, factor: number): void {
  for (let at = 0; at < target.length; at++) target[at] = target[at]! + factor * values[at]!;
}

function largestOf(values: Float64Array): number {
  return values.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0);
}
