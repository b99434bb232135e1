import { inOriginalOrder, pointsOf, type Points } from './points.ts';
import { principalComponents } from './principal-components.ts';
import type { Schedule } from './tsne/descend.ts';
import type { Field } from './tsne/field.ts';
import { startTsne } from './tsne/tsne.ts';
import { umap } from './umap/umap.ts';
import type { Projection, ProjectionFrame, ProjectionRequest } from './worker-messages.ts';

/** Below so many points neither method has neighbourhoods to keep. */
const fewest = 10;

/** Steps between two frames: forty of them in a whole t-SNE. */
const frameEvery = 25;

/** Runs a descent on as many threads as were asked for, the calling one among them. */
export type Descender = (
  field: Field,
  schedule: Schedule,
  onFrame: (step: number, divergence: number) => void,
) => void;

/**
 * Does what `request` asks for, in the calling thread but for the descent of t-SNE. The request has been
 * checked. `between` is called between pieces of work; what it throws ends it.
 */
export async function layOut(
  request: ProjectionRequest,
  descender: Descender,
  onFrame: (frame: ProjectionFrame) => void,
  between: () => void,
): Promise<Projection> {
  const points = pointsOf(request.rows, request.metric);
  const notes = notesOn(points);
  const { method, metric, seed } = request;
  const finish = (
    coordinates: Float32Array,
    rest: Pick<Projection, 'algorithm' | 'iterations'> & Partial<Projection>,
  ): Projection => ({
    coordinates: inOriginalOrder(coordinates, 2, points.source),
    count: points.count,
    method,
    metric,
    seed,
    notes,
    ...rest,
  });
  if (method === 'pca' || points.count < fewest) {
    const { coordinates, explained } = await principalComponents(points);
    if (method !== 'pca')
      notes.push(
        `${points.count} points are too few for ${method === 'tsne' ? 't-SNE' : 'UMAP'}, which needs ${fewest}: they are laid out by classical scaling, which keeps distances as well as a plane can.`,
      );
    return finish(coordinates, {
      algorithm: method === 'pca' ? 'PCA' : 'classical scaling',
      iterations: 0,
      explainedVariance: explained,
    });
  }
  const send = (step: number, steps: number, coordinates: Float32Array, klDivergence?: number): void => {
    if (request.frames)
      onFrame({ step, steps, coordinates: inOriginalOrder(coordinates, 2, points.source), klDivergence });
  };
  if (method === 'umap') {
    const neighbors = Math.min(request.neighbors, points.count - 1);
    if (neighbors < request.neighbors)
      notes.push(
        `${points.count} points have only ${neighbors} neighbours each: UMAP used ${neighbors} instead of ${request.neighbors}.`,
      );
    const { coordinates, epochs } = await umap(
      points,
      { neighbors, seed, frameEvery },
      (step, steps, now) => send(step, steps, now),
      between,
    );
    return finish(coordinates, {
      algorithm: 'UMAP',
      iterations: epochs,
      neighbors: { asked: request.neighbors, used: neighbors },
    });
  }
  const { perplexity: asked, iterations } = request;
  const { field, schedule, perplexity } = await startTsne(
    points,
    {
      perplexity: asked,
      seed,
      iterations,
      frameEvery,
    },
    between,
  );
  if (perplexity < asked)
    notes.push(
      `Perplexity ${asked} needs more than ${Math.floor(3 * asked)} points and there are ${points.count}: ${Number(perplexity.toFixed(2))} was used.`,
    );
  let klDivergence = NaN;
  const positions = new Float32Array(field.memory.buffer, field.layout.points, 2 * points.count);
  descender(field, schedule, (step, divergence) => {
    klDivergence = divergence;
    send(step, iterations, positions, divergence);
  });
  return finish(positions, {
    algorithm: schedule.theta === 0 ? 'exact t-SNE' : 'Barnes-Hut t-SNE',
    iterations,
    klDivergence,
    perplexity: { asked, used: perplexity },
  });
}

function notesOn({ zeros, repeats, count }: Points): string[] {
  const notes: string[] = [];
  if (zeros.length > 0)
    notes.push(
      `${zeros.length === 1 ? 'Row' : 'Rows'} ${zeros.slice(0, 5).join(', ')}${zeros.length > 5 ? ` and ${zeros.length - 5} more` : ''} ${zeros.length === 1 ? 'is' : 'are'} all zeros and ${zeros.length === 1 ? 'has' : 'have'} no direction: taken as equally far from every other row.`,
    );
  if (repeats > 0) notes.push(`${repeats} of ${count} rows repeat an earlier row.`);
  return notes;
}
