// Stops cells that the main thread cannot stop by itself because it is busy with them.
import { Session } from 'node:inspector';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { interruptBytes, interruptDescriptor } from '../channel/frames.ts';
import { beforeTermination } from './termination.ts';
import { gateStates, sharedWords } from './gate.ts';
import type { Interrupt } from './interrupts.ts';

/** How long the main thread has for settling the cell by itself. */
const graceMilliseconds = 150;
/** How long a kernel may go on after its host is gone. */
const orphanMilliseconds = 1000;

const words = workerData as Int32Array;
let asked = 0;
/** The last request that the host had sent when it asked. */
let lastRequest = 0;
let rest = Buffer.alloc(0);
let stopping = false;

const pipe = new Socket({ fd: interruptDescriptor, readable: true, writable: false });
pipe.on('data', chunk => {
  const bytes = Buffer.concat([rest, chunk]);
  const whole = bytes.length - (bytes.length % interruptBytes);
  rest = bytes.subarray(whole);
  if (whole === 0) return;
  asked += whole / interruptBytes;
  lastRequest = bytes.readUInt32LE(whole - interruptBytes);
  if (!stopping) void stop();
});
pipe.on('error', () => undefined);
pipe.on('close', () => setTimeout(() => process.kill(process.pid, 'SIGKILL'), orphanMilliseconds));

async function stop(): Promise<void> {
  stopping = true;
  while (Atomics.load(words, sharedWords.acknowledged) < asked) {
    const count = asked;
    parentPort?.postMessage({ count, lastRequest } satisfies Interrupt);
    if (!(await acknowledged(count))) await terminate();
  }
  stopping = false;
}

async function acknowledged(count: number): Promise<boolean> {
  const deadline = performance.now() + graceMilliseconds;
  while (performance.now() < deadline) {
    if (Atomics.load(words, sharedWords.acknowledged) >= count) return true;
    await sleep(2);
  }
  return false;
}

/** Ends what JavaScript the main thread runs now; the thread itself goes on. */
async function terminate(): Promise<void> {
  const { free, held, terminating } = gateStates;
  while (Atomics.compareExchange(words, sharedWords.gate, free, terminating) === held) await sleep(1);
  const session = new Session();
  session.connectToMainThread();
  Atomics.store(words, sharedWords.terminationPosted, 0);
  session.post('Runtime.evaluate', { expression: beforeTermination });
  await new Promise<void>(resolve => {
    session.post('Runtime.terminateExecution', () => resolve());
    Atomics.store(words, sharedWords.terminationPosted, 1);
  });
  session.disconnect();
  Atomics.store(words, sharedWords.gate, free);
}
