import { sharedWords } from './gate.ts';

interface Internals {
  binding(name: string): { readonly clearAsyncIdStack?: () => void };
  /** What Node calls for an uncaught exception; once that is dealt with, it clears the stack. */
  _fatalException?(error: unknown): void;
  noDeprecation?: boolean | undefined;
}

const key = 'clip-notebook.before-termination';

/** What the interrupt worker has the main thread evaluate right before it terminates what runs there. */
export const beforeTermination = `globalThis[Symbol.for('${key}')]?.()`;

/**
 * Lets a cell be terminated anywhere: Node ends the process when a termination leaves its stack of asynchronous contexts unbalanced,
 * which it does inside callbacks, and always while a hook is enabled (before Node 24 an AsyncLocalStorage enables one).
 * An empty stack counts as balanced. It stays empty because the termination is waited for until it is the inspector's next message.
 */
export function prepareForTermination(words: Int32Array): void {
  const internals = process as unknown as Internals;
  const clear = clearOfBinding(internals) ?? (() => clearAfterException(internals));
  const prepare = (): void => {
    clear();
    while (Atomics.load(words, sharedWords.terminationPosted) === 0);
  };
  Object.defineProperty(globalThis, Symbol.for(key), { value: prepare });
}

/** Until Node 22. */
function clearOfBinding(internals: Internals): (() => void) | undefined {
  const { noDeprecation } = internals;
  internals.noDeprecation = true;
  try {
    return internals.binding('async_wrap').clearAsyncIdStack;
  } catch {
    return undefined;
  } finally {
    internals.noDeprecation = noDeprecation;
  }
}

/** Node's handling of an exception that is captured at once, so that no listener hears of it. */
function clearAfterException(internals: Internals): void {
  if (process.hasUncaughtExceptionCaptureCallback()) return;
  process.setUncaughtExceptionCaptureCallback(() => undefined);
  try {
    internals._fatalException?.(undefined);
  } finally {
    process.setUncaughtExceptionCaptureCallback(null);
  }
}
