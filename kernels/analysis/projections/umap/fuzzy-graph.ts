import type { Neighbours } from '../neighbours.ts';

/** Edges of a weighted undirected graph, each once in either direction, by rows. */
export interface FuzzyGraph {
  readonly count: number;
  readonly heads: Uint32Array;
  readonly tails: Uint32Array;
  /** In (0, 1]. */
  readonly weights: Float32Array;
}

/**
 * The fuzzy simplicial set of UMAP (arXiv 1802.03426 §3.1): membership exp(−(d − ρ) / σ) with ρ the distance to the nearest other
 * point and σ such that the memberships of a row sum to log₂ k, joined by a + b − a·b.
 */
export function fuzzyGraph({ count, k, indices, squaredDistances }: Neighbours): FuzzyGraph {
  const memberships = new Float64Array(count * k);
  const wanted = Math.log2(k + 1);
  for (let row = 0; row < count; row++) {
    const from = row * k;
    const distances = Array.from(squaredDistances.subarray(from, from + k), Math.sqrt);
    const rho = distances.find(distance => distance > 0) ?? 0;
    const mean = distances.reduce((sum, distance) => sum + distance, 0) / k;
    const sigma = Math.max(bandwidth(distances, rho, wanted), 1e-3 * mean);
    for (let at = 0; at < k; at++) {
      const beyond = Math.max(0, distances[at]! - rho);
      memberships[from + at] = beyond === 0 ? 1 : Math.exp(-beyond / sigma);
    }
  }
  return joined({ count, k, indices }, memberships);
}

/** Row by row: its own edges, then those that only came in. */
function joined(
  { count, k, indices }: Pick<Neighbours, 'count' | 'k' | 'indices'>,
  memberships: Float64Array,
): FuzzyGraph {
  const incoming: number[][] = Array.from({ length: count }, () => []);
  for (let edge = 0; edge < indices.length; edge++) incoming[indices[edge]!]!.push(edge);
  const heads: number[] = [];
  const tails: number[] = [];
  const weights: number[] = [];
  for (let row = 0; row < count; row++) {
    const back = new Map(incoming[row]!.map(edge => [Math.floor(edge / k), memberships[edge]!]));
    const put = (tail: number, weight: number): void => {
      heads.push(row);
      tails.push(tail);
      weights.push(weight);
    };
    for (let edge = row * k; edge < (row + 1) * k; edge++) {
      const there = memberships[edge]!;
      const here = back.get(indices[edge]!) ?? 0;
      back.delete(indices[edge]!);
      put(indices[edge]!, there + here - there * here);
    }
    for (const [tail, weight] of back) put(tail, weight);
  }
  return {
    count,
    heads: Uint32Array.from(heads),
    tails: Uint32Array.from(tails),
    weights: Float32Array.from(weights),
  };
}

function bandwidth(distances: readonly number[], rho: number, wanted: number): number {
  let low = 0;
  let high = Infinity;
  let sigma = 1;
  for (let trial = 0; trial < 64; trial++) {
    let sum = 1;
    for (const distance of distances) sum += distance > rho ? Math.exp(-(distance - rho) / sigma) : 1;
    if (Math.abs(sum - wanted) < 1e-5) break;
    if (sum > wanted) high = sigma;
    else low = sigma;
    sigma = high === Infinity ? sigma * 2 : (low + high) / 2;
  }
  return sigma;
}
