import { describe, expect, it, vi } from 'vitest';
import { kernelSession, type SessionListener } from '../../../extension/kernel/session.ts';
import type { KernelConnection, KernelExit } from '../../../kernels/channel/kernel-connection.ts';

const asked: KernelExit = { reason: 'asked', code: 0, signal: null, lastWords: '' };
const killed: KernelExit = { reason: 'killed', code: null, signal: 'SIGKILL', lastWords: '' };

/** A kernel that does nothing until it is told to end. */
function idleKernel(pid: number): KernelConnection & {
  end: (exit: KernelExit) => void;
  readonly interrupts: number;
} {
  const { promise, resolve } = deferred<KernelExit>();
  let interrupts = 0;
  return {
    identity: { protocol: 1, version: '0', pid, node: '20' },
    request: () => Promise.reject(new Error('asks nothing')),
    on: () => () => undefined,
    interrupt: () => {
      interrupts++;
      return Promise.resolve();
    },
    get interrupts() {
      return interrupts;
    },
    close: () => {
      resolve(asked);
      return Promise.resolve();
    },
    exited: promise,
    end: resolve,
  };
}

function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>(settle => (resolve = settle));
  return { promise, resolve };
}

function listener(): SessionListener & { readonly heard: KernelExit[] } {
  const nothing = (): void => undefined;
  const heard: KernelExit[] = [];
  return {
    started: nothing,
    output: nothing,
    view: nothing,
    selection: nothing,
    status: nothing,
    ended: exit => {
      heard.push(exit);
    },
    heard,
  };
}

describe('a kernel session', () => {
  it('starts nothing by itself, and one kernel for calls at once', async () => {
    const start = vi.fn(() => Promise.resolve(idleKernel(1)));
    const session = kernelSession(start, listener());
    expect(session.running).toBeUndefined();
    expect(start).not.toHaveBeenCalled();
    const [one, two] = await Promise.all([session.kernel(), session.kernel()]);
    expect(one).toBe(two);
    expect(session.running).toBe(one);
    expect(start).toHaveBeenCalledTimes(1);
  });

  it('tells of a kernel that ended by itself, and starts another for the next cell', async () => {
    const kernels = [idleKernel(1), idleKernel(2)];
    let next = 0;
    const all = listener();
    const session = kernelSession(() => Promise.resolve(kernels[next++]!), all);
    await session.kernel();
    kernels[0]!.end(killed);
    await vi.waitFor(() => expect(all.heard).toEqual([killed]));
    expect(session.running).toBeUndefined();
    expect((await session.kernel()).identity.pid).toBe(2);
  });

  it('tries again after a start that failed', async () => {
    const start = vi
      .fn<() => Promise<KernelConnection>>()
      .mockRejectedValueOnce(new Error('no room'))
      .mockResolvedValue(idleKernel(7));
    const session = kernelSession(start, listener());
    await expect(session.kernel()).rejects.toThrow('no room');
    expect((await session.kernel()).identity.pid).toBe(7);
  });

  it('restarts: the old kernel is closed before the new one starts', async () => {
    const kernels = [idleKernel(1), idleKernel(2)];
    let next = 0;
    const session = kernelSession(() => Promise.resolve(kernels[next++]!), listener());
    await session.kernel();
    await session.restart();
    await expect(kernels[0]!.exited).resolves.toBe(asked);
    expect(session.running?.identity.pid).toBe(2);
  });

  it('closes a kernel that is still starting', async () => {
    const kernel = idleKernel(1);
    const starting = deferred<KernelConnection>();
    const session = kernelSession(() => starting.promise, listener());
    void session.kernel();
    const closing = session.close();
    starting.resolve(kernel);
    await closing;
    await expect(kernel.exited).resolves.toBe(asked);
    expect(session.running).toBeUndefined();
  });

  it('interrupts a running kernel and nothing else', async () => {
    const kernel = idleKernel(1);
    const session = kernelSession(() => Promise.resolve(kernel), listener());
    await session.interrupt();
    await session.kernel();
    await session.interrupt();
    expect(kernel.interrupts).toBe(1);
  });
});
