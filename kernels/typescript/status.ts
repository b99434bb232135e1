import type { KernelStatus } from '../protocol/kernel/methods.ts';
import { clearInterval, setInterval } from './timers.ts';

/** Tells the host what the kernel holds: at the end of each cell, when models change, and now and then while one runs. */
export interface StatusWatch {
  readonly now: () => KernelStatus;
  readonly began: () => void;
  readonly ended: () => void;
  readonly modelsChanged: (models: KernelStatus['models']) => void;
}

const intervalMilliseconds = 2000;

export function watchStatus(running: () => boolean, tell: (status: KernelStatus) => void): StatusWatch {
  let models: KernelStatus['models'] = [];
  let timer: NodeJS.Timeout | undefined;
  const now = (): KernelStatus => ({
    residentBytes: process.memoryUsage.rss(),
    models,
    running: running(),
  });
  return {
    now,
    began: () => {
      timer ??= setInterval(() => tell(now()), intervalMilliseconds).unref();
    },
    ended: () => {
      clearInterval(timer);
      timer = undefined;
      tell(now());
    },
    modelsChanged: changed => {
      models = changed;
      tell(now());
    },
  };
}
