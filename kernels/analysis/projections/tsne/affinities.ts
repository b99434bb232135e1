import type { Neighbours } from '../neighbours.ts';

/** A symmetric sparse matrix of joint probabilities that sum to 1, by rows filled up to multiples of four with 0. */
export interface Affinities {
  /** `[count + 1]` */
  readonly starts: Uint32Array;
  readonly neighbours: Uint32Array;
  readonly values: Float32Array;
  /** Σ pᵢⱼ ln pᵢⱼ, in nats. */
  readonly negativeEntropy: number;
}

/**
 * Joint probabilities pᵢⱼ = (pⱼ|ᵢ + pᵢ|ⱼ) / 2n over exact neighbours, with each row's Gaussian as wide as `perplexity` asks
 * (van der Maaten 2014, §4.1). A row whose neighbours are all equally far gives each the same.
 */
export function affinitiesOf(near: Neighbours, perplexity: number): Affinities {
  const conditional = conditionals(near, Math.log(perplexity));
  return symmetric(near, conditional);
}

/** pⱼ|ᵢ `[count, k]`: the precision β of exp(−β d²) solves H(β) = ln(perplexity), by bisection to 1e-5 as scikit-learn does. */
function conditionals({ count, k, squaredDistances }: Neighbours, wanted: number): Float64Array {
  const probabilities = new Float64Array(count * k);
  for (let row = 0; row < count; row++) {
    const from = row * k;
    const nearest = squaredDistances[from]!;
    let beta = 1;
    let low = 0;
    let high = Infinity;
    for (let trial = 0; trial < 100; trial++) {
      let sum = 0;
      let weighted = 0;
      for (let at = from; at < from + k; at++) {
        const beyond = squaredDistances[at]! - nearest;
        const weight = Math.exp(-beta * beyond);
        probabilities[at] = weight;
        sum += weight;
        weighted += beyond * weight;
      }
      for (let at = from; at < from + k; at++) probabilities[at] = probabilities[at]! / sum;
      const excess = Math.log(sum) + (beta * weighted) / sum - wanted;
      if (Math.abs(excess) <= 1e-5) break;
      if (excess > 0) low = beta;
      else high = beta;
      beta = high === Infinity ? beta * 2 : (low + high) / 2;
    }
  }
  return probabilities;
}

function symmetric({ count, k, indices }: Neighbours, conditional: Float64Array): Affinities {
  // Row lists of incoming edges, in the order of the rows they come from.
  const incoming = new Uint32Array(count + 1);
  for (const other of indices) incoming[other + 1]! += 1;
  for (let row = 0; row < count; row++) incoming[row + 1]! += incoming[row]!;
  const sources = new Uint32Array(indices.length);
  const cursor = incoming.slice(0, count);
  for (let edge = 0; edge < indices.length; edge++) sources[cursor[indices[edge]!]!++] = edge;

  const starts = new Uint32Array(count + 1);
  const neighbours = new Uint32Array(2 * indices.length + 4 * count);
  const values = new Float32Array(neighbours.length);
  const place = new Int32Array(count).fill(-1);
  const sums = new Float64Array(2 * k + count);
  let end = 0;
  let negativeEntropy = 0;
  for (let row = 0; row < count; row++) {
    const start = end;
    const add = (other: number, probability: number): void => {
      if (place[other]! < start) {
        place[other] = end;
        neighbours[end++] = other;
        sums[end - 1 - start] = 0;
      }
      sums[place[other]! - start]! += probability;
    };
    for (let at = row * k; at < (row + 1) * k; at++) add(indices[at]!, conditional[at]!);
    for (let at = incoming[row]!; at < incoming[row + 1]!; at++) {
      const edge = sources[at]!;
      add(Math.floor(edge / k), conditional[edge]!);
    }
    for (let at = start; at < end; at++) {
      const joint = sums[at - start]! / (2 * count);
      values[at] = joint;
      if (joint > 0) negativeEntropy += joint * Math.log(joint);
    }
    while (end % 4 !== 0) neighbours[end++] = row;
    starts[row + 1] = end;
  }
  return { starts, neighbours: neighbours.slice(0, end), values: values.slice(0, end), negativeEntropy };
}
