import { availableParallelism } from 'node:os';
import { bundleUrl } from '../../bundle-url.ts';
import { failure, Failure } from '../../protocol/failures/index.ts';
import type { ImageSource } from '../decoding/image.ts';
import type { Preset } from './preset.ts';
import type { ImageRequest, ImageResponse, LoadedImage } from './worker-messages.ts';
import { createWorkerPool, WorkerLost } from './worker-pool.ts';

/** Image files → encoder tensors on worker threads, off the event loop. */
export interface ImagePipeline {
  /**
   * Reads, decodes and preprocesses one image; requests beyond the number of workers wait without reading anything.
   * Rejects with `image-not-found`, `image-unreadable`, `image-too-large`, `cancelled` (by `signal` or `close`), or
   * `image-worker-died` if the thread was lost on this image; another takes its place.
   */
  load(source: ImageSource, preset: Preset, options?: { signal?: AbortSignal }): Promise<LoadedImage>;
  /** Ends the workers and rejects what is pending with `cancelled`. */
  close(): Promise<void>;
}

/**
 * A pool of `workers` threads, by default one less than there are cores and at least one. Threads start when first
 * needed; idle ones do not keep the process alive.
 */
export function createImagePipeline(options: { workers?: number }): ImagePipeline {
  const workers = Math.max(1, options.workers ?? availableParallelism() - 1);
  const pool = createWorkerPool<ImageRequest, ImageResponse>(bundleUrl('image.worker.mjs'), workers);
  return {
    async load(source, preset, { signal } = {}) {
      const name = nameOf(source);
      const cancelled = (cause?: unknown): Failure =>
        failure('cancelled', { what: `Reading ${name}` }, cause);
      try {
        const response = await pool.run({ source, preset }, { cancelled, ...(signal && { signal }) });
        return loaded(response);
      } catch (error) {
        if (!(error instanceof WorkerLost)) throw error;
        throw failure('image-worker-died', { name, problem: error.message }, error);
      }
    },
    close: () => pool.close(),
  };
}

function loaded(response: ImageResponse): LoadedImage {
  switch (response.outcome) {
    case 'loaded':
      return response.image;
    case 'failed':
      throw new Failure(response.code, response.message, response.details, response.cause);
    case 'broken': {
      const error = new Error(response.message);
      if (response.stack !== undefined) error.stack = response.stack;
      throw error;
    }
  }
}

function nameOf(source: ImageSource): string {
  return typeof source === 'string' ? source : source.name;
}
