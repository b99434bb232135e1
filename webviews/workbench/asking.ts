import type { WorkbenchState } from '../protocol/workbench.ts';

/** Asks for numbers when typing rests, one request at a time, always for what stands there last. */
export interface Asking {
  /** The state has changed. */
  soon(): void;
  /** A request was answered. @returns Whether nothing newer is to come. */
  answered(request: number): boolean;
}

/** Short enough to follow the typing, long enough to spare words that are half-written. */
const restMilliseconds = 250;

export function asking(
  state: () => WorkbenchState,
  send: (request: number, state: WorkbenchState) => void,
): Asking {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let request = 0;
  let open = false;
  let stale = false;
  const ask = (): void => {
    timer = undefined;
    if (open) {
      stale = true;
      return;
    }
    open = true;
    stale = false;
    send(++request, state());
  };
  return {
    soon: () => {
      clearTimeout(timer);
      timer = setTimeout(ask, restMilliseconds);
    },
    answered: answered => {
      if (answered !== request) return false;
      open = false;
      const newer = stale;
      if (newer) ask();
      return !newer && timer === undefined;
    },
  };
}
