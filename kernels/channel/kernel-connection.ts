import type { KernelEvents, KernelIdentity, KernelMethods } from '../protocol/kernel/methods.ts';

/** One running kernel, as the editor and the command line hold it. */
export interface KernelConnection {
  readonly identity: KernelIdentity;
  /** Rejects with Failure `kernel-lost` if the process ends before it answers, whatever ended it: nothing stays pending. */
  request<Method extends keyof KernelMethods>(
    method: Method,
    params: KernelMethods[Method]['params'],
  ): Promise<KernelMethods[Method]['result']>;
  /** Returns a way to stop listening. */
  on<Event extends keyof KernelEvents>(
    event: Event,
    listener: (data: KernelEvents[Event]) => void,
  ): () => void;
  /** Stops the running cell and drops those that wait; variables stay. Settles when no cell runs. */
  interrupt(): Promise<void>;
  /** Asks it to end, and kills it after `graceMilliseconds` (2000). */
  close(graceMilliseconds?: number): Promise<void>;
  /** Settles once, when the process is gone. */
  readonly exited: Promise<KernelExit>;
}

export interface KernelExit {
  /** `asked`: by `close`. `cell`: a cell called process.exit. `killed`: by a signal. `memory`: V8 ran out of memory. `crash`: anything else. */
  readonly reason: 'asked' | 'cell' | 'killed' | 'memory' | 'crash';
  readonly code: number | null;
  readonly signal: string | null;
  /** The last lines it wrote to stderr outside any cell, at most 4 KB. */
  readonly lastWords: string;
}

/** How to start a kernel. */
export interface StartOptions {
  /** Absolute path of the notebook. It need not exist yet. */
  readonly notebook: string;
  /** `dist/kernel.mjs`; by default the one beside this code. */
  readonly program?: string | undefined;
  /** Added to the environment of the kernel. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
}
