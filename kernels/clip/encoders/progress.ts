import { failure } from '../../protocol/failures/index.ts';

/** How far a long call is. `done` counts finished items, cached and failed ones included. */
export interface EncodeProgress {
  readonly done: number;
  readonly total: number;
  /** Items taken from the cache so far. */
  readonly cached: number;
  /** Items that could not be read so far. */
  readonly failed: number;
}

/** What every encoding call accepts. */
export interface EncodeOptions {
  /** Stops between batches; the call rejects with Failure `cancelled`. */
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: EncodeProgress) => void) | undefined;
  /** Items run together; 8 by default, because larger batches gave no throughput on CPUs (clip-facts §A.3). */
  readonly batchSize?: number | undefined;
  /** Rows of length 1; true by default. */
  readonly normalize?: boolean | undefined;
}

/** @throws Failure `cancelled` if the signal has fired. */
export function throwIfCancelled(signal: AbortSignal | undefined, what: string): void {
  if (signal?.aborted) throw failure('cancelled', { what }, signal.reason);
}
