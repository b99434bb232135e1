import { parentPort, Worker, workerData } from 'node:worker_threads';
import { bundleUrl } from '../../bundle-url.ts';
import { layOut, type Descender } from './lay-out.ts';
import { barrierOver, controlBlock } from './tsne/barrier.ts';
import { descend } from './tsne/descend.ts';
import type { Descent, DescentShare, ProjectionReply, ProjectionRequest } from './worker-messages.ts';

/** Points for which one more thread pays: below, the threads meet more often than they work. */
const pointsPerThread = 700;

const request = workerData as ProjectionRequest;
const threads = Math.min(request.threads, Math.floor(request.rows.count / pointsPerThread));
const others = startOthers(request.method === 'tsne' ? Math.max(1, threads) : 1);
try {
  const projection = await layOut(
    request,
    others.descender,
    frame => reply({ frame }, frame.coordinates),
    stopIfUnwanted,
  );
  reply({ projection }, projection.coordinates);
} catch (error) {
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  reply({ fault: message, stack });
} finally {
  others.end();
}

/** Starts the other threads at once: they are up by the time the neighbours are found. */
function startOthers(threads: number): { descender: Descender; end(): void } {
  const control = controlBlock();
  const workers = Array.from({ length: threads - 1 }, (_, other) => {
    const share: DescentShare = { thread: other + 1, threads, control };
    return new Worker(bundleUrl('descent.worker.mjs'), { workerData: share });
  });
  return {
    descender: (field, schedule, onFrame) => {
      for (const worker of workers) worker.postMessage({ field, schedule } satisfies Descent);
      const barrier = barrierOver(control, threads);
      try {
        descend(field, schedule, barrier, 0, onFrame, stopIfUnwanted);
      } catch (error) {
        barrier.break();
        throw error;
      }
    },
    end: () => {
      for (const worker of workers) void worker.terminate();
    },
  };
}

function stopIfUnwanted(): void {
  if (Atomics.load(new Int32Array(request.stop), 0) !== 0) throw new Error('the layout is no longer wanted');
}

function reply(message: ProjectionReply, coordinates?: Float32Array): void {
  const owned = coordinates?.buffer;
  parentPort?.postMessage(message, owned instanceof ArrayBuffer ? [owned] : []);
}
