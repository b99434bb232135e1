import { Worker } from 'node:worker_threads';

/** Threads that answer one request at a time, each request once. */
export interface WorkerPool<Request, Response> {
  /**
   * Rejects with a `WorkerLost` if the thread ends before it answers; another takes its place. Rejects with `cancelled()`
   * when `signal` aborts or the pool closes; what a thread is then doing it finishes unheard.
   */
  run(
    request: Request,
    options: { signal?: AbortSignal; cancelled: (cause?: unknown) => Error },
  ): Promise<Response>;
  close(): Promise<void>;
}

/** The thread on a request was lost: it ran out of memory, or a fault escaped it. */
export class WorkerLost extends Error {
  override readonly name = 'WorkerLost';
}

/**
 * A pool of at most `workers` threads of `script`, started when first needed. Idle threads do not keep the process
 * alive, and requests beyond the number of threads wait here without having been sent.
 */
export function createWorkerPool<Request, Response>(
  script: URL,
  workers: number,
): WorkerPool<Request, Response> {
  interface Job {
    readonly request: Request;
    readonly cancelled: (cause?: unknown) => Error;
    resolve(response: Response): void;
    reject(error: Error): void;
  }
  const waiting: Job[] = [];
  const idle: Worker[] = [];
  const busy = new Map<Worker, Job>();
  let closed = false;

  const advance = (): void => {
    while (!closed && waiting.length > 0 && (idle.length > 0 || busy.size < workers)) {
      const job = waiting.shift()!;
      const worker = idle.pop() ?? start();
      busy.set(worker, job);
      worker.ref();
      try {
        worker.postMessage(job.request);
      } catch (error) {
        release(worker)?.reject(error instanceof Error ? error : new Error(String(error)));
      }
    }
  };

  const release = (worker: Worker): Job | undefined => {
    const job = busy.get(worker);
    busy.delete(worker);
    worker.unref();
    idle.push(worker);
    return job;
  };

  const start = (): Worker => {
    const worker = new Worker(script);
    worker.on('message', (response: Response) => {
      release(worker)?.resolve(response);
      advance();
    });
    const lost = (problem: string, cause?: unknown): void => {
      const job = busy.get(worker);
      busy.delete(worker);
      const place = idle.indexOf(worker);
      if (place >= 0) idle.splice(place, 1);
      job?.reject(new WorkerLost(problem, { cause }));
      advance();
    };
    worker.on('error', (error: unknown) =>
      lost(error instanceof Error ? error.message : String(error), error),
    );
    worker.on('exit', code => lost(`it ended with code ${code}`));
    return worker;
  };

  return {
    run(request, { signal, cancelled }) {
      return new Promise((resolve, reject) => {
        if (closed || signal?.aborted) {
          reject(cancelled(signal?.reason));
          return;
        }
        const onAbort = (): void => {
          const place = waiting.indexOf(job);
          if (place >= 0) waiting.splice(place, 1);
          job.reject(cancelled(signal?.reason));
        };
        const job: Job = {
          request,
          cancelled,
          resolve(response) {
            signal?.removeEventListener('abort', onAbort);
            resolve(response);
          },
          reject(error) {
            signal?.removeEventListener('abort', onAbort);
            reject(error);
          },
        };
        signal?.addEventListener('abort', onAbort, { once: true });
        waiting.push(job);
        advance();
      });
    },
    async close() {
      closed = true;
      const threads = [...idle, ...busy.keys()];
      for (const job of [...waiting.splice(0), ...busy.values()]) job.reject(job.cancelled());
      await Promise.all(threads.map(worker => worker.terminate()));
    },
  };
}
