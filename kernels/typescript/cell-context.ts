import { setMaxListeners } from 'node:events';
import type { ExecuteParams } from '../protocol/kernel/methods.ts';
import { createContextStorage } from './context-storage.ts';

/** One run of one cell. All code that the run started finds it, also after an `await` and after the run ended. */
export interface CellContext extends Pick<ExecuteParams, 'cell' | 'position' | 'choices'> {
  readonly signal: AbortSignal;
  /** Ends whatever of this run is still to come. */
  readonly stop: () => void;
}

const contexts = createContextStorage<CellContext>();

/** The run that the calling code belongs to. */
export function currentContext(): CellContext | undefined {
  return contexts.get();
}

/** The run that an uncaught error, or a promise that was rejected, comes from. */
export function contextOf(error: unknown, promise?: object): CellContext | undefined {
  return contexts.of(error, promise);
}

/** Called when an interrupt has been dealt with. */
export function leaveContext(): void {
  contexts.reset();
}

/** Runs `work` as part of `context`. */
export function inContext<Result>(context: CellContext, work: () => Result): Result {
  return contexts.run(context, work);
}

export function createContext({ cell, position, choices }: ExecuteParams): CellContext {
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const stop = (): void => controller.abort(new CellStopped());
  return { cell, position, choices, signal: controller.signal, stop };
}

/** Thrown into code of an interrupted run wherever it next prints or starts a timer. */
export class CellStopped extends Error {
  constructor() {
    super('The cell was stopped.');
    this.name = 'AbortError';
  }
}
