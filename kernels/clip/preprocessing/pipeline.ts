import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { bundleUrl } from '../../bundle-url.ts';
import { failure, Failure } from '../../protocol/failures/index.ts';
import type { ImageSource } from '../decoding/image.ts';
import type { Preset } from './preset.ts';
import type { ImageRequest, ImageResponse, LoadedImage } from './worker-messages.ts';

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
  const limit = Math.max(1, options.workers ?? availableParallelism() - 1);
  const waiting: Job[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Job>();
  let closed = false;

  const advance = (): void => {
    while (waiting.length > 0 && (idle.length > 0 || busy.size < limit)) {
      const worker = idle.pop() ?? start();
      const job = waiting.shift()!;
      busy.set(worker, job);
      worker.ref();
      worker.postMessage(job.request);
    }
  };

  const start = (): Worker => {
    const worker = new Worker(bundleUrl('image.worker.mjs'));
    worker.on('message', (response: ImageResponse) => {
      const job = busy.get(worker);
      busy.delete(worker);
      worker.unref();
      idle.push(worker);
      if (job) settle(job, response);
      advance();
    });
    const lost = (problem: string, cause?: unknown): void => {
      const job = busy.get(worker);
      busy.delete(worker);
      const place = idle.indexOf(worker);
      if (place >= 0) idle.splice(place, 1);
      job?.reject(failure('image-worker-died', { name: nameOf(job.request.source), problem }, cause));
      advance();
    };
    worker.on('error', error => lost(error.message, error));
    worker.on('exit', code => lost(`it ended with code ${code}`));
    return worker;
  };

  return {
    load(source, preset, { signal } = {}) {
      return new Promise((resolve, reject) => {
        const cancelled = (cause?: unknown): Failure =>
          failure('cancelled', { what: `Reading ${nameOf(source)}` }, cause);
        if (closed || signal?.aborted) {
          reject(cancelled(signal?.reason));
          return;
        }
        const onAbort = (): void => {
          const place = waiting.indexOf(job);
          if (place >= 0) waiting.splice(place, 1);
          job.reject(cancelled(signal?.reason));
        };
        const done = (): void => signal?.removeEventListener('abort', onAbort);
        const job: Job = {
          request: { source, preset },
          resolve: image => {
            done();
            resolve(image);
          },
          reject: error => {
            done();
            reject(error);
          },
          cancel: () => job.reject(cancelled()),
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        waiting.push(job);
        advance();
      });
    },
    async close() {
      closed = true;
      const workers = [...idle, ...busy.keys()];
      for (const job of [...waiting.splice(0), ...busy.values()]) job.cancel();
      await Promise.all(workers.map(worker => worker.terminate()));
    },
  };
}

interface Job {
  readonly request: ImageRequest;
  resolve(image: LoadedImage): void;
  reject(error: Error): void;
  cancel(): void;
}

function settle(job: Job, response: ImageResponse): void {
  switch (response.outcome) {
    case 'loaded':
      job.resolve(response.image);
      return;
    case 'failed':
      job.reject(new Failure(response.code, response.message, response.details, response.cause));
      return;
    case 'broken': {
      const error = new Error(response.message);
      if (response.stack !== undefined) error.stack = response.stack;
      job.reject(error);
    }
  }
}

function nameOf(source: ImageSource): string {
  return typeof source === 'string' ? source : source.name;
}
