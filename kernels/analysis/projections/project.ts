import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { bundleUrl } from '../../bundle-url.ts';
import { failure } from '../../protocol/failures/index.ts';
import { checkRows } from './check-rows.ts';
import type { Metric, Rows } from './points.ts';
import type {
  Projection,
  ProjectionFrame,
  ProjectionMethod,
  ProjectionReply,
  ProjectionRequest,
} from './worker-messages.ts';

export type { Projection, ProjectionFrame, ProjectionMethod } from './worker-messages.ts';

export interface ProjectOptions {
  readonly method: ProjectionMethod;
  /** How far rows are apart; `cosine` by default, which is what embeddings are compared by. */
  readonly metric?: Metric | undefined;
  /** t-SNE: how many neighbours count, 30 by default; at most (n − 1) / 3 is used, and the notes say so. */
  readonly perplexity?: number | undefined;
  /** UMAP: how many neighbours count, 15 by default; at most n − 1 is used, and the notes say so. */
  readonly neighbors?: number | undefined;
  /** Whole number, 0 by default. The same rows, options and seed give the same numbers on the same machine. */
  readonly seed?: number | undefined;
  /** t-SNE: steps, 1000 by default, the first 250 of them exaggerated. */
  readonly iterations?: number | undefined;
  /** Ends the work at once: the promise rejects with `cancelled`. */
  readonly signal?: AbortSignal | undefined;
  /** Called with layouts on their way, every 25 steps, each with its own copy of the coordinates. */
  readonly onFrame?: ((frame: ProjectionFrame) => void) | undefined;
  /** Most threads; one for each core by default. They do not change the result. */
  readonly threads?: number | undefined;
}

/**
 * Lays rows `[count, dim]` out on a plane, on threads of its own: the caller's stays free. The order of the rows does not change where
 * each comes to lie. t-SNE after van der Maaten 2014 with scikit-learn's defaults, UMAP after arXiv 1802.03426, PCA exact.
 * @throws Failure `projection-too-few-points` below 4 rows, `projection-row-not-finite`, `projection-all-equal`,
 * `projection-rows-mismatched`, `projection-option-invalid`, `projection-failed` (out of memory), `cancelled`.
 */
export async function project(rows: Rows, options: ProjectOptions): Promise<Projection> {
  const { method, metric = 'cosine', perplexity = 30, neighbors = 15, seed = 0, iterations = 1000 } = options;
  const { signal, onFrame, threads = availableParallelism() } = options;
  checkRows(rows);
  const whole = (name: string, value: number, least: number): void => {
    if (!Number.isSafeInteger(value) || value < least)
      throw failure('projection-option-invalid', {
        option: name,
        problem: `${value} is not a whole number of at least ${least}`,
      });
  };
  if (!(perplexity >= 1 && perplexity < Infinity))
    throw failure('projection-option-invalid', {
      option: 'perplexity',
      problem: `${perplexity} is not a number of at least 1`,
    });
  whole('neighbors', neighbors, 2);
  whole('seed', seed, 0);
  whole('iterations', iterations, 1);
  whole('threads', threads, 1);
  const what = `Laying out ${rows.count} points`;
  if (signal?.aborted) throw failure('cancelled', { what }, signal.reason);
  const { data, count, dim } = rows;
  return run(
    {
      rows: { data, count, dim },
      method,
      metric,
      perplexity,
      neighbors,
      seed,
      iterations,
      threads,
      stop: new SharedArrayBuffer(4),
      frames: onFrame !== undefined,
    },
    what,
    signal,
    onFrame,
  );
}

async function run(
  request: ProjectionRequest,
  what: string,
  signal: AbortSignal | undefined,
  onFrame: ProjectOptions['onFrame'],
): Promise<Projection> {
  const worker = new Worker(bundleUrl('projection.worker.mjs'), { workerData: request });
  // A thread inside the runtime must not be terminated: the runtime would end the process. It is asked to stop, and does
  // within a block of neighbours or a step; the caller does not wait for it.
  const stopWork = (): void => {
    Atomics.store(new Int32Array(request.stop), 0, 1);
  };
  let stop: (() => void) | undefined;
  try {
    return await new Promise<Projection>((resolve, reject) => {
      const lost = (problem: string, cause?: unknown): void =>
        reject(failure('projection-failed', { count: request.rows.count, problem }, cause));
      stop = () => reject(failure('cancelled', { what }, signal?.reason));
      signal?.addEventListener('abort', stop, { once: true });
      worker.on('message', (reply: ProjectionReply) => {
        try {
          if ('projection' in reply) resolve(reply.projection);
          else if ('frame' in reply) {
            if (!signal?.aborted) onFrame?.(reply.frame);
          } else lost(reply.fault, reply.stack);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
      worker.on('error', (error: Error) => lost(error.message, error));
      worker.on('exit', code => lost(`its thread ended with code ${code}`));
    });
  } finally {
    if (stop) signal?.removeEventListener('abort', stop);
    stopWork();
  }
}
