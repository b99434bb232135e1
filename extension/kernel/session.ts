import type { KernelConnection, KernelExit } from '../../kernels/channel/kernel-connection.ts';
import type { KernelEvents } from '../../kernels/protocol/kernel/methods.ts';

/** The kernel of one notebook: none until the first cell runs, and never two. */
export interface KernelSession {
  /** The running kernel; starts one if there is none. Calls while it starts share it. */
  kernel(): Promise<KernelConnection>;
  /** The kernel if one runs now. */
  readonly running: KernelConnection | undefined;
  interrupt(): Promise<void>;
  /** Ends the kernel and starts another. */
  restart(): Promise<void>;
  /** Ends the kernel; settles when its process is gone. */
  close(): Promise<void>;
}

/** What a session tells. */
export interface SessionListener {
  readonly started: (kernel: KernelConnection) => void;
  readonly output: (event: KernelEvents['output']) => void;
  readonly view: (event: KernelEvents['view']) => void;
  readonly selection: (event: KernelEvents['selection']) => void;
  readonly status: (event: KernelEvents['status']) => void;
  /** Nobody asked it to end, if `exit.reason` is other than `asked`. */
  readonly ended: (exit: KernelExit) => void;
}

/** Keeps at most one kernel that `start` makes. */
export function kernelSession(
  start: () => Promise<KernelConnection>,
  listener: SessionListener,
): KernelSession {
  let current: Promise<KernelConnection> | undefined;
  let running: KernelConnection | undefined;

  const forget = (starting: Promise<KernelConnection>): void => {
    if (current !== starting) return;
    current = undefined;
    running = undefined;
  };
  const begin = (): Promise<KernelConnection> => {
    const starting = start();
    current = starting;
    starting.then(
      kernel => {
        if (current === starting) running = kernel;
        kernel.on('output', listener.output);
        kernel.on('view', listener.view);
        kernel.on('selection', listener.selection);
        kernel.on('status', listener.status);
        listener.started(kernel);
        void kernel.exited.then(exit => {
          forget(starting);
          listener.ended(exit);
        });
      },
      () => forget(starting),
    );
    return starting;
  };
  const close = async (): Promise<void> => {
    const ending = current;
    current = undefined;
    running = undefined;
    const kernel = await ending?.catch(() => undefined);
    await kernel?.close();
  };

  return {
    kernel: () => current ?? begin(),
    get running() {
      return running;
    },
    interrupt: async () => {
      await running?.interrupt();
    },
    restart: async () => {
      await close();
      await (current ?? begin());
    },
    close,
  };
}
