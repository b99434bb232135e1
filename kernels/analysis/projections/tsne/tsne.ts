import { nearestNeighbours } from '../neighbours.ts';
import type { Rows } from '../points.ts';
import { principalComponents } from '../principal-components.ts';
import { normal } from '../random.ts';
import { affinitiesOf } from './affinities.ts';
import type { Schedule } from './descend.ts';
import { createField, type Field } from './field.ts';

/** Up to so many points the gradient is exact: the pairs are as few as the cells would be. */
export const exactBelow = 300;

export interface TsneOptions {
  readonly perplexity: number;
  readonly seed: number;
  readonly iterations: number;
  readonly frameEvery: number;
}

/** Everything a t-SNE descent needs, and the perplexity it uses: at most (n − 1) / 3. */
export interface TsneStart {
  readonly field: Field;
  readonly schedule: Schedule;
  readonly perplexity: number;
}

/**
 * Prepares t-SNE as scikit-learn does by default (`sklearn.manifold.TSNE`): ⌊3 · perplexity + 1⌋ neighbours, the first two principal
 * components brought to a deviation of 1e-4 as start, exaggeration 12 for 250 steps, after which moves and gains start anew, learning
 * rate max(n / 48, 50) for a gradient with the factor 4 (Belkina et al. 2019: n / 12 without it), theta 0.5. The seed adds noise of
 * 1e-6 to the start, which parts points whose principal components coincide.
 */
export async function startTsne(points: Rows, options: TsneOptions, between: () => void): Promise<TsneStart> {
  const { count } = points;
  const perplexity = Math.min(options.perplexity, (count - 1) / 3);
  const k = Math.min(count - 1, Math.floor(3 * perplexity + 1));
  const near = await nearestNeighbours(points, k, between);
  const affinities = affinitiesOf(near, perplexity);
  between();
  const { coordinates } = await principalComponents(points);
  const schedule: Schedule = {
    iterations: options.iterations,
    exaggerated: Math.min(250, options.iterations),
    exaggeration: 12,
    learningRate: Math.max(count / 48, 50),
    theta: count < exactBelow ? 0 : 0.5,
    exactUpTo: 20_000,
    frameEvery: options.frameEvery,
    negativeEntropy: affinities.negativeEntropy,
  };
  return { field: createField(affinities, firstPositions(coordinates, options.seed)), schedule, perplexity };
}

function firstPositions(coordinates: Float32Array, seed: number): Float32Array {
  const count = coordinates.length / 2;
  let mean = 0;
  for (let row = 0; row < count; row++) mean += coordinates[2 * row]! / count;
  let variance = 0;
  for (let row = 0; row < count; row++) variance += (coordinates[2 * row]! - mean) ** 2 / count;
  const factor = variance > 0 ? 1e-4 / Math.sqrt(variance) : 0;
  const noise = normal(seed);
  return coordinates.map(value => value * factor + 1e-6 * noise());
}
