import { project, type Projection, type ProjectionFrame } from '../../analysis/projections/project.ts';
import { projectionQuality, type ProjectionQuality } from '../../analysis/projections/quality.ts';
import { packArray } from '../../../webviews/protocol/packed-array.ts';
import type { MapChoices, MapLayout } from '../../../webviews/protocol/embedding-map.ts';
import { failure } from '../../protocol/failures/index.ts';
import type { MapPoints } from './map-points.ts';

/** A layout of a map, settled or stopped. */
export interface MapProjection extends Omit<Projection, 'algorithm'> {
  readonly algorithm: string;
  /** `stopped`: the reader ended it on its way. */
  readonly state: 'done' | 'stopped';
  /** Steps that it was to have; `iterations` were made. */
  readonly steps: number;
  /** Absent above 20,000 points, where comparing all pairs takes minutes. */
  readonly quality?: ProjectionQuality;
}

/** All pairs are compared up to here. */
const mostMeasured = 20_000;

interface Watching {
  /** Ends everything: the call rejects. */
  readonly signal: AbortSignal | undefined;
  /** Ends the layout, keeping its last frame. */
  readonly stop: AbortSignal;
  readonly onFrame: (frame: ProjectionFrame) => void;
  readonly measured?: boolean;
}

/** Lays points out and measures the result. @throws Failure as `project`; `cancelled` if stopped before the first frame. */
export async function layOutMap(
  points: Pick<MapPoints, 'data' | 'count' | 'dim'>,
  choices: MapChoices,
  { signal, stop, onFrame, measured = true }: Watching,
): Promise<MapProjection> {
  let last: ProjectionFrame | undefined;
  const projection = await project(points, {
    ...choices,
    signal: signal ? AbortSignal.any([signal, stop]) : stop,
    onFrame: frame => {
      last = frame;
      onFrame(frame);
    },
  }).then(
    (whole): MapProjection => ({ ...whole, state: 'done', steps: whole.iterations }),
    (error: unknown): MapProjection => {
      if (!stop.aborted || signal?.aborted || last === undefined) throw error;
      return stoppedAt(last, points.count, choices);
    },
  );
  if (!measured) return projection;
  if (points.count > mostMeasured)
    return {
      ...projection,
      notes: [
        ...projection.notes,
        `How far each point can be believed is measured up to ${mostMeasured.toLocaleString('en')} points: not here.`,
      ],
    };
  return { ...projection, quality: await projectionQuality(points, projection.coordinates, { signal }) };
}

function stoppedAt(frame: ProjectionFrame, count: number, { method, seed }: MapChoices): MapProjection {
  return {
    coordinates: frame.coordinates,
    count,
    method,
    algorithm: method === 'umap' ? 'UMAP' : 't-SNE',
    metric: 'cosine',
    seed,
    iterations: frame.step,
    steps: frame.steps,
    state: 'stopped',
    ...(frame.klDivergence !== undefined && { klDivergence: frame.klDivergence }),
    notes: [`Stopped at step ${frame.step} of ${frame.steps}: the layout had not settled.`],
  };
}

/** For the page. */
export function mapLayout(projection: MapProjection): MapLayout {
  const { coordinates, count, quality, state, iterations, steps, method, algorithm, seed } = projection;
  const { perplexity, neighbors, klDivergence, explainedVariance, notes } = projection;
  return {
    state,
    step: iterations,
    steps,
    coordinates: packArray(coordinates, [count, 2]),
    method,
    algorithm,
    seed,
    ...(perplexity && { perplexity }),
    ...(neighbors && { neighbors }),
    ...(klDivergence !== undefined && { klDivergence }),
    ...(explainedVariance && { explainedVariance }),
    ...(quality && {
      quality: {
        neighbors: quality.neighbors,
        trustworthiness: quality.trustworthiness,
        continuity: quality.continuity,
        recall: quality.recall,
        spearman: quality.spearman,
        points: packArray(
          Uint8Array.from(quality.points.trustworthiness, share =>
            Math.round(Math.max(0, Math.min(1, share)) * 255),
          ),
          [count],
        ),
      },
    }),
    notes,
  };
}

const methods = ['tsne', 'umap', 'pca'];

/** A cell is not checked against types, and pages send what they like. @throws Failure `map-option`. */
export function checkChoices(choices: MapChoices): MapChoices {
  const { method, perplexity, seed } = choices;
  const refuse = (option: string, problem: string): never => {
    throw failure('map-option', { option, problem });
  };
  if (!methods.includes(method)) refuse('method', `'${method}' is none of 'tsne', 'umap' and 'pca'`);
  if (!(perplexity >= 1 && perplexity < Infinity))
    refuse('perplexity', `${String(perplexity)} is not a number of at least 1`);
  if (!Number.isSafeInteger(seed) || seed < 0)
    refuse('seed', `${String(seed)} is not a whole number of at least 0`);
  return { method, perplexity, seed };
}
