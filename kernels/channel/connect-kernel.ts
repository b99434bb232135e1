import type { ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { failure } from '../protocol/failures/index.ts';
import type { KernelEvents, KernelIdentity, KernelMethods } from '../protocol/kernel/methods.ts';
import {
  answerDescriptor,
  encodeFrame,
  frameReader,
  interruptBytes,
  interruptDescriptor,
  requestDescriptor,
  type HostFrame,
  type KernelFrame,
} from './frames.ts';
import type { KernelConnection, KernelExit } from './kernel-connection.ts';
import { explainEnd } from './kernel-end.ts';
import { reviveProblem } from './problems.ts';
import { watchRawOutput } from './raw-output.ts';

interface Pending {
  readonly cell: string | undefined;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

type Listeners = { [Event in keyof KernelEvents]: Set<(data: KernelEvents[Event]) => void> };

/** A kernel process before it was greeted: requests may go out, and it can be ended. */
export interface KernelLine {
  readonly request: KernelConnection['request'];
  readonly connect: (identity: KernelIdentity) => KernelConnection;
  readonly end: (graceMilliseconds: number) => Promise<void>;
}

/** Speaks with `child`, which was spawned with pipes at the descriptors that `frames.ts` names. */
export function connectKernel(child: ChildProcess): KernelLine {
  const pipes: readonly unknown[] = child.stdio;
  const pending = new Map<number, Pending>();
  const listeners: Listeners = {
    output: new Set(),
    view: new Set(),
    selection: new Set(),
    status: new Set(),
  };
  const interrupts: { count: number; settle: () => void }[] = [];
  let requests = 0;
  let asked = false;
  let leaving: { how: 'shutdown' | 'exit' | 'abort'; code: number } | undefined;
  let lost: Error | undefined;
  let interruptCount = 0;

  const raw = watchRawOutput(child, (name, text) => {
    const cell = [...pending.values()].find(each => each.cell !== undefined)?.cell;
    if (cell !== undefined) emit('output', { cell, changes: [{ kind: 'stream', name, text }] });
  });
  const answers = pipes[answerDescriptor] as Readable;
  answers.on(
    'data',
    frameReader(frame => take(frame as KernelFrame)),
  );
  answers.on('error', () => undefined);
  for (const descriptor of [requestDescriptor, interruptDescriptor]) {
    // A kernel that has ended closes its pipes; that it has ended is told by `exited`.
    (pipes[descriptor] as Writable).on('error', () => undefined);
  }

  const exited = new Promise<KernelExit>(resolve => {
    const close = (code: number | null, signal: string | null, cause?: Error): void => {
      const lastWords = cause?.message ?? raw.lastWords();
      const { exit, sentence } = explainEnd({ code, signal, lastWords, asked, leaving });
      lost = failure('kernel-lost', { reason: sentence }, cause ?? (lastWords || undefined));
      for (const each of pending.values()) each.reject(lost);
      pending.clear();
      for (const each of interrupts.splice(0)) each.settle();
      resolve(exit);
    };
    child.once('error', error => {
      if (child.pid === undefined) close(null, null, error);
    });
    child.once('exit', (code, signal) => {
      void drained([answers, child.stderr!]).then(() => close(code, signal));
    });
  });

  return { request, end, connect: identity => ({ identity, request, on, interrupt, close: end, exited }) };

  function request<Method extends keyof KernelMethods>(
    method: Method,
    params: KernelMethods[Method]['params'],
  ): Promise<KernelMethods[Method]['result']> {
    if (lost !== undefined) return Promise.reject(lost);
    const id = ++requests;
    return new Promise((resolve, reject) => {
      const frame = encodeFrame({ kind: 'request', id, method, params } as HostFrame);
      const cell = method === 'execute' ? (params as KernelMethods['execute']['params']).cell : undefined;
      pending.set(id, {
        cell,
        resolve,
        reject,
      });
      (pipes[requestDescriptor] as Writable).write(Buffer.concat(frame));
    });
  }

  function on<Event extends keyof KernelEvents>(
    event: Event,
    listener: (data: KernelEvents[Event]) => void,
  ): () => void {
    listeners[event].add(listener);
    return () => listeners[event].delete(listener);
  }

  function interrupt(): Promise<void> {
    if (lost !== undefined) return Promise.resolve();
    const count = ++interruptCount;
    const message = Buffer.alloc(interruptBytes);
    message.writeUInt32LE(requests);
    (pipes[interruptDescriptor] as Writable).write(message);
    return new Promise(settle => interrupts.push({ count, settle }));
  }

  async function end(graceMilliseconds = 2000): Promise<void> {
    if (lost !== undefined) return;
    asked = true;
    const kill = setTimeout(() => child.kill('SIGKILL'), graceMilliseconds);
    if (graceMilliseconds > 0) void request('shutdown', {}).catch(() => undefined);
    await exited;
    clearTimeout(kill);
  }

  function take(frame: KernelFrame): void {
    switch (frame.kind) {
      case 'response': {
        const asker = pending.get(frame.id);
        pending.delete(frame.id);
        if (frame.ok) asker?.resolve(frame.result);
        else asker?.reject(reviveProblem(frame.problem));
        break;
      }
      case 'event':
        if (frame.event === 'output')
          emit('output', { ...frame.data, changes: frame.data.changes.map(owned) });
        else if (frame.event === 'view') emit('view', frame.data);
        else if (frame.event === 'selection') emit('selection', frame.data);
        else emit('status', frame.data);
        break;
      case 'interrupted':
        while (interrupts[0] !== undefined && interrupts[0].count <= frame.count)
          interrupts.shift()?.settle();
        break;
      case 'leaving':
        leaving = { how: frame.how, code: frame.code };
        break;
    }
  }

  function emit<Event extends keyof KernelEvents>(event: Event, data: KernelEvents[Event]): void {
    for (const listener of listeners[event]) listener(data);
  }
}

type Change = KernelEvents['output']['changes'][number];

/** The bytes of a change in buffers of their own: as read they are views of a whole frame. */
function owned(change: Change): Change {
  if (!('items' in change)) return change;
  return { ...change, items: change.items.map(({ mime, data }) => ({ mime, data: new Uint8Array(data) })) };
}

/** Waits for the pipes' last bytes; not longer than a moment, because a program started by a cell may hold one open. */
async function drained(streams: readonly Readable[]): Promise<void> {
  const ends = streams.map(
    stream =>
      new Promise<void>(resolve => {
        if (stream.readableEnded || stream.destroyed) resolve();
        else stream.once('close', resolve);
      }),
  );
  let timer: NodeJS.Timeout | undefined;
  const moment = new Promise<void>(resolve => (timer = setTimeout(resolve, 1000)));
  await Promise.race([Promise.all(ends), moment]);
  clearTimeout(timer);
}
