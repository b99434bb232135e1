import { parentPort, workerData } from 'node:worker_threads';
import type { Descent, DescentShare } from '../worker-messages.ts';
import { barrierOver } from './barrier.ts';
import { descend } from './descend.ts';

const { thread, threads, control } = workerData as DescentShare;
const barrier = barrierOver(control, threads);

parentPort?.once('message', ({ field, schedule }: Descent) => {
  const ignore = (): void => undefined;
  try {
    descend(field, schedule, barrier, thread, ignore, ignore);
  } catch {
    // Thread 0 meets a broken barrier and reports; if it broke the barrier itself, it knows.
    barrier.break();
  }
});
