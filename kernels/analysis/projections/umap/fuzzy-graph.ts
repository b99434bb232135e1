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
  const back = new Map<number, number>();
  for (let edge = 0; edge < indices.length; edge++)
    back.set(Math.floor(edge / k) * count + indices[edge]!, memberships[edge]!);
  const edges: { head: number; tail: number; weight: number }[] = [];
  for (let edge = 0; edge < indices.length; edge++) {
    const head = Math.floor(edge / k);
    const tail = indices[edge]!;
    const there = memberships[edge]!;
    const here = back.get(tail * count + head);
    const weight = there + (here ?? 0) - there * (here ?? 0);
    edges.push({ head, tail, weight });
    if (here === undefined) edges.push({ head: tail, tail: head, weight });
  }
  edges.sort((left, right) => left.head - right.head || left.tail - right.tail);
  return {
    count,
    heads: Uint32Array.from(edges, edge => edge.head),
    tails: Uint32Array.from(edges, edge => edge.tail),
    weights: Float32Array.from(edges, edge => edge.weight),
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
