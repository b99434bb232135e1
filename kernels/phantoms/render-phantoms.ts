import { availableParallelism } from 'node:os';
import { bundleUrl } from '../bundle-url.ts';
import { prefetch } from '../clip/encoders/prefetch.ts';
import { createWorkerPool, WorkerLost, type WorkerPool } from '../clip/preprocessing/worker-pool.ts';
import { failure, type Failure } from '../protocol/failures/index.ts';
import type { PhantomRequest } from './draw-phantom.ts';
import { checkRequest } from './known-phantoms.ts';
import type { Phantom } from './phantom.ts';
import type { PhantomResponse } from './worker-messages.ts';

/** How phantoms are drawn. */
export interface RenderOptions {
  /** Threads; one for each core by default. */
  readonly workers?: number | undefined;
  /** Ends the drawing; the generator then throws `cancelled`. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Draws on worker threads and yields in the order of `requests`, which may be endless: at most twice as many pictures as
 * there are threads are under way or waiting. Leaving the loop ends the threads.
 * @throws Failure `phantom-modality-unknown`, `phantom-finding-unknown`, `phantom-request-invalid` when the turn of
 * that request comes, `phantom-worker-died`, `cancelled`.
 */
export async function* renderPhantoms(
  requests: Iterable<PhantomRequest>,
  { workers = availableParallelism(), signal }: RenderOptions = {},
): AsyncGenerator<Phantom, void, undefined> {
  const threads = Math.max(1, workers);
  const pool = createWorkerPool<PhantomRequest, PhantomResponse>(bundleUrl('phantoms.worker.mjs'), threads);
  try {
    yield* prefetch(requests, 2 * threads, request => drawOn(pool, request, signal));
  } finally {
    await pool.close();
  }
}

async function drawOn(
  pool: WorkerPool<PhantomRequest, PhantomResponse>,
  request: PhantomRequest,
  signal: AbortSignal | undefined,
): Promise<Phantom> {
  checkRequest(request);
  const name = `${request.modality} ${request.seed}`;
  const cancelled = (cause?: unknown): Failure => failure('cancelled', { what: `Drawing ${name}` }, cause);
  const response = await pool
    .run(request, { cancelled, ...(signal && { signal }) })
    .catch((error: unknown) => {
      if (!(error instanceof WorkerLost)) throw error;
      throw failure('phantom-worker-died', { name, problem: error.message }, error);
    });
  if ('phantom' in response) return response.phantom;
  if ('refusal' in response)
    throw failure('phantom-request-invalid', { what: name, problem: response.refusal });
  const error = new Error(`${name}: ${response.fault}`);
  if (response.stack !== undefined) error.stack = response.stack;
  throw error;
}
