import { nearestNeighbours } from '../neighbours.ts';
import type { Rows } from '../points.ts';
import { principalComponents } from '../principal-components.ts';
import { normal, uniform } from '../random.ts';
import { fuzzyGraph, type FuzzyGraph } from './fuzzy-graph.ts';

/** 1 / (1 + a d^2b) closest to UMAP's curve for min_dist 0.1 and spread 1 (umap-learn `find_ab_params`). */
const curve = { a: 1.5769434603, b: 0.8950608779 } as const;

/** Points pushed apart for each pair pulled together. */
const negatives = 5;

/** No coordinate moves further in one update. */
const longestMove = 4;

export interface UmapOptions {
  /** Other points, from 2 to count − 1. */
  readonly neighbors: number;
  readonly seed: number;
  readonly frameEvery: number;
}

/**
 * UMAP (arXiv 1802.03426) over exact neighbours: stochastic descent on the fuzzy graph from the first two principal components, 500
 * epochs up to 10,000 points and 200 above, as umap-learn. One thread and one stream of random numbers: the seed settles the result.
 */
export async function umap(
  points: Rows,
  { neighbors, seed, frameEvery }: UmapOptions,
  onFrame: (step: number, steps: number, coordinates: Float32Array) => void,
  between: () => void,
): Promise<{ coordinates: Float32Array; epochs: number }> {
  const graph = fuzzyGraph(await nearestNeighbours(points, neighbors, between));
  between();
  const { coordinates } = await principalComponents(points);
  const widest = coordinates.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const noise = normal(seed);
  const positions = coordinates.map(value => (widest > 0 ? (10 / widest) * value : 0) + 1e-4 * noise());
  const epochs = points.count <= 10_000 ? 500 : 200;
  const step = stepper(graph, positions, epochs, seed + 1);
  for (let epoch = 0; epoch < epochs; epoch++) {
    if (epoch % frameEvery === 0) onFrame(epoch, epochs, positions);
    between();
    step(epoch);
  }
  onFrame(epochs, epochs, positions);
  return { coordinates: positions, epochs };
}

/** One epoch: each edge is used as often as its weight over the largest says. */
function stepper(
  { count, heads, tails, weights }: FuzzyGraph,
  positions: Float32Array,
  epochs: number,
  seed: number,
): (epoch: number) => void {
  const { a, b } = curve;
  const next = uniform(seed);
  const largest = weights.reduce((most, weight) => Math.max(most, weight), 0);
  const every = weights.map(weight => largest / weight);
  const due = every.slice();
  const power = powers(b);
  return epoch => {
    const rate = 1 - epoch / epochs;
    for (let edge = 0; edge < heads.length; edge++) {
      if (due[edge]! > epoch + 1) continue;
      due[edge]! += every[edge]!;
      const head = 2 * heads[edge]!;
      const tail = 2 * tails[edge]!;
      let x = positions[head]!;
      let y = positions[head + 1]!;
      const dx = x - positions[tail]!;
      const dy = y - positions[tail + 1]!;
      const squared = dx * dx + dy * dy;
      if (squared > 0) {
        const raised = power(squared);
        const pull = (-2 * a * b * raised) / (squared * (1 + a * raised));
        const moveX = rate * clipped(pull * dx);
        const moveY = rate * clipped(pull * dy);
        x += moveX;
        y += moveY;
        positions[tail]! -= moveX;
        positions[tail + 1]! -= moveY;
      }
      for (let draw = 0; draw < negatives; draw++) {
        const other = 2 * Math.floor(next() * count);
        if (other === head) continue;
        const awayX = x - positions[other]!;
        const awayY = y - positions[other + 1]!;
        const distance = awayX * awayX + awayY * awayY;
        const push = (2 * b) / ((0.001 + distance) * (1 + a * power(distance)));
        x += rate * clipped(push * awayX);
        y += rate * clipped(push * awayY);
      }
      positions[head] = x;
      positions[head + 1] = y;
    }
  };
}

function clipped(move: number): number {
  return move > longestMove ? longestMove : move < -longestMove ? -longestMove : move;
}

/** x^exponent for x ≥ 0 to six digits, by a table over the upper half of the number's single precision bits. */
function powers(exponent: number): (value: number) => number {
  const number = new Float32Array(1);
  const bits = new Uint32Array(number.buffer);
  const table = new Float64Array(2 ** 15 + 1);
  for (let upper = 0; upper <= 0x7f00; upper++) {
    bits[0] = upper << 16;
    table[upper] = number[0]! ** exponent;
  }
  return value => {
    number[0] = value;
    const upper = bits[0]! >>> 16;
    const from = table[upper]!;
    return from + (table[upper + 1]! - from) * ((bits[0]! & 0xffff) / 65_536);
  };
}
