import { parentPort, Worker, workerData } from 'node:worker_threads';
import { bundleUrl } from '../../bundle-url.ts';
import { layOut, type Descender } from './lay-out.ts';
import { barrierOver, controlBlock } from './tsne/barrier.ts';
import { descend } from './tsne/descend.ts';
import type { Descent, ProjectionReply, ProjectionTask } from './worker-messages.ts';

/** Points for which one more thread pays: below, the threads meet more often than they work. */
const pointsPerThread = 700;

const task = workerData as ProjectionTask;
if ('request' in task) {
  const { request } = task;
  const threads = Math.max(1, Math.min(request.threads, Math.floor(request.rows.count / pointsPerThread)));
  const descender = startThreads(request.method === 'tsne' ? threads : 1);
  try {
    const projection = await layOut(request, descender, frame =>
      reply({ frame }, frame.coordinates.buffer as ArrayBuffer),
    );
    reply({ projection }, projection.coordinates.buffer as ArrayBuffer);
  } catch (error) {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    reply({ fault: message, stack });
  }
  parentPort?.unref();
} else {
  const { thread, threads, control } = task.share;
  const barrier = barrierOver(control, threads);
  parentPort?.once('message', ({ field, schedule }: Descent) => {
    try {
      descend(field, schedule, barrier, thread, () => undefined);
    } catch (error) {
      barrier.break();
      throw error;
    }
  });
}

/** Starts the other threads at once: they are up by the time the neighbours are found. */
function startThreads(threads: number): Descender {
  const control = controlBlock();
  const others = Array.from({ length: threads - 1 }, (_, other) => {
    const share = { thread: other + 1, threads, control };
    const worker = new Worker(bundleUrl('projection.worker.mjs'), { workerData: { share } });
    worker.unref();
    return worker;
  });
  return (field, schedule, onFrame) => {
    for (const worker of others) worker.postMessage({ field, schedule } satisfies Descent);
    descend(field, schedule, barrierOver(control, threads), 0, onFrame);
  };
}

function reply(message: ProjectionReply, ...transfer: ArrayBuffer[]): void {
  parentPort?.postMessage(message, transfer);
}
